/* What a terminal waits that asks one thing after the other, alone and beside clients that flood the server: each sends
   distinct costly lines without end and takes what it gets. They run where nothing else wants to, for they stand for other
   machines.

     flood PORT FLOODS ASKED LINE

   Prints, in milliseconds and answers: p50 and p99 alone, p50 and p99 and the slowest beside them, and the fewest and the
   most answers that a flood had. */

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MOST_FLOODS = 1000, ROOM = 1 << 16 };

struct flood {
  int socket, isWithin;
  unsigned number;
  size_t filled, sent, unsent;
  char in[ROOM], out[ROOM];
};

/* How many answers each has had; the terminal reads it. */
static volatile uint64_t *answers;

static void fail(const char *what) {
  fprintf(stderr, "flood: %s: %s\n", what, strerror(errno));
  exit(1);
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1e3 + time.tv_nsec * 1e-6;
}

static int dial(int port) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int isOn = 1, one = socket(AF_INET, SOCK_STREAM, 0);
  if (connect(one, (struct sockaddr *)&address, sizeof address)) fail("connect");
  setsockopt(one, IPPROTO_TCP, TCP_NODELAY, &isOn, sizeof isOn);
  return one;
}

/* Twelve words that are near to many names, none of them one, and none of another line. */
static size_t writeLine(char *at, unsigned flood, unsigned number) {
  size_t size = sprintf(at, "find");
  for (int word = 0; word < 12; word++) size += sprintf(at + size, " cant%xq%x%dbury", flood, number, word);
  return size + sprintf(at + size, "\r\n");
}

static void fill(struct flood *one, unsigned which) {
  while (one->unsent + 1000 < ROOM) one->unsent += writeLine(one->out + one->unsent, which, one->number++);
}

/* Sends what goes out at once; the others have their turn before it goes on. */
static void give(struct flood *one, unsigned which) {
  if (one->sent == one->unsent) {
    one->sent = one->unsent = 0;
    fill(one, which);
  }
  ssize_t gone = send(one->socket, one->out + one->sent, one->unsent - one->sent, MSG_NOSIGNAL | MSG_DONTWAIT);
  if (gone < 0 && errno == EAGAIN) return;
  if (gone <= 0) fail("a flood was hung up on");
  one->sent += gone;
}

/* Counts the answers among what came: a line, or after 21x lines up to a full stop. */
static void take(struct flood *one, unsigned which) {
  ssize_t got = recv(one->socket, one->in + one->filled, ROOM - one->filled, MSG_DONTWAIT);
  if (got < 0 && errno == EAGAIN) return;
  if (got <= 0) fail("a flood was hung up on");
  one->filled += got;
  char *line = one->in, *end, *last = one->in + one->filled;
  while ((end = memchr(line, '\n', last - line))) {
    if (one->isWithin) {
      one->isWithin = !(line[0] == '.' && end - line == 2);
    } else {
      one->isWithin = line[0] == '2' && line[1] == '1';
    }
    if (!one->isWithin) answers[which]++;
    line = end + 1;
  }
  one->filled = last - line;
  memmove(one->in, line, one->filled);
}

static void flood(int port, int count) {
  struct sched_param rank = {0};
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (sched_setscheduler(0, SCHED_IDLE, &rank)) fail("sched_setscheduler");
  struct flood *all = calloc(count, sizeof *all);
  int poll = epoll_create1(0);
  for (int which = 0; which < count; which++) {
    all[which].socket = dial(port);
    struct epoll_event event = {.events = EPOLLIN | EPOLLOUT, .data.u32 = which};
    epoll_ctl(poll, EPOLL_CTL_ADD, all[which].socket, &event);
  }
  for (;;) {
    struct epoll_event events[256];
    int ready = epoll_wait(poll, events, 256, 1000);
    for (int i = 0; i < ready; i++) {
      unsigned which = events[i].data.u32;
      take(&all[which], which);
      give(&all[which], which);
    }
  }
}

static int later(const void *a, const void *b) {
  double left = *(const double *)a, right = *(const double *)b;
  return left < right ? -1 : left > right;
}

/* The times of so many answers, sorted; a millisecond lies between one and the next question. */
static double *ask(int one, const char *line, int count) {
  static char reply[ROOM];
  double *took = malloc(count * sizeof *took);
  for (int number = 0; number < count; number++) {
    double start = now();
    size_t filled = 0;
    if (send(one, line, strlen(line), MSG_NOSIGNAL) < 0 || send(one, "\r\n", 2, MSG_NOSIGNAL) < 0) fail("send");
    do {
      ssize_t got = recv(one, reply + filled, ROOM - 1 - filled, 0);
      if (got <= 0) fail("the terminal was hung up on");
      filled += got;
      reply[filled] = 0;
    } while (filled < 5 || strcmp(reply + filled - 5, "\r\n.\r\n"));
    took[number] = now() - start;
    if (strncmp(reply, "210 ", 4)) {
      fprintf(stderr, "flood: answered %.60s\n", reply);
      exit(1);
    }
    usleep(1000);
  }
  qsort(took, count, sizeof *took, later);
  return took;
}

int main(int words, char **word) {
  int count = words == 5 ? atoi(word[2]) : 0, asked = words == 5 ? atoi(word[3]) : 0;
  if (count < 1 || count > MOST_FLOODS || asked < 100) {
    fprintf(stderr, "usage: flood PORT FLOODS ASKED LINE\n");
    return 2;
  }
  answers = mmap(NULL, MOST_FLOODS * sizeof *answers, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (answers == MAP_FAILED) fail("mmap");
  int port = atoi(word[1]), one = dial(port);
  char greeting[1000];
  if (recv(one, greeting, sizeof greeting, 0) <= 0) fail("no greeting");
  double *alone = ask(one, word[4], asked);
  pid_t child = fork();
  if (child == 0) flood(port, count);
  if (child < 0) fail("fork");
  for (int which = 0; which < count;) {
    if (answers[which]) which++; else usleep(1000);
  }
  uint64_t begun[MOST_FLOODS], least = UINT64_MAX, most = 0;
  for (int which = 0; which < count; which++) begun[which] = answers[which];
  double *beside = ask(one, word[4], asked);
  for (int which = 0; which < count; which++) {
    uint64_t had = answers[which] - begun[which];
    if (had < least) least = had;
    if (had > most) most = had;
  }
  kill(child, SIGKILL);
  printf(
      "%f %f %f %f %f %llu %llu\n", alone[asked / 2], alone[asked * 99 / 100], beside[asked / 2], beside[asked * 99 / 100],
      beside[asked - 1], (unsigned long long)least, (unsigned long long)most);
}
