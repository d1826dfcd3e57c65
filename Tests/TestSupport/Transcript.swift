import Desk
import Directory
import Foundation
package import Triage
import WorkingTime

/// Anything that takes a line of the desk language and gives a reply in lines.
package protocol Conversation {
  /// Says a line and gives the reply as it goes over a socket: its line, its block, its dot.
  mutating func reply(to line: String) throws -> [String]
}

/// A conversation as it must go, kept as data: the same file is played in memory, over a socket and at a console.
///
/// `> ` begins what is said; the lines after it are the reply. In a reply `…` alone stands for any lines, at a line's end for
/// any rest of it. `@moment` sets the clock. Other lines with `# ` in front explain.
package struct Transcript: Sendable, CustomStringConvertible {
  /// A request and its reply.
  package struct Turn: Sendable {
    /// What is said.
    package let request: String
    /// What must come back.
    package let reply: [String]
  }

  /// The file's name.
  package let name: String
  /// The moment of all of it.
  package let moment: String
  /// What is said, in order.
  package let turns: [Turn]

  /// Its name, for the names of test cases.
  package var description: String { name }

  /// All of `Tests/Transcripts`, by name.
  package static let all: [Transcript] = {
    let folder = Shipped.root + "/Tests/Transcripts"
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".txt") }.sorted().map {
        Transcript(name: $0, text: try String(contentsOfFile: folder + "/" + $0, encoding: .utf8))
      }
    } catch {
      return [Transcript(name: "unreadable: \(error)", text: "> ?\nunreadable")]
    }
  }()

  /// A transcript from its text.
  package init(name: String, text: String) {
    self.name = name
    var moment = "2026-11-26T17:45"
    var turns: [(String, [String])] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix("@moment ") {
        moment = String(line.dropFirst(8))
      } else if line.hasPrefix("> ") || line == ">" {
        turns.append((String(line.dropFirst(2)), []))
      } else if !line.hasPrefix("# "), !turns.isEmpty {
        turns[turns.count - 1].1.append(line)
      }
    }
    self.moment = moment
    // The file's own last line has an ending too.
    if turns.last?.1.last == "" { turns[turns.count - 1].1.removeLast() }
    self.turns = turns.map { Turn(request: $0.0, reply: $0.1) }
  }

  /// Plays it and says where it went otherwise; nothing where it went as written.
  package func differences(from conversation: inout some Conversation, engine: TriageEngine) throws -> [String] {
    var differences: [String] = []
    for turn in turns {
      let got = try conversation.reply(to: turn.request)
      let expected = turn.reply.map {
        $0.replacing("{directory}", with: engine.directory.version).replacing("{rules}", with: engine.rulesVersion)
      }
      if !Self.matches(got[...], expected[...]) {
        differences.append("> \(turn.request)\n" + got.joined(separator: "\n"))
      }
    }
    return differences
  }

  private static func matches(_ got: ArraySlice<String>, _ expected: ArraySlice<String>) -> Bool {
    guard let first = expected.first else { return got.isEmpty }
    if first == "…" {
      return (got.startIndex...got.endIndex).contains { matches(got[$0...], expected.dropFirst()) }
    }
    guard let line = got.first else { return false }
    let fits = first.hasSuffix("…") ? line.hasPrefix(first.dropLast()) : line == first
    return fits && matches(got.dropFirst(), expected.dropFirst())
  }
}
