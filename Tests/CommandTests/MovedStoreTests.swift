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
    // It opens the store to watch it some time after it listens.
    #expect(comesTrue { served.opened().contains(program.store) }, "\(served.opened())")
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
    #expect(try comesTrue { try Served.ask(wire, "ask").hasPrefix("530 ") }, "\(served.log)")
    let other = try served.wire()
    #expect(try Served.ask(other, "auth \(token)").hasPrefix("535 "))
    // What others change is seen, and what is noted is seen by them.
    _ = try program.run("directory", "verify", "dover/out-of-hours", "--by", "ann", "--how", "web-page")
    #expect(try comesTrue { try Served.ask(wire, "version") != before })
    let noted = try Served.ask(wire, "failed thanet/out-of-hours wrong-number")
    #expect(noted.contains(", noted for whoever checks numbers;"), "\(noted)")
    #expect(try comesTrue { try program.run("directory", "due").output.contains("wrong number") })
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

  @Test func `a number that a disk has turned into another is told within every answer`() throws {
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
    // The record has the number as it was sealed, in another place of the file: both are turned.
    let told = try program.run("lookup", "canterbury", "ooh", "--json")
    #expect(told.error.contains("warning: the directory is not as change 1 left it"), "\(told)")
    #expect(told.output.contains("store-doubted"), "\(told)")
    let served = try Served(program)
    let wire = try Wire(port: served.port)
    #expect(try wire.line()?.contains("a number in it may be wrong") == true)
    #expect(try program.run("check", "--record").status == 1)
  }

  @Test func `a number that is turned where it is looked up only is answered from the record`() throws {
    let program = try Program()
    #expect(try program.run("lookup", "canterbury", "ooh").error == "")
    var bytes = try Data(contentsOf: URL(fileURLWithPath: program.store))
    let places = bytes.ranges(of: Data("+441227781879".utf8))
    // In the record it stands within JSON, in the directory's row it does not.
    let place = try #require(places.first { bytes[$0.upperBound] != UInt8(ascii: "\"") })
    bytes[place.upperBound - 1] = UInt8(ascii: "8")
    try bytes.write(to: URL(fileURLWithPath: program.store))
    let told = try program.run("lookup", "canterbury", "ooh")
    #expect(told.output.contains("01227 781879"), "\(told)")
    #expect(told.output.contains("! The file of the directory is damaged. These numbers come from its sealed record"))
    let check = try program.run("check", "--record")
    #expect(check.status == 1 && check.output.contains("canterbury/out-of-hours"), "\(check)")
  }

  @Test func `a store that nothing can be read from is answered for by the shipped data, with a warning in each`()
    throws
  {
    let program = try Program()
    #expect(try program.run("lookup", "canterbury", "ooh").error == "")
    try Data(repeating: 0x5a, count: 8192).write(to: URL(fileURLWithPath: program.store))
    let told = try program.run("lookup", "canterbury", "ooh")
    #expect(told.status == 0 && told.output.contains("01227 781879"), "\(told)")
    #expect(told.output.contains("! Nightdesk cannot read its directory. These numbers are the ones that it came with"))
    #expect(try program.run("lookup", "canterbury", "ooh", "--json").output.contains("store-unreadable"))
    let desk = try program.run("desk", input: "lookup canterbury ooh\nversion\n")
    #expect(desk.output.contains("! Nightdesk cannot read its directory."), "\(desk)")
    let served = try Served(program)
    #expect(try Wire(port: served.port).line()?.contains("Nightdesk cannot read its directory.") == true)
    // Nothing is written into what may yet be read by somebody else.
    #expect(try Data(contentsOf: URL(fileURLWithPath: program.store)) == Data(repeating: 0x5a, count: 8192))
  }

  @Test func `a store that is taken away under a server is told in every answer until it is back`() throws {
    let program = try Program()
    let served = try Served(program)
    let wire = try served.wire()
    #expect(rename(program.store, program.store + ".away") == 0)
    func isTold() throws -> Bool {
      try wire.send(line: "lookup canterbury ooh")
      let reply = try wire.reply()
      #expect(reply.contains { $0.contains("01227 781879") })
      return reply.contains { $0.hasPrefix("! Nightdesk cannot read its directory any more.") }
    }
    #expect(try comesTrue { try isTold() }, "\(served.log)")
    #expect(try Wire(port: served.port).line()?.contains("cannot read its directory any more") == true)
    #expect(!FileManager.default.fileExists(atPath: program.store))
    #expect(rename(program.store + ".away", program.store) == 0)
    #expect(try comesTrue { try !isTold() })
    #expect(served.log.contains("the store is as it should be again"))
  }

  @Test func `a console that stays open follows a store that another takes the place of`() throws {
    let program = try Program()
    #expect(try program.run("lookup", "luton").status == 0)
    let backup = program.folder.path + "/other.sqlite"
    #expect(try program.run("backup", backup).status == 0)
    _ = try program.run("directory", "verify", "dover/out-of-hours", "--by", "ann", "--how", "web-page")
    let process = program.process(["desk", "--store", program.store])
    let (input, output) = (Pipe(), Pipe())
    (process.standardInput, process.standardOutput, process.standardError) = (input, output, FileHandle.nullDevice)
    try process.run()
    func ask() throws { try input.fileHandleForWriting.write(contentsOf: Data("lookup dover ooh\n".utf8)) }
    try ask()
    var text = ""
    while !text.contains("dover/out-of-hours") {
      text += String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    }
    #expect(text.contains("verified today"))
    for end in ["-wal", "-shm"] { unlink(program.store + end) }
    #expect(rename(backup, program.store) == 0)
    try ask()
    try input.fileHandleForWriting.close()
    let rest = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(rest.contains("dover/out-of-hours") && !rest.contains("verified today"), "\(rest)")
  }

  @Test func `a folder that may not be entered leaves the officer the shipped numbers, and a warning`() throws {
    let program = try Program()
    #expect(try program.run("lookup", "canterbury", "ooh").status == 0)
    chmod(program.folder.path + "/store", 0o700)
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    // Root may enter any folder: as nobody it is as for everybody else.
    shell.arguments = [
      "-c",
      #"chmod 0755 "$3"; if [ "$(id -u)" = 0 ]; then exec setpriv --reuid 65534 --clear-groups "$1" lookup canterbury ooh --store "$2"; fi; chmod 0 "$3/store"; exec "$1" lookup canterbury ooh --store "$2""#,
      "sh", Program.path, program.store, program.folder.path,
    ]
    let (output, error) = (Pipe(), Pipe())
    (shell.standardOutput, shell.standardError) = (output, error)
    try shell.run()
    let answer = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let complaint = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    shell.waitUntilExit()
    chmod(program.folder.path + "/store", 0o700)
    #expect(shell.terminationStatus == 0, "\(answer)\(complaint)")
    #expect(
      answer.contains("01227 781879") && answer.contains("Nightdesk cannot read its directory"), "\(answer)\(complaint)"
    )
  }

  /// Once; fifty times where NIGHTDESK_LONG is set.
  private static let rounds = ProcessInfo.processInfo.environment["NIGHTDESK_LONG"] == nil ? 1 : 50

  @Test(arguments: 0..<rounds)
  func `twenty first fillings at once lose nothing that was acknowledged`(round: Int) throws {
    let program = try Program()
    let councils = ["ashford", "canterbury", "dartford", "dover", "maidstone", "sevenoaks", "swale", "thanet"]
    let processes = try (0..<20).map { number in
      let process = program.process([
        "directory", "verify", "\(councils[number % 8])/out-of-hours", "--by", "ann", "--how", "web-page", "--note",
        "note-\(number).", "--store", program.store,
      ])
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      return process
    }
    for process in processes {
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
    }
    let history = try program.run("directory", "history", "--limit", "100").output
    for number in 0..<20 { #expect(history.contains("note-\(number).")) }
    #expect(try program.run("check", "--record").status == 0)
  }
}
