package import Desk

/// What a session has come to by what was said in it, as the lines that bring another to the same place.
///
/// A server knows a session only as long as its connection lives. Whoever has sat through half a triage must not begin again
/// because a server was restarted.
package struct SessionCourse: Sendable {
  private var signIn: String?
  private var format: String?
  private var triage: [String] = []
  /// The calls that were told, each with its number and time, as lines that note none of them a second time.
  private var calls: [String] = []
  /// As many as a session keeps.
  private static let mostCalls = 200

  /// A session that has just begun.
  package init() {}

  /// Whether a triage is under way.
  package var hasTriage: Bool { !triage.isEmpty }

  /// The lines to say again, in order.
  package var lines: [String] { [signIn, format].compactMap { $0 } + calls + triage }

  /// Whether the session goes on as it was though a line of `lines` is refused: a number that was rung may be held no more.
  package static func isSpared(_ line: String) -> Bool { line.hasPrefix("rang ") }

  /// Whether a line begins a triage at whatever moment it is, which must then be learnt: said again, it would be another.
  package static func needsMoment(_ line: String) -> Bool {
    let words = line.lowercased().split(separator: " ")
    return words.first == "triage" && !words.contains("at")
  }

  /// Takes note of a line that was answered.
  ///
  /// - Parameters:
  ///   - reply: Its answer; one that refuses has changed nothing.
  ///   - line: The line.
  ///   - moment: For a line that `needsMoment`, the moment at which its triage was begun, as a line takes it.
  package mutating func heard(_ reply: Reply, to line: String, moment: String? = nil) {
    guard !reply.isError, let word = line.split(separator: " ").first, let command = Command.named(String(word)) else {
      return
    }
    switch command.name {
    case .auth: signIn = line
    case .format: format = line
    case .ask, .facts, .result, .why: break
    case .rang, .failed:
      guard let call = Self.call(in: reply, to: line) else { return }
      calls.append(call)
      if calls.count > Self.mostCalls { calls.removeFirst() }
    case .switch:
      if hasTriage { triage.append(line) }
    case .triage: triage.append(moment.map { "\(line) at \($0)" } ?? line)
    default:
      guard command.needsTriage, hasTriage else { return }
      triage.append(line)
      // As many as were begun have ended: there is nothing left to go on with.
      if count("close") >= count("triage") { triage = [] }
    }
  }

  /// A call as a line that tells it again: by whom the desk took to be meant, for a place on the page may be another's by then,
  /// and at the time that it noted. Nil where the reply is none to a call.
  private static func call(in reply: Reply, to line: String) -> String? {
    if let rang = reply.text.firstMatch(of: /^(.+?) \(.*\): ([a-z ]+) at ([0-9]{2}:[0-9]{2})/) {
      return "rang \(rang.1) \(rang.2) \(rang.3) again"
    }
    guard let failed = reply.text.firstMatch(of: /^after ([^ ]+) \(([a-z-]+)\)( at [0-9]{2}:[0-9]{2})?/) else {
      return nil
    }
    return "rang \(failed.1) \(failed.2.replacing("-", with: " "))\(failed.3 ?? "") again"
  }

  private func count(_ command: String) -> Int {
    triage.count { $0.lowercased().split(separator: " ").first.map(String.init) == command }
  }

  /// The moment that `facts` tells for a triage.
  package static func moment(in facts: Reply) -> String? {
    facts.block.lazy.compactMap { line in
      line.firstMatch(of: /"?presented-at"?:? +"?([0-9T:+.Z-]+)|"presented-at":"([^"]+)"/).map {
        String($0.1 ?? $0.2 ?? "")
      }
    }.first { !$0.isEmpty }
  }
}
