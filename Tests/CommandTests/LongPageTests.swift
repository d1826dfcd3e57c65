import Foundation
import TestSupport
import Testing

/// A page that does not fit the screen: shown in parts, and never an open door.
struct LongPageTests {
  /// A desk with a long page on its screen, in a folder that has nothing else in it.
  private func paging(_ program: Program, _ environment: [String: String?] = [:]) throws -> (Terminal, String) {
    let process = program.process(["--store", program.store])
    let folder = program.folder.path + "/here"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    let usual: [String: String?] = ["PAGER": nil]
    let terminal = try Terminal(process, rows: 12, environment: usual.merging(environment) { $1 })
    _ = try terminal.reads(until: "nightdesk> ")
    terminal.type("councils\r")
    #expect(try terminal.reads(until: "q: the desk").contains("Space: more"))
    return (terminal, folder)
  }

  @Test(arguments: [
    "ask", "who kingston ooh", "back", "quit now", "!id > FILE", "s", "|id", "vi x", "émile", "-oFILE",
    ":e /etc/passwd",
  ])
  func `what is typed at a long page goes to the desk, and nothing is written or run`(line: String) throws {
    let program = try Program()
    // Neither these nor a pager of somebody's own choice is listened to.
    let (terminal, folder) = try paging(program, ["PAGER": "less", "LESS": "-oFILE"])
    terminal.type(line + "\r")
    var seen = ""
    while !Terminal.plain(seen).contains("nightdesk> \(line)\n") { seen += try terminal.reads(until: "\n") }
    // A find may be long itself, and Ctrl-C leaves it.
    usleep(300_000)
    terminal.type("\u{3}")
    #expect(try terminal.takes("version").contains("nightdesk 0."))
    terminal.type("quit\r")
    #expect(terminal.status() == 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
  }

  @Test func `quit typed at a long page leaves the desk, and q alone leaves the page`() throws {
    let program = try Program()
    let (first, _) = try paging(program)
    first.type("quit\r")
    #expect(first.status() == 0)
    let (second, _) = try paging(program)
    second.type("q")
    _ = try second.reads(until: "nightdesk> ")
    #expect(try second.answers("version").contains("nightdesk 0."))
    for key in ["\u{3}", "\u{1b}"] {
      second.type("councils\r")
      _ = try second.reads(until: "q: the desk")
      second.type(key)
      _ = try second.reads(until: "nightdesk> ")
    }
  }

  @Test func `a page goes on with Space, a line with Enter, and back with b`() throws {
    let program = try Program()
    let (terminal, _) = try paging(program)
    terminal.type("\r")
    _ = try terminal.reads(until: "q: the desk")
    terminal.type("b")
    #expect(try terminal.reads(until: "q: the desk").contains("basildon"))
    // Each key brings the foot of a page, or at the end the prompt; nothing is typed before it came.
    var pages = 0
    var seen = ""
    var part = ""
    repeat {
      terminal.type(" ")
      part = try terminal.reads(until: "desk")
      seen += part
      pages += 1
      try #require(pages < 200)
    } while !part.contains("nightdesk")
    #expect(seen.contains("kingston"))
  }

  @Test func `a terminal that goes away ends the program, also at a long page`() throws {
    let program = try Program()
    let (terminal, _) = try paging(program)
    terminal.hangUp()
    // It may be writing just then, to what is no more.
    #expect([0, 3].contains(terminal.status()))
  }
}
