import Foundation
import TestSupport
import Testing

/// What officers read is short enough for a tired person; `Tests/Oracles/reading` measures the grade as well.
struct ReadingTests {
  @Test func `no sentence that officers read is longer than 25 words`() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-B", Shipped.root + "/Tests/Oracles/reading.py", Shipped.root, "--words"]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let faults = text.split(separator: "\n").filter { $0.hasPrefix("FAULT") }
    #expect(faults == [])
    #expect(process.terminationStatus == 0)
    // It has found them all, and not another folder.
    #expect(text.contains(/all +[1-9][0-9]{3} sentences/), "\(text)")
  }
}
