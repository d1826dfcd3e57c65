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

  /// A call.
  package init(to contact: Contact, _ how: CallOutcome, at moment: Moment) {
    self.contact = contact
    self.how = how
    at = moment
  }
}

/// The calls of a session, by which the numbers that it shows are put in order.
package struct CallLog: Sendable, Hashable {
  /// Nobody rings so many in one session; a client that only claims to must not make it grow.
  private static let most = 200

  /// The calls, first to last.
  package private(set) var calls: [Call] = []

  /// No calls yet.
  package init() {}

  /// Whether nobody has been rung.
  package var isEmpty: Bool { calls.isEmpty }

  /// Notes a call.
  package mutating func add(_ call: Call) {
    calls.append(call)
    if calls.count > Self.most { calls.removeFirst() }
  }

  /// The last call to a contact, or to another contact with its number.
  package func last(to contact: Contact) -> Call? {
    calls.last { $0.contact.id == contact.id || ($0.contact.value != nil && $0.contact.value == contact.value) }
  }

  /// Whether another number goes before this one, after how the last call went.
  package func standsBack(_ contact: Contact, at now: Moment) -> Bool {
    guard let call = last(to: contact) else { return false }
    return now.seconds - call.at.seconds < call.how.standsBack
  }

  /// The same contacts, those that have just failed last.
  package func inOrder(_ contacts: [ReachedContact], at now: Moment) -> [ReachedContact] {
    guard !isEmpty else { return contacts }
    let back = contacts.filter { standsBack($0.contact, at: now) }
    return back.isEmpty ? contacts : contacts.filter { !standsBack($0.contact, at: now) } + back
  }

  /// Those that are not to be offered as the next to try.
  package func failed(at now: Moment) -> [Contact] {
    calls.map(\.contact).filter { standsBack($0, at: now) }
  }

  /// How the last call to a contact went, and when: `no answer at 22:14`; nil where nobody has rung it.
  package func mark(of contact: Contact, clock: LondonClock) -> String? {
    last(to: contact).map { "\($0.how.words) at \(TimeText.clockText(clock.wall(at: $0.at)))" }
  }
}
