import JSON
import Directory
import Triage
import WorkingTime

extension DeskSession {
  /// The most words that are offered at once; more are no help to anybody.
  private static let mostOffered = 500

  /// Answers `complete LINE`: the words that may stand where the line's last word stands, one a line.
  func complete(_ request: String, in context: DeskContext) -> Reply {
    if let command = Command.named(Command.Name.complete.rawValue), let refusal = refusal(of: command, in: context) {
      return refusal
    }
    let line = request.drop { $0 == " " }.drop { $0 != " " }.dropFirst()
    let offered = completions(of: String(line), in: context)
    if format == .json {
      var json = JSONWriter()
      json.strings(offered)
      return Reply(213, counted(offered.count, "word"), block: [json.text])
    }
    return Reply(213, counted(offered.count, "word"), block: offered)
  }

  /// The words that may stand where the last word of a line stands: the word being typed or, behind a space, the next.
  package func completions(of line: String, in context: DeskContext) -> [String] {
    var words = line.split(separator: " ").map(String.init)
    let typed = line.last == " " || words.isEmpty ? "" : words.removeLast()
    guard let first = words.first else {
      return matching(typed, Command.table.map(\.name.rawValue) + caseCommands(in: context))
    }
    if Command.named(first) == nil, let access = context.cases, let command = CaseCommand.named(first) {
      let offered = offers(command, before: Array(words.dropFirst()), typed: typed, access, in: context)
      return Array(offered.prefix(Self.mostOffered))
    }
    guard let command = Command.named(first) else { return [] }
    if command.words.first == .line {
      return completions(of: String(line.drop { $0 == " " }.dropFirst(first.count + 1)), in: context)
    }
    let before = Array(words.dropFirst())
    return Array(offers(command.words, before: before, typed: typed, in: context).prefix(Self.mostOffered))
  }

  private func offers(
    _ grammar: [CommandWord], before: [String], typed: String, in context: DeskContext
  ) -> [String] {
    if grammar.contains(.moment), let place = before.lastIndex(where: { ["at", "from"].contains($0.lowercased()) }),
      place > 0
    {
      return place == before.count - 1 ? matching(typed, moments(in: context)) : []
    }
    switch grammar.first {
    case .council?, .housingAuthority?:
      return afterCouncil(grammar, before: before, typed: typed, in: context)
    case .fact? where before.isEmpty: return matching(typed, Fact.allCases.filter { $0 != .council }.map(\.name))
    case .fact? where grammar.contains(.value):
      return Fact(name: before[0].lowercased()).map { values(of: $0, typed: typed, in: context) } ?? []
    case .word(let known)? where !before.isEmpty && grammar.last == .facts:
      return known.contains(before[0].lowercased()) ? matching(typed, Fact.allCases.map(\.name)) : []
    default:
      guard before.count < grammar.count else { return [] }
      return matching(typed, known(grammar[before.count], in: context))
    }
  }

  private func known(_ word: CommandWord, in context: DeskContext) -> [String] {
    switch word {
    case .rule: context.engine.book.ids
    case .limit: context.engine.book.idsWithLimits
    case .contact: context.directory.contacts.map(\.id)
    case .command: Command.table.map(\.name.rawValue) + caseCommands(in: context)
    case .word(let words): words
    case .purpose: Purpose.allCases.map(\.rawValue) + ["ooh", "sar", "dtr"]
    case .facts, .fact: Fact.allCases.map(\.name)
    case .council, .housingAuthority, .moment, .value, .line: []
    }
  }

  /// A council may take several words; only once it stands for one does what follows it come into question.
  private func afterCouncil(
    _ grammar: [CommandWord], before: [String], typed: String, in context: DeskContext
  ) -> [String] {
    let isHousing = grammar.first == .housingAuthority
    let going = councils(before: before, typed: typed, isHousing: isHousing, in: context)
    guard !before.isEmpty, grammar.count > 1 else { return going }
    var rest = before
    var hasPurpose = false
    if grammar.contains(.purpose), rest.count > 1, let last = rest.last, Purpose(typed: last) != nil {
      rest.removeLast()
      hasPurpose = true
    }
    guard case .one = context.directory.resolve(rest.joined(separator: " ")) else { return going }
    let purposes = grammar.contains(.purpose) && !hasPurpose ? matching(typed, known(.purpose, in: context)) : []
    return going + purposes + matching(typed, ["at"])
  }

  /// Councils whose id, name or alias goes on like this; a first word is completed to the council's id.
  private func councils(
    before: [String], typed: String, isHousing: Bool, isPlace: Bool = false, in context: DeskContext
  ) -> [String] {
    let directory = context.directory
    let phrase = (before + [typed]).joined(separator: " ").lowercased()
    var offered: [String] = []
    for index in directory.councils.indices {
      let ref = CouncilRef(index: index)
      if isHousing, !directory.isHousingAuthority(ref) { continue }
      let council = directory[ref]
      if isPlace, !council.type.isPlace { continue }
      if before.isEmpty {
        let names = [council.id, council.name] + council.aliases
        if names.contains(where: { $0.lowercased().hasPrefix(phrase) }) { offered.append(council.id) }
      } else {
        for name in [council.name] + council.aliases where name.lowercased().hasPrefix(phrase) {
          let words = name.split(separator: " ").map(String.init)
          if words.count > before.count, !offered.contains(words[before.count]) { offered.append(words[before.count]) }
        }
      }
    }
    return offered
  }

  private func values(of fact: Fact, typed: String, in context: DeskContext) -> [String] {
    switch fact.shape {
    case .bool: return matching(typed, ["yes", "no"])
    case .integer: return []
    case .ages: return matching(typed, ["none"])
    case .word(let words): return matching(typed, words)
    case .words(let words): return matching(typed, words.contains("none") ? words : words + ["none"])
    case .council: return councils(before: [], typed: typed, isHousing: false, isPlace: true, in: context)
    case .authority, .authorities:
      return councils(before: [], typed: typed, isHousing: false, isPlace: true, in: context)
        + matching(typed, ["none"])
    case .day:
      return matching(typed, days(in: context))
    case .moment, .dayOrMoment:
      return matching(typed, moments(in: context).filter { $0 != "now" })
    case .connections:
      let parts = typed.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      if parts.count == 2 {
        return matching(parts[1], ConnectionGround.allCases.map(\.rawValue)).map { "\(parts[0]):\($0)" }
      }
      return councils(before: [], typed: typed, isHousing: true, in: context).map { $0 + ":" }
        + matching(typed, ["none"])
    }
  }

  private func days(in context: DeskContext) -> [String] {
    let today = context.engine.clock.wall(at: context.now).day
    return [0, 1, -1].map { TimeText.text(today.adding(days: $0)) }
  }

  private func moments(in context: DeskContext) -> [String] {
    let now = context.engine.clock.wall(at: context.now)
    return ["now", "\(TimeText.text(now.day))T\(TimeText.clockText(now))"]
  }

  private func matching(_ typed: String, _ words: [String]) -> [String] {
    let key = typed.lowercased()
    return words.filter { $0.lowercased().hasPrefix(key) }
  }
}
