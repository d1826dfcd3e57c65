import Foundation
import TestSupport
import Testing

/// Backups of a store that is being served, and the same brought back.
struct BackupCommandTests {
  @Test func `a backup is made while it is served, and a restore reaches every session`() throws {
    let program = try Program()
    let served = try Served(program)
    let wire = try served.wire()
    let before = try Served.ask(wire, "version")
    let file = program.folder.path + "/backup.sqlite"
    #expect(try program.run("backup", file).output.contains("as of change 1"))
    #expect(try program.run("backup", file).status == 2)
    #expect(try program.run("backup", file, "--force").status == 0)
    _ = try program.run("directory", "verify", "thanet/out-of-hours", "--by", "ann", "--how", "web-page")
    #expect(try comesTrue { try Served.ask(wire, "version") != before })
    let restored = try program.run("restore", file)
    #expect(restored.status == 0, "\(restored.error)")
    #expect(restored.output.contains("holds change 1, of "))
    #expect(restored.output.contains(".before-restore"))
    #expect(try comesTrue { try Served.ask(wire, "version") == before })
    // The same number of changes as before the restore, of another content.
    _ = try program.run("directory", "verify", "dover/out-of-hours", "--by", "ann", "--how", "web-page")
    let other = try comesTrue {
      try wire.send(line: "lookup dover ooh")
      return try wire.reply().joined().contains("verified today")
    }
    #expect(other)
    #expect(try program.run("restore", program.store + ".before-restore").status == 0)
    let back = try comesTrue {
      try wire.send(line: "lookup dover ooh")
      return try !wire.reply().joined().contains("verified today")
    }
    #expect(back)
    #expect(try program.run("check", "--record").status == 0)
  }

  @Test func `a folder keeps the newest backups and nothing else is touched in it`() throws {
    let program = try Program()
    #expect(try program.run("lookup", "thanet").status == 0)
    let folder = program.folder.path + "/backups"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let old = (1...5).map { "directory-2025-01-0\($0)T031500Z.sqlite" }
    for name in old + ["directory-notes.sqlite", "mine.txt"] {
      try Data().write(to: URL(fileURLWithPath: folder + "/" + name))
    }
    #expect(try program.run("backup", "--into", folder, "--keep", "3").status == 0)
    let left = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    #expect(left.filter { old.contains($0) } == [old[3], old[4]])
    #expect(left.contains("mine.txt") && left.contains("directory-notes.sqlite"))
    #expect(left.count == 5)
  }

  @Test func `the backup just made is kept, whatever the names of the others say of the time`() throws {
    let program = try Program()
    #expect(try program.run("lookup", "thanet").status == 0)
    let folder = program.folder.path + "/backups"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for day in 1...3 {
      try Data().write(to: URL(fileURLWithPath: folder + "/directory-2090-01-0\(day)T031500Z.sqlite"))
    }
    let made = try program.run("backup", "--into", folder, "--keep", "3")
    #expect(made.status == 0)
    let file = try #require(made.output.split(separator: ":").first)
    #expect(FileManager.default.fileExists(atPath: String(file)))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 3)
    // One that cannot be made takes none away. Names are of a second.
    Thread.sleep(forTimeInterval: 1.1)
    let damaged = try FileHandle(forWritingTo: URL(fileURLWithPath: program.store))
    try damaged.seek(toOffset: 4096)
    try damaged.write(contentsOf: Data(repeating: 0x5a, count: 4096 * 6))
    try damaged.close()
    let refused = try program.run("backup", "--into", folder, "--keep", "1")
    #expect(refused.status == 3, "\(refused)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 3)
  }

  @Test func `who was revoked since a backup stays out when it is restored, and that is said`() throws {
    let program = try Program()
    let token = try program.run("token", "add", "leaver", "--role", "officer").output
      .trimmingCharacters(in: .newlines)
    let file = program.folder.path + "/backup.sqlite"
    #expect(try program.run("backup", file).status == 0)
    #expect(try program.run("token", "revoke", "leaver").status == 0)
    #expect(try program.run("restore", file).output.contains("still revoked: leaver"))
    let served = try Served(program)
    #expect(try Served.ask(served.wire(), "auth \(token)").hasPrefix("535 "))
    // Of a store that cannot be read nobody knows who was revoked, which is said.
    try Data(repeating: 0x5a, count: 9000).write(to: URL(fileURLWithPath: program.store))
    chmod(program.store, 0o640)
    let blind = try program.run("restore", file)
    #expect(blind.status == 0)
    #expect(blind.error.contains("tokens revoked since the backup are in force again"), "\(blind)")
    let mode = try FileManager.default.attributesOfItem(atPath: program.store)[.posixPermissions] as? Int
    #expect(mode == 0o640)
  }

  @Test(arguments: [
    (["backup"], 2, "FILE"), (["backup", "x", "--into", "y"], 2, "FILE"),
    (["backup", "/nowhere/at/all"], 3, "there is no folder"),
    (["restore", "/nowhere"], 2, "No such file"), (["restore", "/dev/zero"], 2, "is a device"),
    (["restore", "/tmp"], 2, "is a folder"), (["restore", Shipped.root + "/README.md"], 2, "not a database"),
  ])
  func `what cannot be backed up or restored is refused`(arguments: [String], status: Int, says: String) throws {
    let program = try Program()
    #expect(try program.run("lookup", "thanet").status == 0)
    let process = program.process(arguments + ["--store", program.store])
    let error = Pipe()
    process.standardError = error
    try process.run()
    let text = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == Int32(status), "\(text)")
    #expect(text.contains(says), "\(text)")
    #expect(try program.run("check", "--record").status == 0)
  }
}
