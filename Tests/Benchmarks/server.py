"""The server beside Redis, nginx and OpenLDAP: the same answers, the same load, in turn, round after round.

Every look-up of a made directory is asked once, and its answer put into Redis as a value, into OpenLDAP as an
attribute, and beside nginx as a file, so that all send the same bytes for the same question; nginx adds its header. Then one
generator asks each in turn, A B C D A B C D,
so that a machine that slows down does so for all; the figures are medians of rounds, the ratios medians of pairs.
Where NIGHTDESK_BEFORE names another build of the program, and NIGHTDESK_BEFORE_DATA its data, it is asked in turn too.
"""

import base64
import os
import re
import shutil
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import time

import made_directory

CONNECTIONS = 50
ROUNDS = int(os.environ.get("ROUNDS", "7"))
SECONDS = os.environ.get("SECONDS_EACH", "3")
BEFORE = os.environ.get("NIGHTDESK_BEFORE")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port):
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            time.sleep(0.1)
    sys.exit(f"nothing answers on port {port}")


def ask_all(port, lines):
    with socket.create_connection(("127.0.0.1", port)) as desk, desk.makefile("rb") as replies:
        replies.readline()
        for line in lines:
            desk.sendall(line.encode() + b"\r\n")
            reply = replies.readline()
            if not reply.startswith(b"210 "):
                sys.exit(f"{line}: {reply}")
            while not reply.endswith(b"\r\n.\r\n"):
                reply += replies.readline()
            yield reply


def tagged(tag, content):
    length = len(content)
    if length < 128:
        return bytes([tag, length]) + content
    return bytes([tag, 0x82]) + struct.pack(">H", length) + content


def ldap_search(name):
    asked = (
        tagged(4, name.encode()) + b"\x0a\x01\x00" + b"\x0a\x01\x00" + b"\x02\x01\x00" + b"\x02\x01\x00" + b"\x01\x01\x00"
        + tagged(0x87, b"objectClass") + tagged(0x30, tagged(4, b"description"))
    )
    return tagged(0x30, b"\x02\x01\x02" + tagged(0x63, asked))


def resp(*words):
    return b"*%d\r\n" % len(words) + b"".join(b"$%d\r\n%s\r\n" % (len(word), word) for word in words)


def write_requests(path, requests):
    with open(path, "wb") as file:
        for request in requests:
            file.write(struct.pack("<I", len(request)) + request)


def start_redis(folder, answers):
    port = free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no",
               "--dir", folder, "--daemonize", "no", "--logfile", folder + "/redis.log"]
    process = subprocess.Popen(command)
    wait_for(port)
    with socket.create_connection(("127.0.0.1", port)) as redis, redis.makefile("rb") as replies:
        for key, answer in answers.items():
            redis.sendall(resp(b"SET", key.encode(), answer))
            assert replies.readline() == b"+OK\r\n"
    return process, port


def start_slapd(folder, answers):
    port = free_port()
    os.makedirs(folder + "/slapd")
    with open(folder + "/slapd.conf", "w") as file:
        file.write(f"""include /etc/ldap/schema/core.schema
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile {folder}/slapd.pid
database mdb
suffix "dc=desk"
rootdn "cn=admin,dc=desk"
directory {folder}/slapd
maxsize 1073741824
index objectClass eq
access to * by * read
""")
    with open(folder + "/all.ldif", "w") as file:
        file.write("dn: dc=desk\nobjectClass: organization\nobjectClass: dcObject\ndc: desk\no: desk\n\n")
        for key, answer in answers.items():
            name = key.replace(" ", ".")
            file.write(f"dn: cn={name},dc=desk\nobjectClass: organizationalRole\ncn: {name}\n")
            file.write("description:: " + base64.b64encode(answer).decode() + "\n\n")
    subprocess.run(["/usr/sbin/slapadd", "-q", "-f", folder + "/slapd.conf", "-l", folder + "/all.ldif"], check=True)
    process = subprocess.Popen(
        ["/usr/sbin/slapd", "-f", folder + "/slapd.conf", "-h", f"ldap://127.0.0.1:{port}", "-d", "0"])
    wait_for(port)
    return process, port


def start_nginx(folder, answers):
    """The answers as files that it holds open, by their place: its own strongest case, with one worker as the others have."""
    port = free_port()
    os.makedirs(folder + "/nginx/files")
    os.chmod(folder, 0o755)
    for number, answer in enumerate(answers.values()):
        with open(f"{folder}/nginx/files/{number}", "wb") as file:
            file.write(answer)
    with open(folder + "/nginx/nginx.conf", "w") as file:
        file.write(f"""daemon off;
master_process off;
pid {folder}/nginx/pid;
error_log {folder}/nginx/error.log;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  tcp_nodelay on;
  keepalive_requests 1000000000;
  keepalive_timeout 1h;
  open_file_cache max={len(answers) + 100} inactive=1h;
  open_file_cache_valid 1h;
  client_body_temp_path {folder}/nginx;
  proxy_temp_path {folder}/nginx;
  fastcgi_temp_path {folder}/nginx;
  uwsgi_temp_path {folder}/nginx;
  scgi_temp_path {folder}/nginx;
  server {{ listen 127.0.0.1:{port}; location / {{ root {folder}/nginx/files; }} }}
}}
""")
    process = subprocess.Popen(
        [shutil.which("nginx") or "/usr/sbin/nginx", "-p", folder + "/nginx", "-c", folder + "/nginx/nginx.conf"])
    wait_for(port)
    return process, port


def start_desk(program, data, store):
    journal = store + ".log"
    log = open(journal, "w")
    command = [program, "serve", "--listen", "127.0.0.1:0", "--store", store, "--data", data]
    process = subprocess.Popen(command, stderr=log, env={**os.environ, "NIGHTDESK_LOG": "info"})
    for _ in range(600):
        found = re.search(r"listening on 127\.0\.0\.1:(\d+)", open(journal).read())
        if found:
            return process, int(found[1])
        time.sleep(0.1)
    sys.exit(open(journal).read())


def processor_seconds(process):
    """What a process has taken of the processors: by itself, and by the kernel for it."""
    with open(f"/proc/{process.pid}/stat") as stat:
        fields = stat.read().rpartition(") ")[2].split()
    tick = os.sysconf("SC_CLK_TCK")
    return int(fields[11]) / tick, int(fields[12]) / tick


def profile(process, load, folder):
    """What the process is at while it is loaded once more, where there is perf and it may look."""
    if not shutil.which("perf"):
        return
    loading = subprocess.Popen(load, stdout=subprocess.DEVNULL)
    time.sleep(1)
    recorded = folder + "/perf.data"
    sampling = subprocess.run(["perf", "record", "-q", "-F", "499", "-o", recorded, "-p", str(process.pid), "--", "sleep", "2"],
                              capture_output=True, text=True)
    loading.wait()
    if sampling.returncode != 0:
        print(f"  no profile: {sampling.stderr.strip().splitlines()[-1:]}")
        return
    report = subprocess.run(["perf", "report", "--stdio", "-q", "-i", recorded, "--sort", "symbol", "--percent-limit", "1.5"],
                            capture_output=True, text=True).stdout
    print("  where it spends its time, of all samples:")
    for line in [line for line in report.splitlines() if line.strip()][:15]:
        print("   " + line.rstrip()[:110])


def resident(process):
    with open(f"/proc/{process.pid}/status") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS:"))


def main():
    program, data, load = sys.argv[1:4]
    with tempfile.TemporaryDirectory() as folder:
        made_directory.write(folder + "/data")
        running, ports = [], []
        try:
            builds = [(program, data)] + ([(BEFORE, os.environ.get("NIGHTDESK_BEFORE_DATA", data))] if BEFORE else [])
            for build, data in builds:
                store = f"{folder}/directory-{len(running)}.sqlite"
                loaded = subprocess.run([build, "directory", "load", folder + "/data", "--yes", "--even-so", "--store", store, "--data", data],
                                        check=True, capture_output=True, text=True)
                print(loaded.stdout.strip())
                desk, port = start_desk(build, data, store)
                running.append(desk)
                ports.append(port)
            measure(folder, load, running, ports)
        finally:
            for process in running:
                process.terminate()
            for process in running:
                process.wait()


def measure(folder, load, running, desk_ports):
    port = desk_ports[0]
    keys = made_directory.keys()
    lines = ["lookup " + key for key in keys]
    answers = dict(zip(keys, ask_all(port, lines)))
    sizes = [len(answer) for answer in answers.values()]
    print(f"{len(answers)} answers of {min(sizes)} to {max(sizes)} bytes, {statistics.mean(sizes):.0f} on average")
    redis, redis_port = start_redis(folder, answers)
    running.append(redis)
    nginx, nginx_port = start_nginx(folder, answers)
    running.append(nginx)
    slapd, slapd_port = start_slapd(folder, answers)
    running.append(slapd)
    write_requests(folder + "/desk", [line.encode() + b"\r\n" for line in lines])
    write_requests(folder + "/resp", [resp(b"GET", key.encode()) for key in keys])
    write_requests(folder + "/ldap", [ldap_search("cn=" + key.replace(" ", ".") + ",dc=desk") for key in keys])
    write_requests(folder + "/http", [b"GET /%d HTTP/1.1\r\nHost: desk\r\n\r\n" % number for number in range(len(keys))])
    servers = list(zip(("nightdesk", "before"), ("desk", "desk"), desk_ports)) + [
        ("redis", "resp", redis_port), ("nginx", "http", nginx_port), ("slapd", "ldap", slapd_port)]
    wanted = {1: {"redis": 0.95, "slapd": 10}, 16: {"redis": 1.25, "slapd": 70}}
    for depth in (1, 16):
        rounds = []
        for _ in range(ROUNDS):
            round_ = {}
            for (name, protocol, its_port), process in zip(servers, running):
                before, began = processor_seconds(process), time.monotonic()
                command = [load, protocol, str(its_port), str(CONNECTIONS), str(depth), SECONDS, folder + "/" + protocol]
                out = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.split()
                passed = time.monotonic() - began
                used = [100 * (after - first) / passed for first, after in zip(before, processor_seconds(process))]
                round_[name] = [float(word) for word in out] + used
            rounds.append(round_)
        print(f"\n{CONNECTIONS} connections, depth {depth}, medians of {ROUNDS} rounds of {SECONDS} s")
        for name, _, _ in servers:
            rate, half, late, size, own, kernel = (statistics.median(r[name][i] for r in rounds) for i in range(6))
            print(f"  {name:10} {rate:9.0f} answers a second   p50 {half:7.3f} ms   p99 {late:7.3f} ms   {size:5.0f} bytes each"
                  f"   of a core {own:3.0f} % itself, {kernel:3.0f} % the kernel"
                  # What each costs, which other work on the machine changes less than how many there are.
                  f"   {(own + kernel) * 1e4 / rate:5.2f} us each")
        for other in [name for name, _, _ in servers[1:]]:
            least = wanted[depth].get(other)
            ratios = sorted(r["nightdesk"][0] / r[other][0] for r in rounds)
            target = f"   (at least {least} is wanted)" if least else ""
            print(f"  to {other:7} {statistics.median(ratios):6.2f}   from {ratios[0]:.2f} to {ratios[-1]:.2f}{target}")
        profile(running[0], [load, "desk", str(port), str(CONNECTIONS), str(depth), "4", folder + "/desk"], folder)
    print(f"\nresident: nightdesk {resident(running[0]):.0f} MiB, redis {resident(redis):.0f} MiB, nginx {resident(nginx):.0f} MiB, slapd {resident(slapd):.0f} MiB")


if __name__ == "__main__":
    main()
