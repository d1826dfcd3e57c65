import Desk
import Directory
import Foundation
import TestSupport
import Testing
import Triage
import WorkingTime

/// What a session at a socket has beyond one at a console: bytes, roles, and a directory that changes under it.
struct WireTests {
  private static let holders = [
    "#o": TokenHolder(name: "ann", role: .officer), "#t": TokenHolder(name: "desk-3", role: .terminal),
  ]

  private func context(
    _ directory: DirectorySnapshot? = nil, at moment: String = "2026-11-26T17:45", isRequired: Bool = false,
    holders: [String: TokenHolder] = holders
  ) throws -> DeskContext {
    let shipped = try Shipped.engine
    let engine = try directory.map {
      try TriageEngine(directory: $0, clock: shipped.clock, calendar: shipped.calendar, book: shipped.book)
    }
    return DeskContext(
      engine: engine ?? shipped, now: try TimeText.moment(moment, clock: shipped.clock).moment, programVersion: "test",
      signIn: SignIn(isRequired: isRequired, holders: holders, mark: { "#" + $0 }))
  }

  /// The shipped directory without one council.
  private func directory(without id: String) throws -> DirectorySnapshot {
    let all = try Shipped.directory
    return DirectorySnapshot(
      councils: all.councils.filter { $0.id != id }, contacts: all.contacts.filter { $0.council != id },
      elsewhere: all.elsewhere, version: "without-\(id)", date: all.date)
  }

  @Test(arguments: [
    (Reply(200, "done"), "200 done\r\n"), (Reply(200, "no block", block: ["of it"]), "200 no block\r\n"),
    (Reply(213, "none", block: []), "213 none\r\n.\r\n"),
    (Reply(213, "dots", block: [".", "..", ".x", "x.", ""]), "213 dots\r\n..\r\n...\r\n..x\r\nx.\r\n\r\n.\r\n"),
    (Reply(213, "lines", block: ["a\n.\nb"]), "213 lines\r\na\r\n..\r\nb\r\n.\r\n"),
    (Reply(550, "no\r\n221 goodbye"), "550 no  221 goodbye\r\n"),
    (Reply(213, "steer", block: ["\u{1b}[2Ja\u{85}b\u{7f}\u{0}é"]), "213 steer\r\n [2Ja b  é\r\n.\r\n"),
  ])
  func `a reply ends where it should, whatever its text`(reply: Reply, wire: String) {
    #expect(String(decoding: reply.wire, as: UTF8.self) == wire)
  }

  @Test func `the greeting says who, which directory and what it can do`() {
    let greeting = Reply.greeting(name: "n", directory: ("v1", "2026-11-21"), capabilities: ["triage", "json"])
    #expect(
      String(decoding: greeting.wire, as: UTF8.self)
        == "220 nightdesk/1 n ready; directory v1 of 2026-11-21; triage json\r\n")
  }

  @Test func `each command is open to the role that it takes, and to no lesser one`() throws {
    let open: Set<Command.Name> = [.auth, .help, .version, .quit, .format]
    let needed: [DeskRole?: Int] = [nil: 0, .terminal: 1, .officer: 2]
    for (token, isRequired, rank) in [(nil, true, 0), (nil, false, 1), ("t", true, 1), ("o", true, 2)] {
      let context = try context(isRequired: isRequired)
      for command in Command.table where command.name != .auth {
        var session = DeskSession()
        if let token { #expect(session.handle("auth \(token)", in: context).code == 230) }
        let code = session.handle(command.example, in: context).code
        #expect((code == 530) == (needed[command.role] ?? 0 > rank), "\(command.name) as \(token ?? "nobody"): \(code)")
        #expect((command.role == nil) == open.contains(command.name))
      }
    }
  }

  @Test(arguments: ["margate", "01843577000", "lokup luton", "there is a family here"])
  func `on the wire a line that is no command stays none`(line: String) throws {
    var session = DeskSession()
    #expect(session.handle(line, in: try context()).code == 500)
  }

  @Test func `a token that is revoked opens nothing from the next request on`() throws {
    var session = DeskSession()
    #expect(session.handle("auth o", in: try context()).code == 230)
    #expect(session.handle("triage luton", in: try context()).code == 200)
    #expect(session.handle("facts", in: try context(holders: [:])).code == 530)
    #expect(session.handle("lookup luton", in: try context(holders: [:])).code == 210)
    #expect(session.handle("lookup luton", in: try context(isRequired: true, holders: [:])).code == 530)
  }

  @Test func `a triage goes on in a directory whose councils have other places`() throws {
    var session = DeskSession()
    _ = session.handle("auth o", in: try context())
    for line in [
      "triage luton", "set violence-risk thanet", "set connections canterbury:residence", "set duty-elsewhere harlow",
      "set children 4",
    ] { #expect(session.handle(line, in: try context()).code == 200) }
    let before = session.handle("facts", in: try context())
    let changed = try context(directory(without: "achieving-for-children"))
    #expect(session.handle("facts", in: changed) == before)
    #expect(session.handle("result", in: changed).block.contains { $0.contains("Luton Borough Council") })
    _ = session.handle("back", in: changed)
    #expect(!session.handle("facts", in: changed).block.contains { $0.hasPrefix("children ") })
  }

  @Test func `a triage whose council is held no longer ends, and says so where it is missed`() throws {
    var session = DeskSession()
    _ = session.handle("auth o", in: try context())
    _ = session.handle("triage dover", in: try context())
    _ = session.handle("set pregnant yes", in: try context())
    let changed = try context(directory(without: "dover"))
    #expect(session.handle("lookup luton", in: changed).code == 210)
    let reply = session.handle("result", in: changed)
    #expect(reply.code == 503)
    #expect(reply.text.contains("Dover District Council no longer"))
    #expect(session.handle("triage luton", in: changed).code == 200)
  }

  @Test func `a reply that holds for a while is the same all that while`() throws {
    let seconds = ["00", "01", "31", "59"]
    for line in [
      "who luton housing", "lookup canterbury", "lookup kent ooh", "find margate", "councils",
      "lookup harlow housing at now",
      "who thanet housing at 16:30", "lookup e", "lookup atlantis",
    ] {
      for minute in ["2026-11-26T16:29", "2026-11-26T16:30", "2026-10-25T01:59", "2026-12-24T23:59"] {
        let replies = try seconds.map { second in
          var session = DeskSession()
          return session.handle(line, in: try context(at: "\(minute):\(second)"))
        }
        #expect(replies.allSatisfy { $0.holds == .minute })
        #expect(Set(replies.map(\.wire)).count == 1, "\(line) in \(minute)")
      }
      var session = DeskSession(format: .json)
      #expect(session.handle(line, in: try context()).holds == .second)
    }
    var session = DeskSession()
    for line in ["version", "help", "failed luton/safeguarding", "deadline LUT-35 from now", "nonsense"] {
      #expect(session.handle(line, in: try context()).holds == .once)
    }
  }
}
