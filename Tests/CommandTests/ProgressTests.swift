import Foundation
import Glibc
import TestSupport
import Testing

/// Long work shows itself, at a terminal and nowhere else.
struct ProgressTests {
  @Test func `a command that takes over a second counts, and leaves nothing of that behind`() throws {
    let program = try Program()
    let big = program.folder.path + "/big"
    try MadeDirectory(councils: 60, contacts: 120).write(edition: 1, to: big)
    let arguments = ["directory", "load", big, "--store", program.store]
    let seen = try Terminal(program.process(arguments), columns: 100).everything()
    #expect(seen.contains(/working, [1-9][0-9]* s/), "\(seen)")
    // What is written afterwards stands alone on its line.
    let last = try #require(seen.components(separatedBy: "\u{1b}[K").last)
    #expect(last.contains("loaded 60 councils") && !last.contains("working"))
    // Into a pipe goes none of it.
    #expect(try program.run("directory", "load", big).error.contains("working") == false)
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
