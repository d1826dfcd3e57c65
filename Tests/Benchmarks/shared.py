"""From a commit to the last of many followers, beside OpenLDAP's refreshAndPersist, and first fills of both.

One probe for both: this process reads a line from each follower when it has the change, and holds its own clock against the moment
that the server put on the change. A follower of Nightdesk has then written it into its own store and held that against the seal; a
consumer of OpenLDAP prints it and keeps nothing. Beside them, like with like: followers in one process that are told, read the change
and keep nothing (SharedBenchmark), and servers of OpenLDAP that consume and keep, each asked for what comes by a consumer of its own.
All run on this machine, so that many followers measure its cores.

    shared.py PROGRAM [--probe SharedBenchmark] [--followers 10,50] [--rounds 5] [--contacts 50000]
"""
import argparse
import base64
import datetime
import glob
import json
import os
import pwd
import random
import select
import shutil
import signal
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import time

CONTACT = "thanet/out-of-hours"


def as_postgres(command, **options):
    user = pwd.getpwnam("postgres")
    return subprocess.run(["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", "--"] + command,
                          check=True, stdout=subprocess.DEVNULL, cwd="/tmp", **options)


class Postgres:
    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="nightdesk-bench-", dir="/tmp")
        shutil.chown(self.folder, "postgres", "postgres")
        self.programs = sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1]
        as_postgres([self.programs + "/initdb", "-D", self.folder + "/data", "--no-sync", "-A", "trust", "-U", "postgres"])
        settings = f"-k {self.folder} -c listen_addresses= -c max_connections=500"
        as_postgres([self.programs + "/pg_ctl", "start", "-w", "-D", self.folder + "/data", "-o", settings, "-l",
                     self.folder + "/log"])
        self.server = f"host={self.folder} dbname=postgres user=postgres"

    def ask(self, sql):
        return subprocess.run(["psql", "-XAt", "-h", self.folder, "-U", "postgres", "-c", sql], check=True,
                              stdout=subprocess.PIPE, text=True).stdout.strip()

    def stop(self):
        as_postgres([self.programs + "/pg_ctl", "stop", "-m", "immediate", "-D", self.folder + "/data"])
        shutil.rmtree(self.folder)


class Slapd:
    def __init__(self, entries):
        self.folder = tempfile.mkdtemp(prefix="nightdesk-ldap-", dir="/tmp")
        os.makedirs(self.folder + "/slapd")
        self.port = random.randrange(20_000, 32_000)
        with open(self.folder + "/slapd.conf", "w") as file:
            file.write(f"""include /etc/ldap/schema/core.schema
modulepath /usr/lib/ldap
moduleload back_mdb
moduleload syncprov
pidfile {self.folder}/slapd.pid
sizelimit unlimited
database mdb
suffix "dc=desk"
rootdn "cn=admin,dc=desk"
rootpw secret
directory {self.folder}/slapd
maxsize 1073741824
index objectClass,entryCSN,entryUUID eq
access to * by * read
overlay syncprov
""")
        with open(self.folder + "/all.ldif", "w") as file:
            file.write("dn: dc=desk\nobjectClass: organization\nobjectClass: dcObject\ndc: desk\no: desk\n\n")
            for number, text in enumerate(entries):
                file.write(f"dn: cn={number},dc=desk\nobjectClass: organizationalRole\ncn: {number}\n")
                file.write("description:: " + base64.b64encode(text.encode()).decode() + "\n\n")
        subprocess.run(["/usr/sbin/slapadd", "-q", "-f", self.folder + "/slapd.conf", "-l", self.folder + "/all.ldif"],
                       check=True, stderr=subprocess.DEVNULL)
        self.url = f"ldap://127.0.0.1:{self.port}"
        self.process = subprocess.Popen(["/usr/sbin/slapd", "-f", self.folder + "/slapd.conf", "-h", self.url, "-d", "0"])
        for _ in range(200):
            if subprocess.run(["ldapsearch", "-x", "-H", self.url, "-b", "dc=desk", "-s", "base"], stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL).returncode == 0:
                return
            time.sleep(0.05)
        sys.exit("slapd does not start")

    def consumer(self, mode):
        return consumer(self.url, mode)

    def standing(self):
        return standing(self.url)

    def change(self, text):
        change = f"dn: cn=0,dc=desk\nchangetype: modify\nreplace: description\ndescription: {text}\n"
        writer = subprocess.Popen(["ldapmodify", "-x", "-H", self.url, "-D", "cn=admin,dc=desk", "-w", "secret"],
                                  stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
        writer.stdin.write(change.encode())
        writer.stdin.close()
        return writer

    def stop(self):
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.folder)


def consumer(url, mode):
    return ["ldapsearch", "-x", "-LLL", "-H", url, "-b", "dc=desk", "-E", f"!sync={mode}", "*", "entryCSN"]


def standing(url):
    """What a server says of how far it is; nothing while it does not answer, or holds nothing."""
    said = subprocess.run(["ldapsearch", "-x", "-LLL", "-H", url, "-b", "dc=desk", "-s", "base", "contextCSN"],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    return [line for line in said.split("\n") if line.startswith("contextCSN")]


class SlapdKeeper:
    """A server of OpenLDAP that consumes another's content and keeps it."""

    def __init__(self, provider):
        self.folder = tempfile.mkdtemp(prefix="nightdesk-keeper-", dir="/dev/shm" if os.path.isdir("/dev/shm") else None)
        os.makedirs(self.folder + "/slapd")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.url = f"ldap://127.0.0.1:{probe.getsockname()[1]}"
        with open(self.folder + "/slapd.conf", "w") as file:
            file.write(f"""include /etc/ldap/schema/core.schema
modulepath /usr/lib/ldap
moduleload back_mdb
moduleload syncprov
sizelimit unlimited
threads 2
database mdb
suffix "dc=desk"
rootdn "cn=admin,dc=desk"
directory {self.folder}/slapd
maxsize 1073741824
index objectClass,entryCSN,entryUUID eq
access to * by * read
syncrepl rid=001 provider={provider.url} type=refreshAndPersist searchbase="dc=desk" bindmethod=simple retry="1 +"
overlay syncprov
""")
        self.process = subprocess.Popen(["/usr/sbin/slapd", "-f", self.folder + "/slapd.conf", "-h", self.url, "-d", "0"],
                                        stderr=subprocess.DEVNULL)
        self.provider = provider

    def wait(self, seconds=120):
        """Waits until all is there."""
        wanted, end = self.provider.standing(), time.monotonic() + seconds
        while standing(self.url) != wanted:
            if time.monotonic() > end:
                sys.exit("a consumer of OpenLDAP does not come to an end")
            time.sleep(0.01)

    def stop(self):
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.folder)


class Lines:
    """The lines of many processes, with the moment at which each was read."""

    def __init__(self, processes, streams):
        self.processes = processes
        self.rest = {stream.fileno(): b"" for stream in streams}
        self.poll = select.epoll()
        for stream in streams:
            os.set_blocking(stream.fileno(), False)
            self.poll.register(stream.fileno(), select.EPOLLIN)

    def read(self, seconds):
        read = []
        for number, _ in self.poll.poll(seconds):
            try:
                bytes_ = os.read(number, 1 << 16)
            except BlockingIOError:
                continue
            now = time.time()
            if not bytes_:
                self.poll.unregister(number)
                continue
            lines = (self.rest[number] + bytes_).split(b"\n")
            self.rest[number] = lines.pop()
            read += [(number, line, now) for line in lines]
        return read

    def first(self, wanted, count, seconds=120):
        """The moments at which each of so many streams has had a line that is wanted."""
        seen, end = {}, time.time() + seconds
        while len(seen) < count and time.time() < end:
            for number, line, now in self.read(0.5):
                if number not in seen and wanted(line):
                    seen[number] = now
        if len(seen) < count:
            sys.exit(f"only {len(seen)} of {count} followers have had the change")
        return list(seen.values())

    def drain(self, seconds=1.0):
        while self.read(seconds):
            pass

    def stop(self):
        for process in self.processes:
            process.send_signal(signal.SIGTERM)
        for process in self.processes:
            process.wait()


def table(name, count, delays):
    last = [max(of_one) * 1000 for of_one in delays]
    half = [statistics.median(of_one) * 1000 for of_one in delays]
    print(f"  {name:10} {count:4} followers   median {statistics.median(half):7.1f} ms   last {statistics.median(last):7.1f} ms"
          f"   (from {min(last):.1f} to {max(last):.1f})", flush=True)
    return statistics.median(last)


def nightdesk_rounds(bench, postgres, count, rounds):
    source = bench.store("site")
    stores = []
    for number in range(count):
        stores.append(f"{bench.folder}/follower-{number}.sqlite")
        shutil.copy(source, stores[-1])
    processes = [
        subprocess.Popen([bench.program, "shared", "follow", "--poll", "600", "--store", store], stderr=subprocess.PIPE,
                         env={**bench.environment, "NIGHTDESK_LOG": "info"}) for store in stores]
    lines = Lines(processes, [process.stderr for process in processes])
    while int(postgres.ask("SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%UNLISTEN%' OR query LIKE '%see_site%'")) < count:
        time.sleep(0.2)
    lines.drain(2.0)
    delays = []
    for number in range(rounds):
        # Beside the reading: what has the change before the writer has come to an end is not to wait for that.
        writer = bench.begin("directory", "verify", CONTACT, "--by", "ann", "--how", "web-page", "--note", f"{count}-{number}",
                             store="first")
        moments = lines.first(lambda line: b"taken from the shared record" in line, count)
        if writer.wait() != 0:
            sys.exit(f"a change is not made: {writer.stdout.read()}")
        at = float(postgres.ask("SELECT extract(epoch FROM received) FROM nightdesk.change ORDER BY id DESC LIMIT 1"))
        delays.append([moment - at for moment in moments])
        lines.drain(0.5)
    lines.stop()
    for store in stores:
        for end in ("", "-wal", "-shm"):
            if os.path.exists(store + end):
                os.remove(store + end)
    return delays


def hint_rounds(bench, postgres, probe, count, rounds):
    """The same with one process that keeps nothing: what the notice and the pull take."""
    process = subprocess.Popen([probe, postgres.server, str(count), str(min(count, 4))], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, text=True)
    process.stdout.readline()
    delays = []
    for number in range(rounds):
        writer = bench.begin("directory", "verify", CONTACT, "--by", "ann", "--how", "web-page", "--note", f"h{count}-{number}",
                             store="first")
        moments = [float(word) for word in process.stdout.readline().split()]
        if writer.wait() != 0 or len(moments) != count:
            sys.exit(f"only {len(moments)} of {count} have read the change: {writer.stdout.read()}")
        at = float(postgres.ask("SELECT extract(epoch FROM received) FROM nightdesk.change ORDER BY id DESC LIMIT 1"))
        delays.append([moment - at for moment in moments])
        time.sleep(0.5)
    process.stdin.close()
    process.wait()
    return delays


def ldap_rounds(slapd, total, count, rounds, keeping=False):
    keepers = [SlapdKeeper(slapd) for _ in range(count if keeping else 0)]
    for keeper in keepers:
        keeper.wait()
    urls = [keeper.url for keeper in keepers] or [slapd.url] * count
    processes = [subprocess.Popen(["stdbuf", "-oL"] + consumer(url, "rp"), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
                 for url in urls]
    lines = Lines(processes, [process.stdout for process in processes])
    entries, end = 0, time.time() + 300
    while entries < count * (total + 1) and time.time() < end:
        entries += sum(line.startswith(b"dn: ") for _, line, _ in lines.read(0.5))
    lines.drain()
    delays = []
    for number in range(rounds):
        writer = slapd.change(f"{count}-{number}-{keeping}")
        # The moment of the change is in its own entry.
        stamps = []

        def is_stamp(line):
            if line.startswith(b"entryCSN: "):
                stamps.append(line[10:].split(b"#")[0].decode())
                return True
            return False

        moments = lines.first(is_stamp, count)
        if writer.wait() != 0:
            sys.exit("OpenLDAP does not take the change")
        at = datetime.datetime.strptime(stamps[0], "%Y%m%d%H%M%S.%fZ").replace(tzinfo=datetime.timezone.utc).timestamp()
        delays.append([moment - at for moment in moments])
        lines.drain(0.5)
    lines.stop()
    for keeper in keepers:
        keeper.stop()
    return delays


class Bench:
    def __init__(self, program):
        self.program = program
        self.folder = tempfile.mkdtemp(prefix="nightdesk-shared-", dir="/dev/shm" if os.path.isdir("/dev/shm") else None)
        self.environment = {**os.environ, "XDG_STATE_HOME": self.folder, "XDG_CONFIG_HOME": self.folder, "LOGNAME": "ann"}

    def create(self, postgres):
        self.environment["NIGHTDESK_SHARED"] = postgres.server
        subprocess.run([self.program, "shared", "create"], check=True, stdout=subprocess.DEVNULL, env=self.environment)

    def store(self, name):
        return f"{self.folder}/{name}.sqlite"

    def begin(self, *arguments, store):
        return subprocess.Popen([self.program, *arguments, "--store", self.store(store)], stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT, env=self.environment, text=True)

    def run(self, *arguments, store, says=""):
        began = time.monotonic()
        run = subprocess.run([self.program, *arguments, "--store", self.store(store)], stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, env=self.environment, text=True)
        if run.returncode != 0 or says not in run.stdout:
            sys.exit(f"{arguments}: {run.stdout}")
        return time.monotonic() - began


def lookups(bench, postgres, load, rounds):
    """Look-ups a second of a server of desks, alone and while it follows the record, in which a change has just been made."""
    with open(bench.folder + "/requests", "wb") as file:
        request = b"lookup thanet ooh\r\n"
        file.write(struct.pack("<I", len(request)) + request)
    bench.run("shared", "join", store="desk")
    rates = {"alone": [], "following": []}
    for _ in range(rounds):
        for name, rates_of_one in rates.items():
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                port = probe.getsockname()[1]
            follow = ["--follow"] if name == "following" else []
            desk = subprocess.Popen([bench.program, "serve", "--listen", f"127.0.0.1:{port}", "--store", bench.store("desk")] + follow,
                                    stderr=subprocess.DEVNULL, env=bench.environment)
            for _ in range(200):
                try:
                    socket.create_connection(("127.0.0.1", port)).close()
                    break
                except OSError:
                    time.sleep(0.05)
            if follow:
                bench.run("directory", "verify", CONTACT, "--by", "ann", "--how", "web-page", "--note", "load", store="first")
            out = subprocess.run([load, "desk", str(port), "50", "1", "3", bench.folder + "/requests"], check=True,
                                 stdout=subprocess.PIPE, text=True).stdout.split()
            rates_of_one.append(float(out[0]))
            desk.terminate()
            desk.wait()
    alone, following = (statistics.median(of_one) for of_one in rates.values())
    print(f"look-ups a second: alone {alone:.0f}, following {following:.0f}; {following / alone:.3f} of alone", flush=True)


def main():
    words = argparse.ArgumentParser()
    words.add_argument("program")
    words.add_argument("--probe", help="the program SharedBenchmark")
    words.add_argument("--followers", default="10,50")
    words.add_argument("--keepers", type=int, default=50, help="up to how many servers of OpenLDAP keep what they get")
    words.add_argument("--rounds", type=int, default=5)
    words.add_argument("--contacts", type=int, default=50_000)
    words.add_argument("--day", type=int, default=300)
    words.add_argument("--load", help="the program that asks for look-ups")
    asked = words.parse_args()
    bench, postgres = Bench(asked.program), Postgres()
    slapd = None
    try:
        bench.create(postgres)
        for command in ("publish", "join"):
            bench.run("shared", command, store="first")
        bench.run("shared", "join", store="site")
        texts = [row for row in postgres.ask("SELECT text FROM nightdesk.record_now").split("\n")]
        slapd = Slapd(texts)
        print(f"{len(texts)} records in both; from the commit to who has it, medians of {asked.rounds} rounds", flush=True)
        for count in [int(word) for word in asked.followers.split(",")]:
            own = table("nightdesk", count, nightdesk_rounds(bench, postgres, count, asked.rounds))
            other = table("OpenLDAP", count, ldap_rounds(slapd, len(texts), count, asked.rounds))
            print(f"  to OpenLDAP {own / other:.2f}", flush=True)
            if count <= asked.keepers:
                kept = table("slapd kept", count, ldap_rounds(slapd, len(texts), count, asked.rounds, keeping=True))
                print(f"  to OpenLDAP that keeps {own / kept:.2f}", flush=True)
            if asked.probe:
                hint = table("hint, pull", count, hint_rounds(bench, postgres, asked.probe, count, asked.rounds))
                print(f"  hint and pull to OpenLDAP {hint / other:.2f}", flush=True)
        bench.run("shared", "join", "--name", "day", store="day")
        # Desks note what fails meanwhile.
        failing = postgres.ask(
            "SELECT record FROM nightdesk.record_now WHERE kind = 'contact' AND text::jsonb->>'kind' = 'phone' "
            "ORDER BY record LIMIT 20").split("\n")
        for contact in failing:
            bench.run("directory", "checked", contact, "--no-answer", store="day")
        for number in range(asked.day):
            bench.run("directory", "verify", CONTACT, "--by", "ann", "--how", "web-page", "--note", f"day {number}", store="first")
        print(f"{asked.day} changes after a day without a line: "
              f"{bench.run('shared', 'follow', '--once', store='day', says=f'{asked.day} change'):.2f} s", flush=True)
        bench.run("shared", "follow", "--once", store="day")
        arrived = postgres.ask("SELECT count(*) FROM nightdesk.failure_report WHERE desk LIKE 'day-%'")
        print(f"{len(failing)} failed contacts noted meanwhile; {arrived} arrived", flush=True)
        if asked.load:
            lookups(bench, postgres, asked.load, asked.rounds)
    finally:
        if slapd:
            slapd.stop()
        postgres.stop()
        shutil.rmtree(bench.folder)
    if asked.contacts:
        first_fill(asked)


def first_fill(asked):
    """A new site, and a consumer's refresh, of a made directory."""
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    import made_directory
    bench, postgres = Bench(asked.program), Postgres()
    slapd = None
    try:
        bench.create(postgres)
        made = bench.folder + "/made"
        made_directory.write(made, asked.contacts // made_directory.CONTACTS)
        bench.run("directory", "load", made, "--yes", "--even-so", store="first")
        print(f"published in {bench.run('shared', 'publish', store='first'):.2f} s", flush=True)
        own = bench.run("shared", "join", store="new")
        texts = postgres.ask("SELECT text FROM nightdesk.record_now").split("\n")
        slapd = Slapd(texts)
        began = time.monotonic()
        subprocess.run(slapd.consumer("ro"), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        other = time.monotonic() - began
        began = time.monotonic()
        keeper = SlapdKeeper(slapd)
        keeper.wait(600)
        kept = time.monotonic() - began
        keeper.stop()
        print(f"first fill of {len(texts)} records: nightdesk {own:.2f} s into its store, OpenLDAP {kept:.2f} s into its own, "
              f"and {other:.2f} s printed and not kept")
    finally:
        if slapd:
            slapd.stop()
        postgres.stop()
        shutil.rmtree(bench.folder)


main()
