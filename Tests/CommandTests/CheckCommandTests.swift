import Foundation
import TestSupport
import Testing

/// `nightdesk check` as a site runs it, on a short walk: the whole takes a minute, and belongs to `.ci/run`.
struct CheckCommandTests {
  @Test func `what ships is whole, and it says how much was looked at`() throws {
    let run = try Program().run("check", "--walk", "roof", "--walk", "young", "--random", "300")
    #expect(run.status == 0, "\(run.output)\(run.error)")
    #expect(run.output.contains("0 missing"))
    #expect(run.output.contains("roof"))
    #expect(run.output.contains("turns on ") && run.output.contains("nowhere-tonight"))
    #expect(run.output.contains("every invariant held in each"))
  }

  @Test func `a site's own data are checked, and a fault ends with status 1`() throws {
    let program = try Program()
    let data = program.folder.path + "/data"
    try FileManager.default.copyItem(atPath: Shipped.root + "/data", toPath: data)
    let file = data + "/protocols/law.json"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    let changed = text.replacingOccurrences(of: "\"value\": 21", with: "\"value\": 28")
    #expect(changed != text)
    try changed.write(toFile: file, atomically: true, encoding: .utf8)
    let run = try program.run("check", "--data", data, "--walk", "reviews", "--random", "0")
    #expect(run.status == 1, "\(run.output)\(run.error)")
    #expect(run.output.contains("I-15: review-days must be 21"))
    #expect(run.error.contains("1 fault found"))
  }

  @Test(arguments: [["--walk", "nowhere"], ["--random", "-1"], ["--seed", "x"]])
  func `unusable arguments end with status 2`(arguments: [String]) throws {
    let program = try Program()
    let process = program.process(["check"] + arguments + ["--store", program.store])
    let error = Pipe()
    process.standardError = error
    process.standardOutput = Pipe()
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 2)
    #expect(!error.fileHandleForReading.readDataToEndOfFile().isEmpty)
  }
}
