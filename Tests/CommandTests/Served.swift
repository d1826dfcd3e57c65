import Foundation
import TestSupport
import Testing

/// `nightdesk serve`, running until the value goes.
final class Served {
  let program: Program
  let process: Process
  private let logPath: String

  /// What it wrote to standard error so far.
  var log: String {
    do { return try String(contentsOfFile: logPath, encoding: .utf8) } catch { return "\(error)" }
  }

  /// Starts it on a free port, or with other arguments, and waits until it listens.
  init(
    _ program: Program, _ arguments: [String] = ["--listen", "127.0.0.1:0"], environment: [String: String] = [:]
  ) throws {
    self.program = program
    logPath = program.folder.path + "/" + UUID().uuidString + ".log"
    process = program.process(["serve", "--name", "test", "--store", program.store] + arguments)
    try start(environment)
  }

  /// Starts a shell that becomes it, for what only a shell can set up.
  init(_ program: Program, shell: String, input: FileHandle) throws {
    self.program = program
    logPath = program.folder.path + "/" + UUID().uuidString + ".log"
    process = program.process([])
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", shell, "sh", Program.path, program.store]
    process.standardInput = input
    try start([:])
  }

  private func start(_ environment: [String: String]) throws {
    process.environment?.merge(environment) { $1 }
    process.environment?["NIGHTDESK_LOG"] = "info"
    try Data().write(to: URL(fileURLWithPath: logPath))
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: logPath))
    try process.run()
    #expect(comesTrue { log.contains("listening on") || !process.isRunning }, "\(log)")
  }

  deinit {
    if process.isRunning { process.terminate() }
    process.waitUntilExit()
  }

  /// The first port it listens on.
  var port: Int {
    log.firstMatch(of: /listening on 127\.0\.0\.1:(\d+)/).flatMap { Int($0.1) } ?? 0
  }

  /// A client that has read its greeting.
  func wire() throws -> Wire {
    let wire = try Wire(port: port)
    let greeting = try #require(try wire.line())
    #expect(greeting.hasPrefix("220 nightdesk/1 test ready; directory "))
    return wire
  }

  /// The first line of the reply to a line.
  static func ask(_ wire: Wire, _ line: String) throws -> String {
    try wire.send(line: line)
    return try wire.reply().first ?? "nothing"
  }
}

/// Waits for something that another process does in its own time; false where it does not come.
func comesTrue(within seconds: Double = 120, _ condition: () throws -> Bool) rethrows -> Bool {
  let end = Date().addingTimeInterval(seconds)
  while try !condition() {
    if Date() > end { return false }
    Thread.sleep(forTimeInterval: 0.01)
  }
  return true
}
