package import Directory
package import WorkingTime

/// How a call went.
package enum CallOutcome: String, Sendable, Hashable, CaseIterable {
  /// Somebody answered.
  case answered
  /// Nobody did.
  case noAnswer = "no-answer"
  /// It was engaged.
  case engaged
  /// It is somebody else's.
  case wrongNumber = "wrong-number"
  /// They would not help.
  case refused

  /// What whoever verifies contacts is told; nil where nothing is wrong with the contact.
  package var failure: FailureKind? {
    switch self {
    case .answered, .engaged: nil
    case .noAnswer: .noAnswer
    case .wrongNumber: .wrongNumber
    case .refused: .refused
    }
  }

  /// As it is said: `no answer`.
  package var words: String { self == .refused ? "would not help" : rawValue.replacing("-", with: " ") }

  /// For how many seconds another number goes first: a line that is engaged is soon free, a wrong number stays wrong.
  fileprivate var standsBack: Int64 {
    switch self {
    case .answered: 0
    case .engaged: 600
    case .noAnswer: 3600
    case .refused: 12 * 3600
    case .wrongNumber: .max
    }
  }

  /// The outcome that some words say; nil where they say none.
  init?(spoken words: some Sequence<String>) {
    let phrase = words.joined(separator: " ").lowercased().filter { $0 != "'" && $0 != "’" }
      .replacing("-", with: " ")
    guard let outcome = Self.spoken[phrase] else { return nil }
    self = outcome
  }

  private static let spoken: [String: CallOutcome] = {
    let phrases: [CallOutcome: [String]] = [
      .answered: ["answered", "answer", "ok", "spoke", "got through", "they answered", "yes"],
      .noAnswer: [
        "no answer", "noanswer", "not answering", "no reply", "nobody", "nobody answered", "did not answer",
        "didnt answer", "doesnt answer", "rang out", "voicemail", "answerphone", "no", "unanswered",
      ],
      .engaged: ["engaged", "busy"],
      .wrongNumber: ["wrong number", "wrong", "dead", "not in use", "number dead", "wrongnumber", "disconnected"],
      .refused: ["refused", "would not help", "wont help", "said no", "refuse"],
    ]
    return Dictionary(uniqueKeysWithValues: phrases.flatMap { outcome, said in said.map { ($0, outcome) } })
  }()
}

/// A call that somebody made from this desk.
package struct Call: Sendable, Hashable {
  /// Who was rung.
  package let contact: Contact
  /// How it went.
  package let how: CallOutcome
  /// When.
  package let at: Moment
  /// Whether it was told at this desk; else another desk reported it.
  package let isOwn: Bool
  /// Whether somebody stands behind it; else nobody signed for it, and it moves no number.
  package let isSure: Bool

  /// A call.
  package init(
    to contact: Contact, _ how: CallOutcome, at moment: Moment, isOwn: Bool = true, isSure: Bool = true
  ) {
    self.contact = contact
    self.how = how
    at = moment
    self.isOwn = isOwn
    self.isSure = isSure
  }
}

extension Call {
  /// Whether it is still to be known.
  fileprivate func holds(at now: Moment) -> Bool { now.seconds - at.seconds < how.standsBack }

  /// Whether another number goes before this one still.
  fileprivate func standsBack(at now: Moment) -> Bool { isSure && holds(at: now) }
}

/// The calls of a session, and what other desks reported, by which the numbers that it shows are put in order.
package struct CallLog: Sendable, Hashable {
  /// Nobody rings so many in one session; a client that only claims to must not make it grow.
  private static let most = 200

  /// The calls, first to last.
  package private(set) var calls: [Call] = []

  private var reports: CallReports

  /// No calls yet, beside what other desks reported.
  package init(reports: CallReports = CallReports()) { self.reports = reports }

  /// The same calls beside what other desks have reported by now.
  package func beside(_ reports: CallReports) -> CallLog {
    var log = self
    log.reports = reports
    return log
  }

  /// Whether nobody has been rung, here or elsewhere.
  package var isEmpty: Bool { calls.isEmpty && reports.isEmpty }

  /// Notes a call.
  package mutating func add(_ call: Call) {
    calls.append(call)
    if calls.count > Self.most { calls.removeFirst() }
  }

  /// The last call of this session to a contact, or to another contact with its number.
  package func last(to contact: Contact) -> Call? {
    calls.last { $0.contact.id == contact.id || ($0.contact.value != nil && $0.contact.value == contact.value) }
  }

  /// What other desks reported of a contact, or of another with its number, while it stands: what somebody stands behind, of that
  /// the worst, and of such the last.
  package func reported(of contact: Contact, at now: Moment) -> Call? {
    reports.of(contact).compactMap { report in
      CallOutcome(rawValue: report.how.rawValue).map {
        Call(to: contact, $0, at: report.at, isOwn: false, isSure: report.isSure)
      }
    }.filter { $0.holds(at: now) }
      .max {
        ($0.isSure ? 1 : 0, $0.how.standsBack, $0.at.seconds) < ($1.isSure ? 1 : 0, $1.how.standsBack, $1.at.seconds)
      }
  }

  /// What is to be known of a contact: how the last call of this session went, unless another desk has reported worse since.
  private func call(to contact: Contact, at now: Moment) -> Call? {
    guard let own = last(to: contact) else { return reported(of: contact, at: now) }
    guard let reported = reported(of: contact, at: now), reported.how != own.how else { return own }
    // Who rang here knows better than whoever did not sign in.
    guard reported.isSure else { return own }
    // Somebody else's number stays theirs, whether or not it is answered the next time.
    let isWrong = reported.how == .wrongNumber && own.how != .answered
    return isWrong || reported.at > own.at ? reported : own
  }

  /// Whether another number goes before this one, after how the last call went.
  package func standsBack(_ contact: Contact, at now: Moment) -> Bool {
    call(to: contact, at: now)?.standsBack(at: now) ?? false
  }

  /// The same contacts, those that have just failed last: an engaged line, which is soon free, before one that nobody answered, and
  /// somebody else's number behind all. What only other desks reported takes no line that is known to answer now from its place where
  /// no other line is known to: by night a number of unknown hours is mostly the day's.
  package func inOrder(_ contacts: [ReachedContact], at now: Moment) -> [ReachedContact] {
    guard !isEmpty else { return contacts }
    let back = contacts.enumerated().filter { standsBack($0.element.contact, at: now) }
    if back.isEmpty { return contacts }
    func wait(_ contact: Contact) -> Int64 { call(to: contact, at: now)?.how.standsBack ?? 0 }
    let inOrder = back.sorted { (wait($0.element.contact), $0.offset) < (wait($1.element.contact), $1.offset) }
    let rest = contacts.filter { !standsBack($0.contact, at: now) }
    let failed = inOrder.map(\.element)
    if rest.contains(where: { $0.contact.isVoice && $0.isLive == true }) { return rest + failed }
    func isOnlyReported(_ reached: ReachedContact) -> Bool {
      // Whoever rang it here and got nobody goes on.
      reached.isLive == true && last(to: reached.contact)?.standsBack(at: now) != true
    }
    return failed.filter(isOnlyReported) + rest + failed.filter { !isOnlyReported($0) }
  }

  /// The same contacts where nobody was rung at first, with what is in writing behind every telephone but somebody else's: nobody
  /// rings a mailbox, and nobody reads it at night.
  func inWritingLast(_ contacts: [ReachedContact], at now: Moment) -> [ReachedContact] {
    func isWrong(_ reached: ReachedContact) -> Bool {
      standsBack(reached.contact, at: now) && call(to: reached.contact, at: now)?.how == .wrongNumber
    }
    let first = contacts.count - contacts.reversed().prefix(while: isWrong).count
    let kept = contacts[..<first]
    return kept.filter(\.contact.isVoice) + kept.filter { !$0.contact.isVoice } + contacts[first...]
  }

  /// How the last call to a contact went, and when: `no answer at 22:14`, or `reported wrong number at 22:14 on Thu 26 Nov 2026`
  /// where that was another desk; nil where nobody has rung it, or where what is asked about is still to come and the call does not
  /// count then any more.
  package func mark(of contact: Contact, at now: Moment, for asked: Moment? = nil, clock: LondonClock) -> String? {
    let moment = max(now, asked ?? now)
    return call(to: contact, at: moment).flatMap { call in
      if moment > now, !call.holds(at: moment) { return nil }
      let wall = clock.wall(at: call.at)
      let day = wall.day == clock.wall(at: moment).day ? "" : " on \(TimeText.words(wall.day))"
      let time = TimeText.clockText(wall)
      if call.isOwn { return "\(call.how.words) at \(time)\(moment > now ? day : "")" }
      return "reported \(call.how.rawValue.replacing("-", with: " ")) at \(time)\(day)"
        + (call.isSure ? "" : " by nobody who signed in")
    }
  }
}
