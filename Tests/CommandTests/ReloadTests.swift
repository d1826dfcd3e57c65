import Foundation
import Glibc
import TestSupport
import Testing

/// A server whose data files change while it runs: what can be used is taken, what cannot stays as it was, and both are said.
struct ReloadTests {
  /// A server on a copy of the shipped data, and where that copy is.
  private func served() throws -> (served: Served, data: String) {
    let program = try Program()
    let data = program.folder.path + "/data"
    try FileManager.default.copyItem(atPath: Shipped.root + "/data", toPath: data)
    return (try Served(program, ["--listen", "127.0.0.1:0", "--data", data]), data)
  }

  private func isOpen(_ wire: Wire) throws -> Bool {
    try wire.send(line: "lookup maidstone at 2026-11-26T11:00")
    return try wire.reply().contains { $0.contains("open until 16:30") }
  }

  @Test(arguments: [true, false])
  func `a calendar that has changed is read again, on SIGHUP and by itself`(isAsked: Bool) throws {
    let (served, data) = try served()
    let wire = try served.wire()
    #expect(try isOpen(wire))
    let file = data + "/calendar/england-and-wales.json"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    try text.replacing("2026-12-25", with: "2026-11-26").write(toFile: file, atomically: true, encoding: .utf8)
    if isAsked { kill(served.process.processIdentifier, SIGHUP) }
    #expect(try comesTrue { try !isOpen(wire) }, "\(served.log)")
    #expect(
      comesTrue { served.log.contains("changed=calendar/england-and-wales.json read again") }, "\(served.log)")
  }

  @Test(arguments: ["postcodes", "parameters/checking.json", "protocols"])
  func `a file that cannot be used keeps nothing else from being read`(broken: String) throws {
    let (served, data) = try served()
    let wire = try served.wire()
    #expect(try isOpen(wire))
    let calendar = data + "/calendar/england-and-wales.json"
    let days = try String(contentsOfFile: calendar, encoding: .utf8)
    let first = try #require(FileManager.default.contentsOfDirectory(atPath: data + "/protocols").sorted().first)
    let file =
      broken == "postcodes"
      ? served.program.store + ".postcodes"
      : broken == "protocols" ? data + "/protocols/" + first : data + "/" + broken
    try "{".write(toFile: file, atomically: true, encoding: .utf8)
    try days.replacing("2026-12-25", with: "2026-11-26").write(toFile: calendar, atomically: true, encoding: .utf8)
    kill(served.process.processIdentifier, SIGHUP)
    #expect(comesTrue { served.log.contains("cannot be used and stays as it was") }, "\(served.log)")
    #expect(!served.log.contains("Cocoa"), "\(served.log)")
    if broken == "postcodes" { #expect(try comesTrue { try !isOpen(wire) }, "\(served.log)") }
    if broken == "protocols" { #expect(try isOpen(wire), "the calendar goes with the rules") }
  }

  @Test func `files of which one cannot be used change nothing, and the next good state is taken`() throws {
    let (served, data) = try served()
    let wire = try served.wire()
    let calendar = data + "/calendar/england-and-wales.json"
    let protocols = try FileManager.default.contentsOfDirectory(atPath: data + "/protocols").sorted()
    let book = data + "/protocols/" + (try #require(protocols.first { $0.hasSuffix(".json") }))
    let (days, clauses) = (
      try String(contentsOfFile: calendar, encoding: .utf8), try String(contentsOfFile: book, encoding: .utf8)
    )
    try days.replacing("2026-12-25", with: "2026-11-26").write(toFile: calendar, atomically: true, encoding: .utf8)
    try "{".write(toFile: book, atomically: true, encoding: .utf8)
    kill(served.process.processIdentifier, SIGHUP)
    #expect(comesTrue { served.log.contains("cannot be used and stays as it was") }, "\(served.log)")
    #expect(try isOpen(wire))
    try clauses.write(toFile: book, atomically: true, encoding: .utf8)
    #expect(try comesTrue { try !isOpen(wire) }, "\(served.log)")
    kill(served.process.processIdentifier, SIGHUP)
    #expect(comesTrue { served.log.contains("read again; nothing has changed") }, "\(served.log)")
  }
}
