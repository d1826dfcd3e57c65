import Casebook
import Desk
import Foundation
import TestSupport
import Testing

/// What the page for officers says of cases is what the desk does.
struct KeepingCasesPageTests {
  private static func page() throws -> String {
    String(decoding: try Shipped.bytes(of: "Sources/Casebook/Casebook.docc/KeepingCases.md"), as: UTF8.self)
  }

  @Test func `every command of a case is in the page's table, with the role that it takes`() throws {
    let part = try #require(try Self.page().components(separatedBy: "## Every command of a case\n").dropFirst().first)
    let table = try #require(part.components(separatedBy: "\n## ").first)
    var roles: [String: Substring] = [:]
    for row in table.split(separator: "\n") where row.hasPrefix("| `") {
      let cells = row.split(separator: "|")
      for match in cells[0].matches(of: /`([a-z-]+)/) {
        roles[String(match.1)] = try #require(cells.last?.trimmingPrefix(" ").split(separator: " ").first)
      }
    }
    for command in CaseCommand.table {
      #expect(roles[command.name.rawValue].map(String.init) == command.role.rawValue, "\(command.name)")
    }
  }

  @Test func `the family of the page is counted in each of Luton's seven counts, and meets both targets`() throws {
    let walk = try #require(try Self.page().components(separatedBy: "```walk\n").dropFirst().first)
    let lines = try #require(walk.components(separatedBy: "```").first).split(separator: "\n")
    let desk = try KeptDesk()
    var last: Reply?
    for line in lines {
      if line.hasPrefix("# ") {
        try desk.set(String(line.dropFirst(2).prefix(16)))
      } else {
        last = try desk.tell([String(line)])
      }
    }
    #expect(lines.count > 15)
    let block = try #require(last).block.joined(separator: "\n")
    for says in [
      "referred to Children's Services: 1", "referred to Housing: 1",
      "first outcome of the referral: 1, accepted assessing",
      "final outcome: 1, main duty accepted", "team that referred: 1, MASH", "while Children's Services assess: 1",
      "household: 1, family", "narrow reading: 1 of 1", "within five working days: 1 of 1",
    ] {
      #expect(block.contains(says), "\(says)\n\(block)")
    }
  }
}
