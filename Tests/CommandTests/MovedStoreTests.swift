import Foundation
import Glibc
import TestSupport
import Testing

/// A store that is restored, replaced or taken away while it is served: whoever was revoked is out, and what is noted
/// is noted where the others look.
struct MovedStoreTests {
  private enum Move: String, CaseIterable {
    case restoredOverDamage, restored, replaced, removed
  }

  @Test(arguments: Move.allCases)
  private func `a token revoked after the store was moved opens nothing, in old sessions nor new`(move: Move) throws {
    let program = try Program()
    let token = try program.run("token", "add", "ann", "--role", "officer").output.trimmingCharacters(in: .newlines)
    let backup = program.folder.path + "/good.sqlite"
    #expect(try program.run("backup", backup).status == 0)
    let served = try Served(program)
    let wire = try served.wire()
    #expect(try Served.ask(wire, "auth \(token)").hasPrefix("230 "))
    #expect(try Served.ask(wire, "triage luton").hasPrefix("200 "))
    let before = try Served.ask(wire, "version")
    // Long enough that the server has opened the store to watch it.
    Thread.sleep(forTimeInterval: 0.6)
    switch move {
    case .restoredOverDamage:
      let file = try FileHandle(forWritingTo: URL(fileURLWithPath: program.store))
      try file.write(contentsOf: Data(repeating: 0x5a, count: 4096))
      try file.close()
      #expect(try program.run("restore", backup).status == 0)
    case .restored: #expect(try program.run("restore", backup).status == 0)
    case .replaced:
      for end in ["-wal", "-shm"] { unlink(program.store + end) }
      try FileManager.default.copyItem(atPath: backup, toPath: program.store + ".new")
      #expect(rename(program.store + ".new", program.store) == 0)
    case .removed:
      for end in ["", "-wal", "-shm"] { unlink(program.store + end) }
      #expect(try program.run("directory", "load", Shipped.root + "/data").status == 0)
    }
    if move != .removed { #expect(try program.run("token", "revoke", "ann").status == 0) }
    #expect(try comesTrue(within: 5) { try Served.ask(wire, "ask").hasPrefix("530 ") }, "\(served.log)")
    let other = try served.wire()
    #expect(try Served.ask(other, "auth \(token)").hasPrefix("535 "))
    // What others change is seen, and what is noted is seen by them.
    _ = try program.run("directory", "verify", "dover/out-of-hours", "--by", "ann", "--how", "web-page")
    #expect(try comesTrue(within: 5) { try Served.ask(wire, "version") != before })
    #expect(try Served.ask(wire, "failed thanet/out-of-hours wrong-number").contains(", noted;"))
    #expect(try comesTrue(within: 5) { try program.run("directory", "due").output.contains("wrong number") })
  }

  @Test func `a backup onto the store itself is refused, and the server goes on`() throws {
    let program = try Program()
    let served = try Served(program)
    let wire = try served.wire()
    for file in [program.store, program.folder.path + "/store/../store/directory.sqlite"] {
      let refused = try program.run("backup", file, "--force")
      #expect(refused.status == 2)
      #expect(refused.error.contains("the store itself"), "\(refused.error)")
    }
    #expect(try Served.ask(wire, "lookup luton").hasPrefix("210 "))
    #expect(try program.run("check", "--record").status == 0)
  }

  @Test func `a number that a disk has turned into another is told by a look-up, and served to nobody`() throws {
    let program = try Program()
    #expect(try program.run("lookup", "canterbury", "ooh").error == "")
    var bytes = try Data(contentsOf: URL(fileURLWithPath: program.store))
    let number = Data("+441227781879".utf8)
    var turned = 0
    while let place = bytes.range(of: number) {
      bytes[place.upperBound - 1] = UInt8(ascii: "8")
      turned += 1
    }
    #expect(turned > 0)
    try bytes.write(to: URL(fileURLWithPath: program.store))
    let told = try program.run("lookup", "canterbury", "ooh")
    #expect(told.error.contains("warning: the directory is not as change 1 left it"), "\(told)")
    let process = program.process(["serve", "--listen", "127.0.0.1:0", "--store", program.store])
    let error = Pipe()
    process.standardError = error
    try process.run()
    let text = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 3)
    #expect(text.contains("its numbers may be wrong"), "\(text)")
  }
}
