#if PostgreSQL
  import Foundation
  import Glibc
  import Testing

  /// A pooler before a server, which shares the server's connections between transactions.
  final class Pooler {
    private let process: Process
    private let folder: String

    /// Starts it; nil where Debian's package pgbouncer is not installed.
    init?(of server: Server) throws {
      let program = "/usr/sbin/pgbouncer"
      guard FileManager.default.isExecutableFile(atPath: program) else { return nil }
      folder = server.folder + "/pool"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
      if let user = getpwnam("postgres"), geteuid() == 0 {
        try #require(chown(folder, user.pointee.pw_uid, user.pointee.pw_gid) == 0)
      }
      // With auth_type any the pooler logs everybody in as one: each login has a database of its own here.
      let logins = ["luton", "ann"].map { "\($0) = host=\(server.folder) dbname=postgres user=\($0)" }
      let settings = """
        [databases]
        \(logins.joined(separator: "\n"))
        [pgbouncer]
        unix_socket_dir = \(folder)
        auth_type = any
        pool_mode = transaction
        ignore_startup_parameters = options,extra_float_digits
        """
      try settings.write(toFile: folder + "/pgbouncer.ini", atomically: true, encoding: .utf8)
      process = Process()
      let user =
        geteuid() == 0 ? ["/usr/bin/setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"] : []
      let line = user + [program, "-q", folder + "/pgbouncer.ini"]
      process.executableURL = URL(fileURLWithPath: line[0])
      process.arguments = Array(line.dropFirst())
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
    }

    deinit {
      // It waits for its clients on any gentler signal.
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }

    /// What a program is told to reach the server through it as some login.
    func server(as login: String) -> String { "host=\(folder) port=6432 dbname=\(login) user=\(login)" }
  }
#endif
