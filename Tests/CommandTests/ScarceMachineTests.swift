import Foundation
import Glibc
import TestSupport
import Testing

/// A server on a machine that runs out: of descriptors, of somebody who reads the log.
@Suite(.serialized) struct ScarceMachineTests {
  private static func processorSeconds(_ process: Process) throws -> Double {
    let stat = try String(contentsOfFile: "/proc/\(process.processIdentifier)/stat", encoding: .utf8)
    let fields = try #require(stat.components(separatedBy: ") ").last).split(separator: " ")
    return (try #require(Double(fields[11])) + (try #require(Double(fields[12])))) / Double(sysconf(Int32(_SC_CLK_TCK)))
  }

  @Test func `with few descriptors and a crowd at the door it goes on, at rest, and lets in who there is room for`()
    throws
  {
    let program = try Program()
    let served = try Served(
      program,
      shell: #"ulimit -n 64; exec "$1" serve --name test --listen 127.0.0.1:0 --store "$2""#,
      input: .nullDevice)
    #expect(served.log.contains("fewer open files"))
    let wire = try served.wire()
    var crowd: [Wire] = []
    for _ in 0..<150 { crowd.append(try Wire(port: served.port)) }
    let before = try Self.processorSeconds(served.process)
    let start = Date()
    for _ in 0..<160 {
      #expect(try Served.ask(wire, "version").hasPrefix("200 "))
      usleep(50_000)
    }
    #expect(served.process.isRunning)
    // A server that spins takes all that it gets; one that rests takes a small part, on a slow machine too.
    let passed = Date().timeIntervalSince(start)
    let used = try Self.processorSeconds(served.process) - before
    #expect(used < passed / 2, "\(used) s of \(passed)")
    // A verification opens the store anew in another process; the server still has the descriptors to notice.
    let version = try Served.ask(wire, "version")
    _ = try program.run("directory", "verify", "thanet/out-of-hours", "--by", "ann", "--how", "web-page")
    #expect(try comesTrue { try Served.ask(wire, "version") != version })
    crowd = []
    let comesIn = comesTrue { (try? Wire(port: served.port).line())??.hasPrefix("220 ") == true }
    #expect(comesIn)
  }

  /// Connections that only wait; the oldest are closed where there are more than so many.
  private struct Crowd {
    let port: Int
    let most: Int
    private(set) var wires: [Wire] = []

    init(_ port: Int, most: Int) { (self.port, self.most) = (port, most) }

    mutating func grow(by count: Int) {
      for _ in 0..<count {
        // Where the door rests, a connection may not come about: that is as good as refused.
        if let wire = try? Wire(port: port, seconds: 1) { wires.append(wire) }
      }
      wires.removeFirst(max(0, wires.count - most))
    }
  }

  /// Where it has 64 descriptors, and where it has as many as are usual and every session that it takes in is taken.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["NIGHTDESK_LONG"] != nil))
  func `ten minutes of refusals leave it alive and near rest`() throws {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    limit.rlim_cur = limit.rlim_max
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    let seconds = 600.0
    let servers = try [64, 1024].map { descriptors in
      try Served(
        try Program(),
        shell:
          "ulimit -S\(descriptors == 64 ? "H" : "")n \(descriptors); ulimit -S -c $(ulimit -H -c); cd \"$(dirname \"$2\")\"; "
          + #"exec "$1" serve --name test --listen 127.0.0.1:0 --store "$2""#,
        input: .nullDevice)
    }
    let neighbours = try servers.map { try $0.wire() }
    // All sessions that loopback may have, as far as this machine lets one process open them.
    var idle = Crowd(servers[1].port, most: .max)
    idle.grow(by: min(10_000, Int(limit.rlim_max) - 1000))
    #expect(idle.wires.count > 9000, "this machine has no room for the test")
    var refused = servers.map { Crowd($0.port, most: 150) }
    let before = try servers.map { try Self.processorSeconds($0.process) }
    var (slowest, asked) = (0.0, 0)
    let end = Date().addingTimeInterval(seconds)
    while Date() < end {
      for index in servers.indices {
        refused[index].grow(by: 5)
        let start = Date()
        #expect(try Served.ask(neighbours[index], "version").hasPrefix("200 "))
        slowest = max(slowest, Date().timeIntervalSince(start))
        asked += 1
      }
      usleep(100_000)
    }
    let used = try zip(servers, before).map { try Self.processorSeconds($0.process) - $1 }
    print(
      "\(idle.wires.count) idle sessions, \(asked * 5) more at the door in \(seconds) s; processor s \(used); slowest \(slowest) s"
    )
    for (server, used) in zip(servers, used) {
      #expect(server.process.isRunning, "\(server.log)")
      #expect(used < seconds / 20, "\(used) s of \(seconds)")
      let folder = URL(fileURLWithPath: server.program.store).deletingLastPathComponent().path
      let left = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(!left.contains { $0.hasPrefix("core") }, "\(left)")
    }
    #expect(slowest < 1)
  }

  @Test func `a log that nobody reads stops nobody, is bounded, and says what it left out`() throws {
    let program = try Program()
    let path = program.folder.path + "/desk.sock"
    let process = program.process(["serve", "--socket", path, "--store", program.store])
    let log = Pipe()
    process.standardError = log
    process.environment?["NIGHTDESK_LOG"] = "trace"
    try process.run()
    defer { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
    #expect(comesTrue { (try? Wire(path: path).line())??.hasPrefix("220 ") == true })
    for round in 0..<400 {
      let wire = try Wire(path: path)
      try wire.send(Array(String(repeating: "auth wrong\(round)\r\n", count: 5).utf8))
      _ = try wire.rest()
    }
    let wire = try Wire(path: path)
    _ = try wire.line()
    #expect(try Served.ask(wire, "lookup canterbury ooh").hasPrefix("210 "))
    process.terminate()
    // What was kept is read only now, so that the end did not wait for it.
    #expect(comesTrue { !process.isRunning })
    let text = String(decoding: log.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    #expect(text.contains("a sign-in failed"))
    #expect(text.components(separatedBy: "a sign-in failed").count < 300)
    #expect(text.contains("more like this"), "\(text.suffix(300))")
  }
}
