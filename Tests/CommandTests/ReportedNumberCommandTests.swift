import Foundation
import TestSupport
import Testing

/// What one desk reports of a number reaches every other desk of the store: another process, another session of a server, and
/// the console that stays open.
struct ReportedNumberCommandTests {
  private static let number = "01843 577000"
  private static let night = "2026-11-27T18:30"

  private static func verified(_ contact: String, _ how: String) -> [String] {
    ["directory", "verify", contact, "--how", how, "--by", "ann"]
  }

  /// The first number of a look-up's page.
  private static func first(_ page: String) -> String {
    page.split(separator: "\n").first { $0.contains(/^ *0\d/) }.map(String.init) ?? "nothing"
  }

  @Test
  func `another process is told, in its page, its document and its triage, until somebody has checked the number`()
    throws
  {
    let program = try Program()
    #expect(try Self.first(program.run("who", "thanet", "ooh", "--at", Self.night).output).contains(Self.number))
    #expect(try program.run("desk", "-c", "rang \(Self.number) wrong number").status == 0)
    let page = try program.run("who", "thanet", "ooh", "--at", Self.night).output
    #expect(!Self.first(page).contains(Self.number) && page.contains("reported wrong number at "), "\(page)")
    let document = try program.run("lookup", "thanet", "--json").output
    #expect(document.contains("\"reported\":{\"how\":\"wrong-number\""))
    #expect(try !program.run("who", "thanet", "ooh", "-q", "--at", Self.night).output.contains("1843577000"))
    let facts = try program.write(
      #"{"council": "thanet", "presented-at": "2026-11-27T18:30", "children": [4], "nowhere-tonight": true}"#,
      to: "case.json")
    let triage = try program.run("triage", "--facts", facts).output
    #expect(triage.contains("reported wrong number") || !triage.contains(Self.number), "\(triage)")
    for contact in ["thanet/out-of-hours", "thanet/switchboard"] {
      #expect(try program.run(Self.verified(contact, "web-page")).status == 0)
    }
    let doubted = try program.run("who", "thanet", "ooh", "--at", Self.night).output
    #expect(doubted.contains("reported wrong number"), "no page says who picks it up: \(doubted)")
    for contact in ["thanet/out-of-hours", "thanet/switchboard"] {
      #expect(try program.run(Self.verified(contact, "rang-and-answered")).status == 0)
    }
    let after = try program.run("who", "thanet", "ooh", "--at", Self.night).output
    #expect(Self.first(after).contains(Self.number) && !after.contains("reported"), "\(after)")
  }

  @Test func `every session of a server is told, those that were open before too`() throws {
    let program = try Program()
    let token = try program.run("token", "add", "ann", "--role", "officer").output.trimmingCharacters(in: .newlines)
    let served = try Served(program)
    let wires = try (0..<2).map { _ in try served.wire() }
    let line = "who thanet ooh at \(Self.night)"
    func page(_ wire: Wire) throws -> String {
      try wire.send(line: line)
      return try wire.reply().joined(separator: "\n")
    }
    for wire in wires { #expect(try Self.first(page(wire)).contains(Self.number)) }
    // By its place in what this session has just seen, though another was told it first. Nobody has signed for it.
    #expect(try Served.ask(wires[1], "rang 1 wrong number").contains(Self.number))
    #expect(try comesTrue { try page(wires[0]).contains("reported wrong number") }, "\(served.log)")
    #expect(try Self.first(page(wires[0])).contains(Self.number))
    #expect(
      served.log.contains("a number was reported without a sign-in") && served.log.contains("thanet/out-of-hours"))
    #expect(try Served.ask(wires[1], "auth \(token)").hasPrefix("230"))
    #expect(try Served.ask(wires[1], "failed thanet/out-of-hours wrong-number").contains(", noted"))
    #expect(try comesTrue { try !Self.first(page(wires[0])).contains(Self.number) }, "\(served.log)")
    let fresh = try served.wire()
    #expect(try page(fresh).contains("reported wrong number"))
  }
}
