import Foundation
import Testing

/// A database that stands where something is to be written stays what it is.
struct OtherDatabaseTests {
  @Test(arguments: [
    ["backup", "CASES", "--force"], ["directory", "export", "--format", "csv", "CASES", "--overwrite"],
  ])
  func `neither a backup nor an export takes the place of another database`(arguments: [String]) throws {
    let program = try Program()
    #expect(try program.run("councils").status == 0)
    let cases = program.folder.path + "/cases.sqlite"
    let held = Array("SQLite format 3".utf8) + [0] + [UInt8](repeating: 7, count: 4096)
    try Data(held).write(to: URL(fileURLWithPath: cases))
    let run = try program.run(arguments.map { $0 == "CASES" ? cases : $0 })
    #expect(run.status == 2 && run.error.contains("database"), "\(run.error)")
    #expect(try Data(contentsOf: URL(fileURLWithPath: cases)) == Data(held))
  }

  @Test func `an export does not take the place of its own store`() throws {
    let program = try Program()
    #expect(try program.run("councils").status == 0)
    let run = try program.run("directory", "export", "--format", "csv", program.store, "--overwrite")
    #expect(run.status == 2 && run.error.contains("is a database"), "\(run.error)")
    #expect(try program.run("lookup", "thanet", "ooh").status == 0)
  }
}
