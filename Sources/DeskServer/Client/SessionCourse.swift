import Casebook
package import Desk

/// What a session has come to by what was said in it, as the lines that bring another to the same place.
///
/// A server knows a session only as long as its connection lives. Whoever has sat through half a triage must not begin again
/// because a server was restarted.
package struct SessionCourse: Sendable {
  private var signIn: String?
  /// As whom, as the server named them.
  private var name: Substring?
  private var format: String?
  private var triage: [Said] = []
  /// The families that are open, the one under way last.
  private var open: [Family] = []
  private var families = 0
  /// The calls that were told, each with its number and time, as lines that note none of them a second time.
  private var calls: [String] = []
  /// As many as a session keeps.
  private static let mostCalls = 200

  /// A line of a triage, and of which family.
  private struct Said {
    let line: String
    let family: Int
  }

  /// A family whose triage is open.
  private struct Family {
    /// What tells it from every other of the session, those that are closed too.
    let id: Int
    /// The desk's own number for it, which it gives again.
    let number: Int
    var hasAnswers = false
    var isKept = false
  }

  /// A session that has just begun.
  package init() {}

  /// Whether a triage is under way.
  package var hasTriage: Bool { !triage.isEmpty }

  /// The lines to say again, in order.
  package var lines: [String] { [signIn, format].compactMap { $0 } + calls + triage.map(\.line) }

  /// Whether the session goes on as it was though a line of `lines` is refused: a number that was rung may be held no more.
  /// And a server that keeps no cases has no name for one.
  package static func isSpared(_ line: String) -> Bool {
    line.hasPrefix("rang ") || line.hasPrefix(CaseCommand.Name.knownAs.rawValue)
  }

  /// The line that says what this terminal calls the triage that has just begun: where its line is cut before it has heard that a
  /// case was made, the same triage said again makes no second one. Nil for another line.
  package static func naming(after line: String) -> String? {
    guard line.split(separator: " ").first?.lowercased() == Command.Name.triage.rawValue else { return nil }
    return TriageName.drawn().map { "\(CaseCommand.Name.knownAs.rawValue) \($0.word)" }
  }

  /// Whether a line does the same once more where nobody knows whether it was done: it reads, tells a fact, or notes a call, of which
  /// the server keeps one. What records on a case would be recorded twice.
  package static func maySayAgain(_ line: String) -> Bool {
    let word = line.split(separator: " ").first.map(String.init) ?? ""
    guard Command.named(word) == nil, let command = CaseCommand.named(word) else { return true }
    // A triage that has a name of its own is one case, however often it is kept.
    return command.isReading || command.name == .keep || command.name == .knownAs
  }

  /// As whom a sign-in was taken.
  private static func name(in reply: Reply) -> Substring? {
    reply.text.firstMatch(of: /^signed in as ([^ ,;]+)/)?.1
  }

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
    guard !reply.isError, let word = line.split(separator: " ").first else { return }
    defer { if let reference = Self.kept(in: reply, to: line) { keep(reference) } }
    guard let command = Command.named(String(word)) else {
      if CaseCommand.named(String(word))?.name == .knownAs { say(line) }
      return
    }
    switch command.name {
    case .auth:
      signIn = line
      let fresh = Self.name(in: reply)
      // What was told to somebody else has ended, the calls too.
      if let name, name != fresh { (triage, open, calls) = ([], [], []) }
      name = fresh
    case .format: format = line
    case .ask, .facts, .result, .why: break
    case .rang, .failed:
      guard let call = Self.call(in: reply, to: line) else { return }
      calls.append(call)
      if calls.count > Self.mostCalls { calls.removeFirst() }
    case .switch: switched(line, reply)
    case .triage:
      // One that was told nothing is not put aside.
      if let last = open.last, !last.hasAnswers, !last.isKept { open.removeLast() }
      families += 1
      open.append(Family(id: families, number: (open.map(\.number).max() ?? 0) + 1))
      // Begun again: that is when they came, and no hour that somebody asks about.
      say(moment.map { "\(line) at \($0) again" } ?? line)
    default:
      guard command.needsTriage, hasTriage, let last = open.last else { return }
      // What is in a case is not said again: somebody else may have changed it since.
      if command.name != .close, last.isKept { return }
      say(line)
      if command.name == .close {
        open.removeLast()
      } else {
        open[open.count - 1].hasAnswers = true
      }
      // As many as were begun have ended: there is nothing left to go on with.
      if open.isEmpty { triage = [] }
    }
  }

  private mutating func say(_ line: String) {
    guard let family = open.last else { return }
    triage.append(Said(line: line, family: family.id))
  }

  private mutating func switched(_ line: String, _ reply: Reply) {
    guard hasTriage else { return }
    say(line)
    guard let number = reply.text.firstMatch(of: /^family ([0-9]+)/).flatMap({ Int($0.1) }),
      let place = open.firstIndex(where: { $0.number == number })
    else { return }
    open.append(open.remove(at: place))
  }

  // MARK: - Cases

  /// The case that a line made of the triage, or took up; nil where it did neither.
  private static func kept(in reply: Reply, to line: String) -> String? {
    let word = line.split(separator: " ").first.flatMap { CaseCommand.named(String($0)) }?.name
    // What a line kept that ended it is not gone on with.
    if let name = line.split(separator: " ").first.flatMap({ Command.named(String($0)) })?.name,
      [.close, .quit, .auth].contains(name)
    {
      return nil
    }
    if word == .open { return reply.text.firstMatch(of: /^[0-9A-Z]{3}-[0-9A-Z]{3}/).map { String($0.0) } }
    return reply.text.firstMatch(of: /[Kk]ept as ([0-9A-Z]{3}-[0-9A-Z]{3})/).map { String($0.1) }
  }

  /// From here on the case holds what was said: it is taken up again. Its answers said once more would make a second case.
  private mutating func keep(_ reference: String) {
    if open.isEmpty {
      families += 1
      open.append(Family(id: families, number: 1))
    }
    open[open.count - 1].isKept = true
    let id = open[open.count - 1].id
    let first = triage.firstIndex { $0.family == id }
    triage.removeAll { said in
      let command = said.line.split(separator: " ").first.flatMap { Command.named(String($0)) }?.name
      return said.family == id && ![.triage, .switch, .close].contains(command)
    }
    // Right behind its beginning: whoever is put aside after that has it with them.
    let begun = first.flatMap { first in triage.indices.contains(first) && triage[first].family == id ? first + 1 : nil
    }
    triage.insert(Said(line: "open \(reference)", family: id), at: begun ?? triage.count)
  }

  /// A call as a line that tells it again: by whom the desk took to be meant, for a place on the page may be another's by then,
  /// and at the time that it noted. Nil where the reply is none to a call.
  private static func call(in reply: Reply, to line: String) -> String? {
    if let rang = reply.text.firstMatch(of: /^(.+?) \(.*\): ([a-z ]+) at ([0-9]{2}:[0-9]{2})/) {
      return "rang \(rang.1) \(rang.2) \(rang.3) again"
    }
    // As servers before this one say it.
    guard let failed = reply.text.firstMatch(of: /^after ([^ ]+) \(([a-z-]+)\)( at [0-9]{2}:[0-9]{2})?/) else {
      return nil
    }
    return "rang \(failed.1) \(failed.2.replacing("-", with: " "))\(failed.3 ?? "") again"
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
