import Foundation
import Testing

/// A store or a casebook that was emptied, lost or named wrongly is never taken for a new one.
struct EmptiedFileTests {
  private static func empty(_ path: String) throws {
    for end in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) }
    try Data().write(to: URL(fileURLWithPath: path))
  }

  @Test func `a store without a byte is told, filled by nobody, and look-ups go on from what is shipped`() throws {
    let program = try Program()
    #expect(try program.run("token", "add", "ann", "--role", "officer").status == 0)
    try Self.empty(program.store)
    let looked = try program.run("who", "thanet", "ooh")
    #expect((looked.output + looked.error).contains("0 bytes"), "\(looked.output) \(looked.error)")
    #expect(looked.output.contains("01843 577000"))
    for words in [["token", "list"], ["directory", "history"], ["backup", program.folder.path + "/copy.sqlite"]] {
      let run = try program.run(words)
      #expect(run.status != 0 && run.error.contains("0 bytes"), "\(words): \(run.status) \(run.error)")
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: program.store)).isEmpty)
  }

  @Test func `a casebook without a byte is told, and is no casebook of no cases`() throws {
    let program = try Program()
    let cases = program.folder.path + "/cases.sqlite"
    #expect(try program.run("casebook", "let-in", "ann", "--role", "officer", "--casebook", cases).status == 0)
    try Self.empty(cases)
    for words in [["casebook", "verify"], ["casebook", "officers"], ["report", "quarter", "2026-Q4"]] {
      let run = try program.run(words + ["--casebook", cases])
      #expect(run.status == 3 && run.error.contains("0 bytes"), "\(words): \(run.status) \(run.error)")
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: cases)).isEmpty)
  }

  @Test(arguments: [
    ["casebook", "verify"], ["casebook", "erase", "--due", "--by", "mo"], ["casebook", "officers"],
    ["report", "quarter", "2026-Q4"],
  ])
  func `whoever looks into a casebook means one that is there`(words: [String]) throws {
    let program = try Program()
    let cases = program.folder.path + "/typo.sqlite"
    let run = try program.run(words + ["--casebook", cases])
    #expect(run.status == 2 && run.error.contains("there is no casebook at"), "\(run.status) \(run.error)")
    #expect(!FileManager.default.fileExists(atPath: cases))
  }

  @Test func `a casebook that was lost and made anew takes no earlier backup away`() throws {
    let site = try OfficersCasebook()
    #expect(try site.program.run("councils").status == 0)
    let kept = try site.program.run([
      "--casebook", site.casebook, "-c", "triage luton", "-c", "set children 4 7", "-c", "keep",
    ])
    #expect(kept.status == 0, "\(kept.error)")
    let into = site.program.folder.path + "/backups"
    func backUp() throws -> (run: Program.Run, casebooks: [String]) {
      let run = try site.program.run("backup", "--into", into, "--keep", "1", "--casebook", site.casebook)
      let names = try FileManager.default.contentsOfDirectory(atPath: into)
      return (run, names.filter { $0.hasPrefix("casebook-") })
    }
    let good = try backUp()
    #expect(good.run.status == 0 && good.casebooks.count == 1, "\(good)")
    for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: site.casebook + end) }
    #expect(
      try site.program.run("casebook", "let-in", "ann", "--role", "officer", "--casebook", site.casebook).status == 0)
    Thread.sleep(forTimeInterval: 1.1)
    let after = try backUp()
    #expect(after.run.error.contains("no earlier backup of it is taken away"), "\(after.run.error)")
    #expect(after.casebooks.contains(good.casebooks[0]))
  }

  @Test func `a backup takes the place of no device`() throws {
    let program = try Program()
    #expect(try program.run("councils").status == 0)
    let run = try program.run("backup", "/dev/null", "--force")
    #expect(run.status == 2 && run.error.contains("device"), "\(run.error)")
    var status = stat()
    #expect(stat("/dev/null", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
  }
}
