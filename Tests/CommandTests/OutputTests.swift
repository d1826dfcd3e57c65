import Foundation
import TestSupport
import Testing

/// Where answers go: a terminal of some width, a reader that goes away, a device without room.
struct OutputTests {
  private static let facts = Shipped.root + "/data/scenarios/S3.json"

  @Test(arguments: [
    ["who", "canterbury", "ooh"], ["lookup", "thanet"], ["find", "kent"], ["councils"], ["rules"], ["rules", "LUT-24"],
    ["triage", "--facts", facts], ["directory", "due"], ["directory", "history"],
    ["directory", "plan", Shipped.root + "/data/councils/dover.json"],
    ["deadline", "LUT-35", "from", "2026-12-23T15:00"],
    ["lookup", "nowhere-in-particular-that-anybody-has-heard-of"], ["check", "--record"],
  ])
  func `every command knows the width of the terminal`(arguments: [String]) throws {
    let program = try Program()
    #expect(try program.run("councils").status == 0)
    let terminal = try Terminal(program.process(arguments + ["--store", program.store]), columns: 60)
    let seen = try Terminal.plain(terminal.everything())
    #expect(seen.split(separator: "\n").count > 0)
    for line in seen.split(separator: "\n") where line.count > 60 {
      // An id or an address is left whole, to be copied.
      let words = line.split(separator: " ")
      #expect(words.count == 1 || (words.count == 2 && words[0].count <= 4), "\(line.count): \(line)")
    }
  }

  @Test func `at the desk every line fits a narrow screen, its heading too`() throws {
    let program = try Program()
    let terminal = try Terminal(program.process(["--store", program.store]), columns: 60)
    var screens = [try Terminal.plain(terminal.reads(until: "nightdesk> "))]
    for line in ["failed luton/childrens-out-of-hours no-answer", "triage luton at 2026-11-27T17:10", "no", "no"] {
      screens.append(try terminal.takes(line))
    }
    for screen in screens {
      // A path stays whole, to be copied.
      for line in screen.split(separator: "\n") where !line.contains(".sqlite") {
        #expect(line.count <= 60, "\(line)")
      }
    }
  }

  @Test(arguments: [["lookup", "thanet"], ["directory", "due"]])
  func `a file and a pipe get whole lines`(arguments: [String]) throws {
    let program = try Program()
    let process = program.process(arguments + ["--store", program.store])
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(text.split(separator: "\n").contains { $0.count > 120 })
  }

  private func shell(_ program: Program, _ command: String) throws -> Program.Run {
    let process = program.process([])
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", command, "bash", Program.path, program.store]
    let output = Pipe(), error = Pipe()
    process.standardOutput = output
    process.standardError = error
    try process.run()
    let written = output.fileHandleForReading.readDataToEndOfFile()
    let complained = error.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    return Program.Run(
      status: process.terminationStatus, output: String(decoding: written, as: UTF8.self),
      error: String(decoding: complained, as: UTF8.self))
  }

  @Test(arguments: [
    "councils --store $2", "desk --store $2 < $2.lines", "-c councils -c councils -c help --store $2",
    "rules --store $2", "directory export --format csv - --store $2", "--help",
  ])
  func `a reader that has seen enough ends every command in the same way, with nothing said`(arguments: String) throws {
    let program = try Program()
    #expect(try program.run("councils").status == 0)
    try String(repeating: "councils\n", count: 200).write(
      toFile: program.store + ".lines", atomically: true, encoding: .utf8)
    // The reader is gone before the first word.
    let run = try shell(program, "sleep 0.3 | { $1 \(arguments); echo $? >&2; } | true; true")
    #expect(run.error == "0\n", "\(run.error)")
  }

  @Test(arguments: ["councils --store $2", "desk --store $2 <<< councils", "-c help --store $2", "--version"])
  func `a device without room is told with the machine's status`(arguments: String) throws {
    let program = try Program()
    #expect(try program.run("councils").status == 0)
    let run = try shell(program, "$1 \(arguments) > /dev/full")
    #expect(run.status == 3)
    #expect(run.error == "nightdesk: the answer cannot be written: No space left on device\n")
    #expect(try shell(program, "$1 \(arguments) > /dev/full 2> /dev/full").status == 3)
  }

  @Test func `a history that has no room keeps nobody from working`() throws {
    let program = try Program()
    let folder = program.folder.path + "/nightdesk"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: folder + "/history", withDestinationPath: "/dev/full")
    let terminal = try Terminal(program.process(["--store", program.store]))
    _ = try terminal.reads(until: "nightdesk> ")
    _ = try terminal.answers("lookup dover ooh")
    // What this run knows comes back all the same, also behind a triage.
    _ = try terminal.answers("triage luton at 2026-11-26T17:45")
    _ = try terminal.answers("no")
    terminal.type("close\r")
    _ = try terminal.reads(until: "(yes or no)")
    _ = try terminal.answers("yes")
    terminal.type("\u{1b}[A")
    _ = try terminal.reads(until: "lookup dover ooh")
    terminal.type("\u{15}quit\r")
    #expect(terminal.status() == 0)
  }

  @Test
  func
    `a failed number in a store that another keeps locked gives the next one at once, and says that it is not noted`()
    throws
  {
    let program = try Program()
    #expect(try program.run("councils").status == 0)
    let lock = try StoreLock(program.store)
    let terminal = try Terminal(program.process(["--store", program.store]))
    _ = try terminal.reads(until: "nightdesk> ")
    // The lock is held until it has answered, so that it did not wait for it.
    let answer = try terminal.answers("failed tunbridge-wells/out-of-hours no-answer")
    #expect(answer.contains("01892 352777") && answer.contains("not noted"), "\(answer)")
    #expect(try terminal.answers("lookup dover ooh").contains("Dover"))
    lock.release()
    #expect(try !terminal.answers("failed tunbridge-wells/out-of-hours no-answer").contains("not noted"))
    terminal.type("quit\r")
    #expect(terminal.status() == 0)
  }
}
