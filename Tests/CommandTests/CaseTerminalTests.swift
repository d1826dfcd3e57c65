import Foundation
import TestSupport
import Testing

/// Kept cases at a pseudo-terminal, at the desk itself and through `connect`: three families of one night, and the morning.
struct CaseTerminalTests {
  private static func reference(_ screen: String) throws -> String {
    String(try #require(screen.firstMatch(of: /[0-9A-Z]{3}-[0-9A-Z]{3}/)).0)
  }

  /// A family with answers, kept; the interview is left by `close`.
  private func family(_ terminal: Terminal, _ lines: [String]) throws -> String {
    var seen = ""
    for line in lines { seen = try terminal.answers(line) }
    seen = try terminal.answers("keep")
    return try Self.reference(seen)
  }

  @Test func `a night of three families and its morning, at the desk's own terminal`() throws {
    let night = try OfficersCasebook()
    let terminal = try night.desk()
    // One passed on wrongly and brought back.
    let first = try family(
      terminal,
      ["triage luton at \(OfficersCasebook.lastNight("17:45"))", "set nowhere-tonight yes", "set children 4 7"])
    #expect(try terminal.answers("pass 1 to day team").contains("it stays"))
    #expect(try terminal.answers("reopen 1").contains("open again"))
    _ = try terminal.answers("close")
    // One decided against the proposal.
    let second = try family(
      terminal,
      [
        "triage dover at \(OfficersCasebook.lastNight("18:10"))", "set nowhere-tonight yes", "set children 2",
        "set pregnant yes",
      ])
    #expect(try terminal.answers("decide advise because safety").contains("instead of what was proposed"))
    _ = try terminal.answers("close")
    // One with a risk area.
    let third = try family(
      terminal,
      [
        "triage luton at \(OfficersCasebook.lastNight("19:30"))", "set nowhere-tonight yes", "set children 9",
        "set violence-risk dover",
      ])
    #expect(try terminal.answers("placed hostel for 1 nights").contains("family-told"))
    #expect(try terminal.answers("family-told").contains("way in"))
    #expect(try terminal.answers("paper subject-access to dover").contains("not drafted to Dover"))
    #expect(try terminal.answers("paper mash").contains("DRAFT, not sent, not a decision"))
    _ = try terminal.answers("close")
    let board = try terminal.answers("board")
    for reference in [first, second, third] { #expect(board.contains(reference)) }
    #expect(board.contains("No place for tonight is recorded"))
    let sheet = try terminal.answers("handover to day team")
    for part in ["DO NOT TELL", "FOR ACTION, BY TIME", "DECIDED AGAINST THE PROPOSAL", "RECEIPT", third] {
      #expect(sheet.contains(part), "\(part)")
    }
    // The morning: each is signed for by itself.
    for reference in [first, second, third] {
      #expect(try terminal.answers("receive \(reference)").contains("signs for it"))
    }
    terminal.type("quit\r")
    #expect(terminal.status() == 0)
  }

  @Test func `the board shows itself anew until a key is typed, and what is typed goes to the desk`() throws {
    let night = try OfficersCasebook()
    let terminal = try night.desk()
    _ = try family(terminal, ["triage luton", "set nowhere-tonight yes"])
    _ = try terminal.answers("close")
    terminal.type("board every 1\r")
    let once = try terminal.reads(until: "again in 1 s. Enter: the desk")
    #expect(once.contains("\u{1b}[H\u{1b}[2J") && once.contains("No place for tonight is recorded"))
    // Another desk records something, and it stands there at the next look.
    let other = try night.program.run(
      "desk", "--casebook", night.casebook, input: "triage dover\nset nowhere-tonight yes\nkeep\n")
    #expect(other.status == 0)
    var seen = ""
    while !seen.contains("2 open cases") { seen += try terminal.reads(until: "Enter: the desk") }
    terminal.type("version\r")
    seen = ""
    repeat { seen += try terminal.reads(until: "> ") } while !Terminal.plain(seen).contains(/rules [^>]*nightdesk> $/)
    #expect(seen.contains("version"))
    #expect(try terminal.answers("board every 0").contains("1 to 3600"))
    terminal.type("board every\r")
    _ = try terminal.reads(until: "again in 10 s. Enter: the desk")
    terminal.type("q")
    _ = try terminal.reads(until: "nightdesk> ")
  }

  @Test func `the board shows itself anew through connect too`() throws {
    let night = try OfficersCasebook()
    let served = try Served(night.program, ["--listen", "127.0.0.1:0", "--casebook", night.casebook])
    let process = night.program.process(["connect", "127.0.0.1:\(served.port)"])
    process.environment?["NIGHTDESK_TOKEN"] = night.token
    let terminal = try Terminal(process, columns: 120)
    _ = try terminal.reads(until: "> ")
    terminal.type("board every 1\r")
    for _ in 0..<2 { #expect(try terminal.reads(until: "Enter: the desk").contains("nothing is wrong")) }
    terminal.type("\r")
    _ = try terminal.reads(until: "> ")
    #expect(try terminal.answers("version").contains("nightdesk 0."))
  }
}

extension OfficersCasebook {
  fileprivate func desk() throws -> Terminal {
    let terminal = try Terminal(
      program.process(["desk", "--casebook", casebook, "--store", program.store]), columns: 120)
    _ = try terminal.reads(until: "nightdesk> ")
    return terminal
  }
}
