import Casebook
import Directory
import Triage
import WorkingTime

extension DeskSession {
  /// The commands about cases that are there: none where no cases are kept.
  func caseCommands(in context: DeskContext) -> [String] {
    context.cases == nil ? [] : CaseCommand.table.map(\.name.rawValue)
  }

  /// The words that may stand next in a command about cases.
  func offers(
    _ command: CaseCommand, before: [String], typed: String, _ access: CaseAccess, in context: DeskContext
  ) -> [String] {
    func matching(_ words: [String]) -> [String] {
      words.filter { $0.lowercased().hasPrefix(typed.lowercased()) }
    }
    let last = before.last?.lowercased() ?? ""
    if !before.isEmpty, let words = words(behind: last, of: command.name) { return matching(words) }
    // A case may be named first, and what stands there without one may stand behind it.
    let isNamed = before.first.map { CaseReference(typed: $0) != nil } ?? false
    let place = before.count - (isNamed && !takesKindFirst(command.name) ? 1 : 0)
    var offered = place == 0 ? firstWords(of: command.name, in: context) : []
    if takesKindFirst(command.name), before.count > 1, CaseReference(typed: before[1]) != nil || before.count > 2 {
      offered = []
    }
    if before.isEmpty || (takesKindFirst(command.name) && before.count == 1) {
      offered += references(of: command.name, access, in: context)
    }
    if place > 0 { offered += parting(command.name).filter { !before.map({ $0.lowercased() }).contains($0) } }
    return matching(offered)
  }

  private func takesKindFirst(_ command: CaseCommand.Name) -> Bool { command == .paper || command == .issued }

  private func listed<Word: CaseIterable & RawRepresentable<String>>(_: Word.Type) -> [String] {
    Word.allCases.map(\.rawValue)
  }

  /// What a command may begin with, beside a case.
  private func firstWords(of command: CaseCommand.Name, in context: DeskContext) -> [String] {
    switch command {
    case .claim, .done, .wait, .pass, .taken, .notNeeded, .reopen: numbers(for: command, in: context)
    case .takeBack: slips(in: context)
    case .decide: ["proposed"] + TonightDecision.toMake
    case .accepted: ["childrens-services"] + context.directory.councils.map(\.id)
    case .placed: listed(Placement.Kind.self)
    case .referredIn: listed(ReferringBody.self)
    case .agreed: ["yes", "no"]
    case .firstOutcome: listed(FirstOutcome.self)
    case .finalOutcome: listed(FinalOutcome.self)
    case .paper, .issued: listed(PaperKind.self)
    case .hold: listed(HoldReason.self)
    case .closeCase: listed(CloseReason.self)
    case .handOver: ["to"]
    case .report: ["quarter"]
    case .keep, .knownAs, .open, .show, .history, .board, .log, .seen, .placeEnded, .familyTold, .contacted,
      .familySheet,
      .receive,
      .notTaken, .holdEnded:
      []
    }
  }

  /// Every word of a closed list that a command takes and whose summary does not say them, by what its usage calls the list.
  func words(of command: CaseCommand.Name) -> [(name: String, words: [String])] {
    switch command {
    case .decide: [("DECISION", ["proposed"] + TonightDecision.toMake), ("POWER", Power.allCases.map(\.rawValue))]
    case .done, .issued: [("CHANNEL", listed(Channel.self))]
    case .referredIn: [("BODY", listed(ReferringBody.self)), ("TEAM", listed(ReferringTeam.self))]
    case .finalOutcome: [("HOME", listed(Home.self))]
    default: []
    }
  }

  /// The words of a closed list that stand behind a word; nil where anything may.
  private func words(behind word: String, of command: CaseCommand.Name) -> [String]? {
    switch (command, word) {
    case (.notNeeded, "because"): listed(NotNeeded.self)
    case (.decide, "because"): listed(CaseDecision.Reason.self)
    case (.done, "by"), (.issued, "by"): listed(Channel.self)
    case (.finalOutcome, "home"): listed(Home.self)
    case (.paper, "as"), (.familySheet, "as"): ["html"]
    case (.report, "--protocol"): QuarterReport.Kind.allCases.filter { $0 != .own }.map(\.rawValue)
    case (.placed, "for"), (.done, "at"), (.issued, "at"), (.familyTold, "at"), (.pass, "to"), (.wait, "on"): []
    default: nil
    }
  }

  /// The words that part what a command says, and those that stand alone.
  private func parting(_ command: CaseCommand.Name) -> [String] {
    switch command {
    case .done: ["at", "by", "note"]
    case .wait: ["on", "until"]
    case .pass: ["to"]
    case .taken: ["by"]
    case .notNeeded: ["because", "with", "note"]
    case .decide: ["because", "by", "note"]
    case .accepted: listed(Acceptance.What.self) + ["by", "in-writing", "at", "note"]
    case .placed: ["in", "from", "for", "until"]
    case .referredIn: listed(ReferringTeam.self) + ["accommodation"]
    case .finalOutcome: ["home"]
    case .notTaken, .closeCase: ["because"]
    case .paper: ["to", "as"]
    case .familySheet: ["as"]
    case .issued: ["to", "filled", "by", "at"]
    case .report: ["--protocol", "--inside", "--outside"]
    default: []
    }
  }

  /// The numbers of the open case's events that can be taken back; none where it cannot be read.
  private func slips(in context: DeskContext) -> [String] {
    guard let openCase, let record = try? context.cases?.shelf.record(of: openCase.reference) else { return [] }
    return record.standing.filter(\.deed.canBeTakenBack).map { "\($0.number)" }
  }

  /// The numbers of the open case that a command may name; none where it cannot be read.
  private func numbers(for command: CaseCommand.Name, in context: DeskContext) -> [String] {
    guard let openCase, let record = try? context.cases?.shelf.record(of: openCase.reference) else { return [] }
    let all = command == .reopen ? record.obligations.filter { !$0.isLive && !$0.isReplaced } : record.live
    return all.map { "\($0.number)" }
  }

  /// The open cases that whoever has signed in sees; none where they may see none, or the casebook cannot be read.
  private func references(
    of command: CaseCommand.Name, _ access: CaseAccess, in context: DeskContext
  ) -> [String] {
    let taking: Set<CaseCommand.Name> = [
      .open, .show, .history, .reopen, .seen, .familySheet, .receive, .notTaken, .hold, .holdEnded, .closeCase, .paper,
      .issued,
    ]
    guard taking.contains(command), let officer = try? officer(access, in: context, needs: .dayTeam),
      let records = try? access.shelf.open()
    else { return [] }
    return records.filter { officer.sees(council: $0.council) }.map(\.reference).sorted().map(\.text)
  }
}
