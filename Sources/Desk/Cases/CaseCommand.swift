package import Casebook

/// A command about kept cases. They stand in a table of their own: where there is no casebook, none of them is there.
package struct CaseCommand: Sendable, Hashable {
  /// The commands by name.
  package enum Name: String, Sendable, Hashable, CaseIterable {
    case keep, open, show, history, board, claim, done, log, wait, pass, taken, reopen, decide, seen, accepted, placed,
      agreed, contacted, paper, issued, receive, hold, report
    case knownAs = "known-as"
    case notNeeded = "not-needed"
    case takeBack = "take-back"
    case placeEnded = "place-ended"
    case familyTold = "family-told"
    case familySheet = "family-sheet"
    case referredIn = "referred-in"
    case firstOutcome = "first-outcome"
    case finalOutcome = "final-outcome"
    case handOver = "handover"
    case notTaken = "not-taken"
    case holdEnded = "hold-ended"
    case closeCase = "close-case"
  }

  /// Its name.
  package let name: Name
  /// What it takes.
  package let usage: String
  /// What it does.
  package let summary: String
  /// A line that works on a case of the shipped example.
  package let example: String
  /// The least role that it takes.
  package let role: CaseRole
  /// Fewest and most words after the name.
  package let arity: ClosedRange<Int>

  private init(
    _ name: Name, _ usage: String, _ summary: String, example: String, role: CaseRole = .dayTeam,
    arity: ClosedRange<Int>
  ) {
    self.name = name
    self.usage = usage
    self.summary = summary
    self.example = example
    self.role = role
    self.arity = arity
  }

  /// Every command about cases, in the order in which help lists them. N is an obligation of the case that is open, or one
  /// of any case: its reference, a dot and the number.
  package static let table: [CaseCommand] = [
    CaseCommand(
      .keep, "keep", "keep this triage as a case; every answer is saved from then on", example: "keep", role: .officer,
      arity: 0...0),
    CaseCommand(
      .knownAs, "known-as WORD",
      "said by a terminal: what it calls this triage, so that it makes one case though a line was cut and is said again",
      example: "known-as k3v9q7d2x5m8w4t6", role: .officer, arity: 1...1),
    CaseCommand(
      .open, "open REF", "take a case up where it was left", example: "open \(CaseReference.sample.text)", arity: 1...1),
    CaseCommand(
      .show, "show [REF]", "a case: where they sleep, what is wrong, what is to be done", example: "show", arity: 0...1),
    CaseCommand(.history, "history [REF]", "everything that happened to a case", example: "history", arity: 0...1),
    CaseCommand(
      .board, "board",
      "what is wrong, what is due next, who is waited for; at a terminal 'board every 10' shows it anew",
      example: "board", arity: 0...0),
    CaseCommand(
      .claim, "claim N", "take something on, until the case is handed over", example: "claim 1", arity: 1...1),
    CaseCommand(
      .done, "done N [at MOMENT] [by CHANNEL] [note WORDS]", "something is done", example: "done 1 at 17:25 by phone",
      arity: 1...60),
    CaseCommand(
      .log, "log WORDS", "something was done that nobody asked for; no name, number or address",
      example: "log blankets given", arity: 1...60),
    CaseCommand(
      .wait, "wait N on WHOM [until MOMENT]", "it is asked of somebody who is to answer",
      example: "wait 1 on the MASH until 18:30", arity: 3...60),
    CaseCommand(
      .pass, "pass N to TEAM", "pass it on; it stays yours until somebody there has it", example: "pass 1 to day team",
      arity: 3...30),
    CaseCommand(
      .taken, "taken N by WHO", "somebody there has what was passed on", example: "taken 1 by duty manager",
      arity: 3...30
    ),
    CaseCommand(
      .notNeeded, "not-needed N because REASON [with NAME] [note WORDS]",
      "it is not needed: " + words(NotNeeded.self), example: "not-needed 1 because overtaken", arity: 3...60),
    CaseCommand(
      .reopen, "reopen N | REF", "take back that something is done, passed on or not needed; open a closed case",
      example: "reopen 1", arity: 1...1),
    CaseCommand(
      .takeBack, "take-back EVENT",
      "an event was a slip: it counts as if it had never been, and stays in the history, whose numbers these are",
      example: "take-back 3", arity: 1...1),
    CaseCommand(
      .decide, "decide [DECISION [POWER] because REASON] [by NAME] [note WORDS]",
      "a named person decides: as proposed, or something else and why: " + words(CaseDecision.Reason.self),
      example: "decide", role: .officer, arity: 0...60),
    CaseCommand(
      .seen, "seen [REF]", "a manager has seen what went against an absolute bar", example: "seen",
      role: .manager,
      arity: 0...1),
    CaseCommand(
      .accepted, "accepted AUTHORITY WHAT [by WHO] [in-writing] [at MOMENT] [note WORDS]",
      "what another authority said: " + words(Acceptance.What.self),
      example: "accepted canterbury holds-duty by duty officer", arity: 2...60),
    CaseCommand(
      .placed, "placed KIND [in COUNCIL] [from DATE] for N nights | until DATE",
      "they have a place: " + words(Placement.Kind.self), example: "placed hostel for 2 nights", arity: 3...20),
    CaseCommand(.placeEnded, "place-ended [on DATE]", "the place has ended", example: "place-ended", arity: 0...3),
    CaseCommand(
      .familyTold, "family-told [at MOMENT]", "the family has the address and the way in", example: "family-told",
      arity: 0...6),
    CaseCommand(
      .referredIn, "referred-in BODY [TEAM] [accommodation]", "another body sent them here",
      example: "referred-in childrens-services mash", arity: 1...3),
    CaseCommand(
      .agreed, "agreed yes|no [at MOMENT]", "whether the family agreed to an assessment", example: "agreed yes",
      arity: 1...6),
    CaseCommand(
      .contacted, "contacted [at MOMENT]", "children's services have made contact", example: "contacted", arity: 0...6),
    CaseCommand(
      .firstOutcome, "first-outcome WORD", "what the referral came to at first: " + words(FirstOutcome.self),
      example: "first-outcome accepted-assessing", arity: 1...1),
    CaseCommand(
      .finalOutcome, "final-outcome WORD [home HOME]", "what it came to in the end: " + words(FinalOutcome.self),
      example: "final-outcome secured-6-months home private-rented", arity: 1...3),
    CaseCommand(
      .paper, "paper [KIND [REF] [to AUTHORITY] [as html]]",
      "a paper drafted from the case, or which there are: " + words(PaperKind.self), example: "paper mash",
      arity: 0...20
    ),
    CaseCommand(
      .issued, "issued KIND [REF] [to AUTHORITY] filled [by CHANNEL] [at MOMENT]",
      "a paper has gone out, each dotted line filled in or struck through", example: "issued mash filled by email",
      role: .officer, arity: 2...20),
    CaseCommand(
      .familySheet, "family-sheet [REF] [as html]", "the sheet that the family takes along, or as a page for A4",
      example: "family-sheet", arity: 0...3
    ),
    CaseCommand(
      .handOver, "handover [to TEAM]",
      "the morning sheet of all open cases; with a team, of yours, which it is to sign for",
      example: "handover", arity: 0...20),
    CaseCommand(
      .receive, "receive REF [by NAME]",
      "sign for a case: it is yours from now on, or NAME's who is at this desk too; never whose it was",
      example: "receive \(CaseReference.sample.text)", arity: 1...8),
    CaseCommand(
      .notTaken, "not-taken REF because WORDS", "you do not take a case that was handed to you",
      example: "not-taken \(CaseReference.sample.text) because it is another district's", arity: 3...60),
    CaseCommand(
      .hold, "hold [REF] REASON", "nothing of it is erased: " + words(HoldReason.self), example: "hold complaint",
      role: .manager, arity: 1...2),
    CaseCommand(
      .holdEnded, "hold-ended [REF]", "it may be erased in its time", example: "hold-ended", role: .manager,
      arity: 0...1),
    CaseCommand(
      .closeCase, "close-case [REF] REASON [because WORDS]",
      "the case is closed: " + words(CloseReason.self)
        + "; where nobody has decided, say why it is closed all the same",
      example: "close-case mistake", arity: 1...40),
    CaseCommand(
      .report, "report quarter QUARTER [--protocol LUT|KCL|ESS] [--inside|--outside]",
      "the counts and targets of a quarter", example: "report quarter 2026-Q4 --protocol LUT", role: .reporter,
      arity: 1...5),
  ]

  /// Whether it only shows something.
  package var isReading: Bool {
    switch name {
    case .open, .show, .history, .board, .paper, .familySheet, .handOver, .report: true
    default: false
    }
  }

  /// The command of a word, in any case.
  package static func named(_ word: String) -> CaseCommand? {
    Name(rawValue: word.lowercased()).flatMap { name in table.first { $0.name == name } }
  }

  private static func words<Word: CaseIterable & RawRepresentable<String>>(_: Word.Type) -> String {
    Word.allCases.map(\.rawValue).joined(separator: ", ")
  }
}

/// Whether a triage becomes a case by itself; a site's setting.
///
/// One that does is saved from its first answer on. So it is there whenever its session ends and however that comes about, a power
/// cut too; and a terminal that is cut off takes that case up again, and makes no second one.
package enum KeepRule: String, Sendable, Hashable, CaseIterable {
  /// Never: whoever asks says `keep`.
  case asked
  /// Every triage that was answered anything is a case when it ends.
  case end
  /// The same, by what it comes to: it is a case from its first answer on.
  case start
}

/// What a session is told of a casebook.
package struct CaseAccess: Sendable {
  /// Where the cases are.
  package let shelf: any CaseShelf
  /// Who sits at the machine itself; nil at a socket, where everybody signs in.
  package let consoleName: String?
  /// When a triage becomes a case by itself.
  package let keeps: KeepRule

  /// A casebook, at a console whose that is, and when a triage becomes a case by itself.
  package init(shelf: any CaseShelf, consoleName: String? = nil, keeps: KeepRule = .asked) {
    self.shelf = shelf
    self.consoleName = consoleName
    self.keeps = keeps
  }
}

/// The case that a session has before it.
struct OpenCase: Sendable {
  /// Which.
  let reference: CaseReference
  /// Who opened it.
  let by: String
  /// Up to which event it was seen.
  var seen: Int
  /// Up to which event its facts here are the case's. What others have told since is seen and not yet taken up.
  var factsSeen: Int
  /// Who has it before them too, and where: of whom the session was told.
  var told: Set<CaseSeat> = []

  /// A case as it is now, whose facts are the session's.
  init(_ record: CaseRecord, by name: String, told: Set<CaseSeat> = []) {
    (reference, by, seen, factsSeen) = (record.reference, name, record.last, record.last)
    self.told = told
  }

  /// A case of which something is recorded, seen up to an event.
  init(reference: CaseReference, by name: String, seen: Int) {
    (self.reference, by, self.seen, factsSeen) = (reference, name, seen, seen)
  }
}
