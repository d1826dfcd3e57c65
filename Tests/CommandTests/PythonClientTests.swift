import Foundation
import TestSupport
import Testing

/// The example client in another language, which reads a question's parts and never its prose.
struct PythonClientTests {
  private func run(_ arguments: [String], token: String, input: String = "") throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-B", Shipped.root + "/deploy/examples/desk.py"] + arguments
    process.environment = ProcessInfo.processInfo.environment.merging(["NIGHTDESK_TOKEN": token]) { $1 }
    let output = Pipe(), given = Pipe()
    process.standardOutput = output
    process.standardError = output
    process.standardInput = given
    try process.run()
    try given.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try given.fileHandleForWriting.close()
    let seen = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, seen)
  }

  @Test func `it triages a family from a file, and from what a person types, to the page that the program gives`()
    throws
  {
    let program = try Program()
    let token = try #require(
      try program.run("token", "add", "ann", "--role", "officer").output.firstMatch(of: /nd_[A-Za-z0-9_-]+/))
    let served = try Served(program)
    let file = Shipped.root + "/data/scenarios/S16.json"
    let place = "127.0.0.1:\(served.port)"
    let done = try run([place, "--triage", "braintree at 2026-12-04T16:45", file], token: String(token.0))
    #expect(done.status == 0, "\(done.output)")
    let page = try program.run("triage", "--facts", file).output
    func tonight(_ text: String) -> Substring? { text.split(separator: "\n").first { $0.hasPrefix("TONIGHT") } }
    #expect(tonight(done.output) != nil && tonight(done.output) == tonight(page), "\(done.output)")

    // A choice's number, the answer to the question as it is worded, and what nobody knows.
    let answers = ["2", "2", "4 months"] + Array(repeating: "?", count: 40)
    let typed = try run(
      [place, "--triage", "luton at 2026-11-26T17:45"], token: String(token.0), input: answers.joined(separator: "\n"))
    #expect(typed.status == 0, "\(typed.output)")
    #expect(typed.output.contains("Yes, somewhere safe: They have a bed tonight"))
    #expect(typed.output.contains("Luton Borough Council places them tonight"))
    #expect(try run([place, "--triage", "nowhere"], token: String(token.0)).status == 1)

    // Ctrl-D at the second question.
    let left = try run([place, "--triage", "luton"], token: String(token.0), input: "no\n")
    #expect(left.status == 1)
    #expect(left.output.hasSuffix("\nLeft before the end.\n"), "\(left.output)")
    // The server goes while it is asked.
    let gone = try run([place, "quit", "version"], token: "")
    #expect(gone.status == 3)
    #expect(gone.output == "goodbye\n\(place): the server has closed the connection\n")
  }

  @Test(arguments: [
    ([], 2, "desk.py HOST:PORT|PATH LINE"), (["--help"], 0, "desk.py HOST:PORT|PATH LINE"),
    (["127.0.0.1:1", "version"], 3, "127.0.0.1:1: Connection refused"),
    (["/nowhere/desk.sock", "version"], 3, "/nowhere/desk.sock: No such file"),
    (["desk", "version"], 2, "'desk' is not HOST:PORT"), (["desk:99999", "version"], 2, "is not HOST:PORT"),
    (["127.0.0.1:1"], 2, "say what to ask"), (["127.0.0.1:1", "--triage"], 2, "say what to ask"),
    (["127.0.0.1:1", "--triage", "luton", "/nowhere/facts.json"], 2, "/nowhere/facts.json: No such file"),
    (["127.0.0.1:1", "--triage", "luton", Shipped.root + "/README.md"], 2, "README.md: Expecting value"),
  ])
  func `what it cannot use or reach is told in words`(arguments: [String], status: Int, part: String) throws {
    let done = try run(arguments, token: "")
    #expect(done.status == Int32(status), "\(done.output)")
    #expect(done.output.contains(part), "\(done.output)")
    #expect(!done.output.contains("Traceback"), "\(done.output)")
  }
}
