import Foundation
import TestSupport
import Testing

/// What README and the pages beside it show is what the program says: their screens are played at a real terminal, their
/// commands run.
///
/// Run with NIGHTDESK_RECORD=1 to have the screens written anew.
@Suite(.serialized) struct ReadmeTests {
  private static let guides = [
    "Sources/DirectoryExchange/DirectoryExchange.docc/AdminGuide.md", "Sources/Triage/Triage.docc/ProtocolGuide.md",
    "Sources/DeskServer/DeskServer.docc/Operations.md",
  ]
  private static let pages = ["README.md"] + guides

  private static func lines(_ page: String) throws -> [String] {
    try String(contentsOfFile: Shipped.root + "/" + page, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false
    )
    .map(String.init)
  }

  @Test func `README is one page for three readers, and leads to every other`() throws {
    let lines = try Self.lines("README.md")
    #expect(lines.count <= 201, "200 lines and the end of the last")
    let text = lines.joined(separator: "\n")
    for link in text.matches(of: /\]\(([A-Za-z][^):]*)\)/).map({ String($0.1) }) {
      #expect(FileManager.default.fileExists(atPath: Shipped.root + "/" + link), "\(link)")
    }
    for guide in Self.guides { #expect(text.contains("](\(guide))"), "\(guide)") }
  }

  @Test(arguments: pages)
  func `every screen is what a terminal shows`(page: String) throws {
    var lines = try Self.lines(page)
    var played = 0
    var place = 0
    while let start = lines[place...].firstIndex(of: "```desk") {
      let end = try #require(lines[start...].firstIndex(of: "```"))
      let shown = Array(lines[(start + 1)..<end])
      let seen = try Self.play(shown)
      played += 1
      if ProcessInfo.processInfo.environment["NIGHTDESK_RECORD"] != nil {
        lines.replaceSubrange((start + 1)..<end, with: seen)
        try lines.joined(separator: "\n").write(toFile: Shipped.root + "/" + page, atomically: true, encoding: .utf8)
      } else {
        #expect(shown == seen)
      }
      place = start + seen.count + 2
    }
    #expect(played >= (page == "README.md" ? 2 : 0))
  }

  /// Types what stands behind the prompts of a screen; gives the screen that comes of it.
  private static func play(_ screen: [String]) throws -> [String] {
    let program = try Program()
    let terminal = try Terminal(program.process(["--store", program.store]), columns: 88)
    _ = try terminal.reads(until: "nightdesk> ")
    var seen = "nightdesk> "
    for line in screen {
      guard let match = line.wholeMatch(of: /([a-z-]+> )(.+)/) else { continue }
      seen += try terminal.answers(String(match.2))
    }
    // The last prompt waits for more than the screen tells.
    return seen.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { line in
      String(line.reversed().drop { $0 == " " }.reversed())
    }
  }

  /// Commands of which a page shows what they print; what it leaves out stands as `…`.
  @Test(arguments: pages)
  func `every example of a command prints what is shown`(page: String) throws {
    let program = try Program()
    let blocks = try Self.lines(page).split { !$0.isEmpty && !$0.hasPrefix("    ") }.map {
      $0.map { String($0.dropFirst(4)) }
    }
    var ran = 0
    for block in blocks {
      var rest = block[...]
      while let line = rest.popFirst() {
        guard line.hasPrefix("$ ") else { continue }
        let shown = rest.prefix { !$0.hasPrefix("$ ") }
        rest = rest.dropFirst(shown.count)
        let words = line.split(separator: " ").map(String.init)
        if words[1] == "cat" {
          _ = try program.write(shown.joined(separator: "\n") + "\n", to: words[2])
        } else if words.count > 2, ["who", "lookup", "find", "triage", "deadline", "rules"].contains(words[2]) {
          let process = program.process(Array(words.dropFirst(2)) + ["--store", program.store])
          process.currentDirectoryURL = URL(fileURLWithPath: program.folder.path)
          let output = Pipe()
          process.standardOutput = output
          try process.run()
          let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
          process.waitUntilExit()
          Self.expect(Array(shown), of: text)
          ran += 1
        }
      }
    }
    #expect(ran >= (page == "README.md" ? 2 : 0))
  }

  private static func expect(_ shown: [String], of text: String) {
    let printed = text.split(separator: "\n").map(String.init)
    var place = 0
    var mayPass = false
    for line in shown where !line.isEmpty {
      if line == "…" {
        mayPass = true
        continue
      }
      let found = printed[place...].firstIndex(of: line)
      #expect(found != nil, "the README shows '\(line)', which is not printed there")
      guard let found else { return }
      #expect(mayPass || found == place, "the README leaves out what stands before '\(line)'")
      place = found + 1
      mayPass = false
    }
    #expect(mayPass || place == printed.count, "the README leaves out the end")
  }
}
