/* One load for four protocols: so many connections, each with so many requests on their way at once, the next lot sent
   when the last of one has been answered. Prints answers a second and how long a lot took.

     load desk|resp|ldap PORT CONNECTIONS DEPTH SECONDS REQUESTS

   REQUESTS holds the requests as they go over the wire, each after its length in four bytes, lowest first. They are drawn
   at random, the same ones in the same order for every protocol. */

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MOST_CONNECTIONS = 1024, ROOM = 1 << 20 };

struct connection {
  int socket, waiting, isGreeted;
  size_t filled;
  double sent;
  unsigned char *buffer;
};

static unsigned char *requests[1 << 16];
static uint32_t lengths[1 << 16];
static int count, depth;
static uint64_t dice = 20261121, answered, bytes;
static uint64_t ldapEntries, ldapResults;
static float *took;
static size_t lots, most = 1 << 24;

static void fail(const char *what) {
  fprintf(stderr, "load: %s: %s\n", what, strerror(errno));
  exit(1);
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec * 1e-9;
}

static uint64_t roll(void) {
  dice ^= dice << 13;
  dice ^= dice >> 7;
  return dice ^= dice << 17;
}

static void sendLot(struct connection *one) {
  static unsigned char lot[1 << 20];
  size_t size = 0;
  for (int i = 0; i < depth; i++) {
    int which = roll() % count;
    memcpy(lot + size, requests[which], lengths[which]);
    size += lengths[which];
  }
  one->waiting = depth;
  one->sent = now();
  if (send(one->socket, lot, size, MSG_NOSIGNAL) != (ssize_t)size) fail("send");
}

/* Each returns how many bytes the next answer takes, 0 where it is not all there, and dies of one that is an error. */

static size_t deskAnswer(const unsigned char *at, size_t left) {
  const unsigned char *end = memchr(at, '\n', left);
  if (!end) return 0;
  if (at[0] != '2') {
    fprintf(stderr, "load: refused: %.*s\n", (int)(end - at), at);
    exit(1);
  }
  if (at[1] != '1') return end + 1 - at;
  for (const unsigned char *line = end + 1;; line = end + 1) {
    end = memchr(line, '\n', at + left - line);
    if (!end) return 0;
    if (end - line == 2 && line[0] == '.') return end + 1 - at;
  }
}

static size_t respAnswer(const unsigned char *at, size_t left) {
  const unsigned char *end = memchr(at, '\n', left);
  if (!end) return 0;
  long length = atol((const char *)at + 1);
  if (at[0] != '$' || length < 0) {
    fprintf(stderr, "load: refused: %.*s\n", (int)(end - at), at);
    exit(1);
  }
  size_t whole = end + 1 - at + length + 2;
  return left < whole ? 0 : whole;
}

static size_t httpAnswer(const unsigned char *at, size_t left) {
  const unsigned char *end = memmem(at, left, "\r\n\r\n", 4);
  if (!end) return 0;
  const char *field = memmem(at, end - at, "Content-Length: ", 16);
  if (memcmp(at, "HTTP/1.1 200", 12) || !field) {
    fprintf(stderr, "load: refused: %.*s\n", (int)(end - at), at);
    exit(1);
  }
  size_t whole = end + 4 - at + atol(field + 16);
  return left < whole ? 0 : whole;
}

static size_t message(const unsigned char *at, size_t left, size_t *header) {
  if (left < 2) return 0;
  *header = 2;
  size_t length = at[1];
  if (length & 0x80) {
    size_t digits = length & 0x7f;
    if (left < 2 + digits) return 0;
    length = 0;
    for (size_t i = 0; i < digits; i++) length = length << 8 | at[2 + i];
    *header += digits;
  }
  return left < *header + length ? 0 : *header + length;
}

/* Searches that are on their way at once are answered in any order, entries and results mixed. */
static size_t ldapAnswer(const unsigned char *at, size_t left) {
  size_t done = 0, header, whole;
  while ((whole = message(at + done, left - done, &header))) {
    const unsigned char *operation = at + done + header;
    operation += 2 + operation[1];
    done += whole;
    if (operation[0] != 0x65) {
      ldapEntries++;
      continue;
    }
    size_t inner = 0;
    message(operation, at + done - operation, &inner);
    ldapResults++;
    if (operation[inner + 2] != 0) {
      fprintf(stderr, "load: refused: result %d\n", operation[inner + 2]);
      exit(1);
    }
    return done;
  }
  return 0;
}

static int later(const void *a, const void *b) {
  float left = *(const float *)a, right = *(const float *)b;
  return left < right ? -1 : left > right;
}

int main(int words, char **word) {
  if (words != 7) {
    fprintf(stderr, "usage: load desk|resp|ldap PORT CONNECTIONS DEPTH SECONDS REQUESTS\n");
    return 2;
  }
  int isDesk = !strcmp(word[1], "desk");
  size_t (*answer)(const unsigned char *, size_t) =
      isDesk ? deskAnswer : !strcmp(word[1], "resp") ? respAnswer : !strcmp(word[1], "http") ? httpAnswer : ldapAnswer;
  int connections = atoi(word[3]);
  depth = atoi(word[4]);
  double seconds = atof(word[5]);
  took = malloc(most * sizeof *took);
  FILE *file = fopen(word[6], "rb");
  if (!file) fail(word[6]);
  while (count < 1 << 16 && fread(&lengths[count], 4, 1, file) == 1) {
    requests[count] = malloc(lengths[count]);
    if (fread(requests[count], 1, lengths[count], file) != lengths[count]) fail(word[6]);
    count++;
  }
  int poll = epoll_create1(0);
  static struct connection all[MOST_CONNECTIONS];
  if (connections > MOST_CONNECTIONS || !count) fail("too much, or nothing, to do");
  for (int i = 0; i < connections; i++) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(atoi(word[2]))};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int isOn = 1;
    all[i].socket = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(all[i].socket, (struct sockaddr *)&address, sizeof address)) fail("connect");
    setsockopt(all[i].socket, IPPROTO_TCP, TCP_NODELAY, &isOn, sizeof isOn);
    all[i].buffer = malloc(ROOM);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = &all[i]};
    epoll_ctl(poll, EPOLL_CTL_ADD, all[i].socket, &event);
    if (!isDesk) sendLot(&all[i]);
  }
  double warm = now() + 1, end = warm + seconds, start = 0;
  for (;;) {
    struct epoll_event events[256];
    int ready = epoll_wait(poll, events, 256, 1000);
    double time = now();
    if (!start && time >= warm) {
      start = time;
      answered = lots = bytes = 0;
    }
    if (time >= end) break;
    for (int i = 0; i < ready; i++) {
      struct connection *one = events[i].data.ptr;
      ssize_t got = recv(one->socket, one->buffer + one->filled, ROOM - one->filled, 0);
      if (got <= 0) fail("the server hung up");
      bytes += got;
      one->filled += got;
      size_t done = 0, whole;
      while ((one->waiting || !one->isGreeted) && (whole = answer(one->buffer + done, one->filled - done))) {
        done += whole;
        if (isDesk && !one->isGreeted) break;
        one->waiting--;
        answered++;
      }
      memmove(one->buffer, one->buffer + done, one->filled - done);
      one->filled -= done;
      if (isDesk && !one->isGreeted) {
        if (!done) continue;
        one->isGreeted = 1;
      } else if (one->waiting) {
        continue;
      } else if (lots < most) {
        took[lots++] = (float)(now() - one->sent);
      }
      sendLot(one);
    }
  }
  double length = now() - start;
  /* Half a search may be on its way at the end, on each connection. */
  if (ldapEntries + depth * connections < ldapResults) {
    fprintf(stderr, "load: %lu results came with only %lu entries\n", ldapResults, ldapEntries);
    return 1;
  }
  qsort(took, lots, sizeof *took, later);
  printf(
      "%.0f %.3f %.3f %.0f\n", answered / length, took[lots / 2] * 1e3, took[lots * 99 / 100] * 1e3,
      (double)bytes / answered);
  return 0;
}
