import Foundation
import TestSupport
import Testing

/// What the README shows is what the program says: its screens are played at a real terminal, its commands run.
///
/// Run with NIGHTDESK_RECORD=1 to have the screens written anew.
@Suite(.serialized) struct ReadmeTests {
  private static let path = Shipped.root + "/README.md"

  private static func lines() throws -> [String] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
  }

  @Test func `every screen is what a terminal shows`() throws {
    var lines = try Self.lines()
    var played = 0
    var place = 0
    while let start = lines[place...].firstIndex(of: "```desk") {
      let end = try #require(lines[start...].firstIndex(of: "```"))
      let shown = Array(lines[(start + 1)..<end])
      let seen = try Self.play(shown)
      played += 1
      if ProcessInfo.processInfo.environment["NIGHTDESK_RECORD"] != nil {
        lines.replaceSubrange((start + 1)..<end, with: seen)
        try lines.joined(separator: "\n").write(toFile: Self.path, atomically: true, encoding: .utf8)
      } else {
        #expect(shown == seen)
      }
      place = start + seen.count + 2
    }
    #expect(played >= 2)
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

  /// Commands of which the README shows what they print; what it leaves out stands as `…`.
  @Test func `every example of a command prints what is shown`() throws {
    let program = try Program()
    let blocks = try Self.lines().split { !$0.isEmpty && !$0.hasPrefix("    ") }.map {
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
    #expect(ran >= 2)
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
