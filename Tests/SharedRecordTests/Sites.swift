#if PostgreSQL
  import Foundation
  import Glibc
  import Synchronization
  import Testing

  @testable import SharedRecord

  /// Sites of a test's own, and the commands that are run there as an admin runs them.
  final class Sites {
    /// How a command ended.
    struct Run {
      let status: Int32
      let output: String
    }

    let folder: String
    /// What a site's programs find in their environment, by its name.
    var environments: [String: [String: String]] = [:]
    /// What a site's programs are started with, by its name: the words before their own.
    var starters: [String: [String]] = [:]

    init() throws {
      folder = "/tmp/nightdesk-sites-" + UUID().uuidString.prefix(8)
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    }

    deinit {
      do { try FileManager.default.removeItem(atPath: folder) } catch { Issue.record("\(error)") }
    }

    private static let program =
      URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path + "/nightdesk"

    /// The path of a site's store.
    func store(_ site: String) -> String { "\(folder)/\(site).sqlite" }

    /// Begins a command, behind words that start it in another way.
    static func begin(
      _ arguments: [String], in folder: String, _ environment: [String: String] = [:], behind words: [String] = []
    ) throws -> (Process, Pipe) {
      let process = Process()
      let line = words + [program] + arguments
      process.executableURL = URL(fileURLWithPath: line[0])
      process.arguments = Array(line.dropFirst())
      process.environment = ProcessInfo.processInfo.environment.merging([
        "XDG_STATE_HOME": folder, "XDG_CONFIG_HOME": folder, "LOGNAME": "ann",
      ]) { $1 }.merging(environment) { $1 }
      let pipe = Pipe()
      process.standardOutput = pipe
      process.standardError = pipe
      process.standardInput = FileHandle.nullDevice
      try process.run()
      return (process, pipe)
    }

    static func run(
      _ arguments: String..., in folder: String, _ environment: [String: String] = [:]
    ) throws -> Run {
      let (process, pipe) = try begin(arguments, in: folder, environment)
      let output = pipe.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      return Run(status: process.terminationStatus, output: String(decoding: output, as: UTF8.self))
    }

    /// Runs a command at a site.
    func run(_ site: String, _ arguments: String..., as server: String? = nil) throws -> Run {
      let (process, pipe) = try begin(site, arguments, as: server)
      let output = pipe.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      return Run(status: process.terminationStatus, output: String(decoding: output, as: UTF8.self))
    }

    /// Begins a command at a site.
    func begin(_ site: String, _ arguments: [String], as server: String? = nil) throws -> (Process, Pipe) {
      try Self.begin(
        arguments + ["--store", store(site)], in: folder,
        (environments[site] ?? [:]).merging(server.map { ["NIGHTDESK_SHARED": $0] } ?? [:]) { $1 },
        behind: starters[site] ?? [])
    }

    /// Checks a contact at a site, which is one change.
    @discardableResult
    func check(_ site: String, as server: String, by: String = "ann", note: String = "") throws -> Run {
      try run(
        site, "directory", "verify", "thanet/out-of-hours", "--by", by, "--how", "web-page",
        "--note", note.isEmpty ? "by \(by)" : note, as: server)
    }

    /// The last change of a site, by its own word.
    func last(_ site: String) throws -> String {
      let history = try run(site, "directory", "history", "--limit", "1")
      return history.output.split(separator: " ").dropFirst().first.map(String.init) ?? history.output
    }

    /// A server with the record of a first site, `first`, that follows it; and logins for persons and sites.
    func published(_ server: Server) throws {
      try SharedRecord(server.superuser).create()
      try PostgreSQLConnection(server.superuser).run(
        """
        CREATE ROLE luton LOGIN IN ROLE nightdesk_desk; CREATE ROLE ann LOGIN IN ROLE nightdesk_admin;
        CREATE ROLE ben LOGIN IN ROLE nightdesk_admin
        """)
      // Its store is there before: none is made in order to be published.
      #expect(try run("first", "lookup", "thanet").status == 0)
      for command in ["publish", "join"] {
        let run = try run("first", "shared", command, as: server.server(as: "ann"))
        #expect(run.status == 0, "\(command): \(run)")
      }
    }
  }

  /// What a program that still runs has said.
  final class Heard: Sendable {
    private let text = Mutex("")

    /// Reads a pipe from here on.
    init(_ pipe: Pipe) {
      pipe.fileHandleForReading.readabilityHandler = { [weak self] file in
        let data = file.availableData
        if data.isEmpty { file.readabilityHandler = nil }
        self?.text.withLock { $0 += String(decoding: data, as: UTF8.self) }
      }
    }

    /// The lines so far.
    var lines: [String] { text.withLock { $0.split(separator: "\n").map(String.init) } }

    /// The last line with a word; empty for none.
    func last(_ word: String) -> String { lines.last { $0.contains(word) } ?? "" }
  }

  /// Waits until something holds, for two minutes at most: a machine that builds beside may be slow.
  func holds(_ what: () throws -> Bool) throws -> Bool {
    let end = ContinuousClock.now + .seconds(120)
    while ContinuousClock.now < end {
      if try what() { return true }
      usleep(50_000)
    }
    return false
  }

  /// A port that nobody has. It is below those that a system gives to whoever asks for any, which a neighbour may get meanwhile.
  func freePort() throws -> Int {
    for _ in 0..<100 {
      let port = Int.random(in: 20_000..<32_000)
      let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      try #require(descriptor >= 0)
      defer { close(descriptor) }
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = in_port_t(port).bigEndian
      let isFree = withUnsafePointer(to: &address) { address in
        address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
        }
      }
      if isFree { return port }
    }
    throw POSIXError(.EADDRINUSE)
  }

  /// Runs a program of the system's, and says how it ended.
  func system(_ program: String, _ words: String...) throws -> Sites.Run { try system(program, words) }

  /// The same with a list of words.
  func system(_ program: String, _ words: [String]) throws -> Sites.Run {
    let (process, pipe) = (Process(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + words
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["PATH": "/usr/sbin:/sbin:" + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")]) { $1 }
    process.standardOutput = pipe
    process.standardError = pipe
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Sites.Run(status: process.terminationStatus, output: String(decoding: output, as: UTF8.self))
  }
#endif
