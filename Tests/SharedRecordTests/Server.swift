#if PostgreSQL
  import Foundation
  import Glibc
  import Testing

  /// A PostgreSQL server of the test's own: Debian's, in a folder that goes with it, reached by a socket alone.
  final class Server {
    let folder: String
    private var running: Process?
    /// What a program is told to reach it as the superuser.
    var superuser: String { server(as: "postgres") }

    /// What it is started with beside the usual.
    private let settings: [String]
    /// By how much its clock is off, like `-1d`; empty for not at all.
    private var clock = ""
    /// Debian's library that gives a program a wrong clock. A Swift program finds none of its arguments under it.
    static let wrongClock = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"

    /// A server that holds nothing.
    ///
    /// - Parameters:
    ///   - settings: What it is started with, like `port=20000`.
    ///   - isCertified: Whether it has a certificate for `localhost`, and asks who comes from there for a password.
    ///   - clock: By how much its clock is off, like `-1d`; empty for not at all.
    /// - Throws: Whatever keeps it from running.
    init(_ settings: [String] = [], certified isCertified: Bool = false, clock: String = "") throws {
      folder = try Self.newFolder()
      self.settings =
        settings
        + (isCertified ? ["ssl=on", "ssl_cert_file=\(folder)/cert.pem", "ssl_key_file=\(folder)/key.pem"] : [])
      try asServer(
        "initdb",
        ["-D", folder + "/data", "--no-sync", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8"])
      if isCertified { try certify() }
      self.clock = clock
      try start()
    }

    private func certify() throws {
      let files = (key: folder + "/key.pem", certificate: folder + "/cert.pem")
      let openssl = Process()
      openssl.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
      openssl.arguments = [
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
        "subjectAltName=DNS:localhost", "-keyout", files.key, "-out", files.certificate,
      ]
      openssl.standardError = FileHandle.nullDevice
      try openssl.run()
      openssl.waitUntilExit()
      try FileManager.default.copyItem(atPath: files.certificate, toPath: folder + "/ca.pem")
      try #require(chmod(files.key, 0o600) == 0)
      if let server = getpwnam("postgres"), geteuid() == 0 {
        try #require(chown(files.key, server.pointee.pw_uid, server.pointee.pw_gid) == 0)
      }
      let rules = "local all all trust\nhostssl all all all scram-sha-256\n"
      try rules.write(toFile: folder + "/data/pg_hba.conf", atomically: false, encoding: .utf8)
    }

    /// A standby that streams from another server.
    init(following primary: Server) throws {
      folder = try Self.newFolder()
      settings = []
      try asServer(
        "pg_basebackup",
        [
          "-D", folder + "/data", "-R", "--no-sync", "-c", "fast", "-d",
          primary.superuser + " application_name=standby",
        ])
      try start()
    }

    /// A server of what another one holds on its disk now, which goes on from there on a timeline of its own where it is told
    /// to: as one does that is restored to an earlier point.
    init(copying other: Server, isRestored: Bool) throws {
      folder = try Self.newFolder()
      settings = isRestored ? ["restore_command=false", "recovery_target_timeline=current"] : []
      try asServer("pg_basebackup", ["-D", folder + "/data", "--no-sync", "-c", "fast", "-d", other.superuser])
      if isRestored { try Data().write(to: URL(fileURLWithPath: folder + "/data/recovery.signal")) }
    }

    private static func newFolder() throws -> String {
      // Short, for the path of a socket has at most 107 bytes.
      let folder = "/tmp/nightdesk-pg-" + UUID().uuidString.prefix(8)
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
      if let server = getpwnam("postgres"), geteuid() == 0 {
        try #require(chown(folder, server.pointee.pw_uid, server.pointee.pw_gid) == 0)
      }
      return folder
    }

    /// Makes a standby a server of its own, and waits until it is.
    func promote() throws {
      try asServer("pg_ctl", ["promote", "-w", "-D", folder + "/data"])
    }

    deinit {
      do {
        stop(SIGQUIT)
        try FileManager.default.removeItem(atPath: folder)
      } catch { Issue.record("\(error)") }
    }

    /// What a program is told to reach it as some login.
    func server(as login: String) -> String {
      let port = settings.compactMap { $0.hasPrefix("port=") ? " " + $0 : nil }.joined()
      // A machine that builds beside may take longer than an operator would wait.
      return "host=\(folder) dbname=postgres user=\(login)\(port) connect_timeout=60"
    }

    /// Stops it and leaves it so, until `start`: in order, or at once as a crash would.
    func stop(_ signal: Int32 = SIGINT) {
      guard let process = running else { return }
      kill(process.processIdentifier, signal)
      process.waitUntilExit()
      running = nil
    }

    /// Starts it, and waits until it answers.
    func start() throws {
      let process = try process(
        "postgres",
        ["-D", folder + "/data", "-k", folder]
          + (["listen_addresses=", "fsync=off"] + settings).flatMap { ["-c", $0] })
      let log = folder + "/log"
      if !FileManager.default.fileExists(atPath: log) { try Data().write(to: URL(fileURLWithPath: log)) }
      process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: log))
      try process.run()
      running = process
      for _ in 0..<1000 where process.isRunning {
        if FileManager.default.fileExists(atPath: folder + "/data/postmaster.pid"),
          try String(contentsOfFile: folder + "/data/postmaster.pid", encoding: .utf8).contains("ready")
        {
          return
        }
        usleep(10_000)
      }
      Issue.record("the server does not start: \(try String(contentsOfFile: log, encoding: .utf8))")
    }

    /// Where Debian has the newest server's programs. The server refuses to run as root.
    private static let programs: String? = {
      let versions = "/usr/lib/postgresql"
      do {
        let newest = try FileManager.default.contentsOfDirectory(atPath: versions).compactMap { Int($0) }.max()
        return newest.map { "\(versions)/\($0)/bin" }
      } catch { return nil }
    }()

    /// A program of the server's, as the user that it runs as.
    private func process(_ program: String, _ arguments: [String]) throws -> Process {
      let path = try #require(Self.programs, "install Debian's package postgresql") + "/" + program
      let process = Process()
      let user =
        geteuid() == 0 ? ["/usr/bin/setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"] : []
      // Not for whoever changes the user, whose semaphore the server could not open.
      let wrongly =
        clock.isEmpty || program != "postgres"
        ? []
        : ["/usr/bin/env", "LD_PRELOAD=\(Self.wrongClock)", "FAKETIME=\(clock)", "FAKETIME_DONT_FAKE_MONOTONIC=1"]
      let line = user + wrongly + [path] + arguments
      process.executableURL = URL(fileURLWithPath: line[0])
      process.arguments = Array(line.dropFirst())
      process.currentDirectoryURL = URL(fileURLWithPath: "/tmp")
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = FileHandle.nullDevice
      return process
    }

    private func asServer(_ program: String, _ arguments: [String]) throws {
      let process = try process(program, arguments)
      try process.run()
      process.waitUntilExit()
      try #require(process.terminationStatus == 0, "\(program) \(arguments)")
    }
  }
#endif
