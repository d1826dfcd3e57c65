import Foundation
import Glibc
import TestSupport
import Testing

/// Long work shows itself, at a terminal and nowhere else.
struct ProgressTests {
  @Test func `a command that takes over a second counts, and leaves nothing of that behind`() throws {
    let program = try Program()
    #expect(try program.run("councils").status == 0)
    // It waits for the other as long as the test wants, on a machine of whatever speed.
    let lock = try StoreLock(program.store)
    let checked = ["directory", "checked", "tunbridge-wells/switchboard", "--answered", "--by", "A. Officer"]
    let terminal = try Terminal(program.process(checked + ["--store", program.store]), columns: 100)
    let counted = try terminal.reads(until: "working, 1 s")
    lock.release()
    let seen = try counted + terminal.everything()
    #expect(terminal.status() == 0, "\(seen)")
    // What is written afterwards stands alone on its line.
    let last = try #require(seen.components(separatedBy: "\u{1b}[K").last)
    #expect(last.contains("tunbridge-wells/switchboard") && !last.contains("working"), "\(seen)")
  }

  @Test func `nothing counts into a pipe`() throws {
    let program = try Program()
    #expect(try program.run("councils").status == 0)
    let lock = try StoreLock(program.store)
    let waits = program.process([
      "directory", "checked", "tunbridge-wells/out-of-hours", "--no-answer", "--store", program.store,
    ])
    let error = Pipe()
    waits.standardOutput = FileHandle.nullDevice
    waits.standardError = error
    try waits.run()
    Thread.sleep(forTimeInterval: 2)
    #expect(waits.isRunning)
    lock.release()
    let complained = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    waits.waitUntilExit()
    #expect(!complained.contains("working"))
  }

  /// A `swift` that takes its time, and fails where it is told to.
  private static let swift = """
    #!/bin/bash
    case "$*" in *fail*) echo "Sources/a.swift:1:1: error: nothing of the sort"; exit 1 ;; esac
    for step in 1 2 3; do echo "[$step/3] Compiling Desk part$step.swift"; sleep 0.4; done
    echo "Build complete!"
    """

  private func build(_ program: Program, _ arguments: [String]) throws -> Process {
    let folder = program.folder.path + "/bin"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let swift = try program.write(Self.swift, to: "bin/swift")
    chmod(swift, 0o755)
    let process = program.process(arguments)
    process.executableURL = URL(fileURLWithPath: Shipped.root + "/deploy/build")
    process.environment?["PATH"] = folder + ":/usr/bin:/bin"
    return process
  }

  @Test func `a build shows its steps on one line of the terminal`() throws {
    let program = try Program()
    let terminal = try Terminal(build(program, ["--product", "nightdesk"]))
    let seen = try terminal.everything()
    #expect(terminal.status() == 0)
    for step in 1...3 { #expect(seen.contains("\r\u{1b}[K[\(step)/3] Compiling")) }
    #expect(!seen.contains("\n"))
  }

  @Test func `a build that fails says why, and standard output stays clean`() throws {
    let program = try Program()
    let process = try build(program, ["fail"])
    let output = Pipe(), error = Pipe()
    process.standardOutput = output
    process.standardError = error
    try process.run()
    let written = output.fileHandleForReading.readDataToEndOfFile()
    let complained = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 1)
    #expect(written.isEmpty)
    #expect(complained.contains("error: nothing of the sort"))
  }
}
