package import WorkingTime

/// How a person made sure that a contact is right.
package enum VerificationMethod: String, Sendable, Hashable, CaseIterable {
  /// It was rung, and the right people answered.
  case rangAndAnswered = "rang-and-answered"
  /// It was written to, and the right people wrote back.
  case emailAcknowledged = "email-acknowledged"
  /// The council's own page shows it.
  case webPage = "web-page"
}

/// Why a contact cannot be called verified.
package enum VerificationRefusal: Error, Sendable, Hashable {
  /// It is known to be wrong.
  case quarantined(String, reason: String)
  /// It is no address at all.
  case pattern(String)
  /// It cannot have been checked in that way: nobody rings a mailbox.
  case otherKind(String, ContactKind, VerificationMethod)
  /// It was checked on a later day already.
  case checkedLater(String, on: Day)
  /// The day has not come.
  case notYet(Day)

  /// One sentence that says what to do instead.
  package var explanation: String {
    switch self {
    case .quarantined(let id, let reason):
      "\(id) is quarantined and cannot be verified: \(reason) Enter the right contact instead and verify that"
    case .pattern(let id):
      "\(id) is a form that a document describes, no address, and cannot be verified; enter the address itself"
    case .otherKind(let id, let kind, let method):
      "\(id) is \(kind.words), which nobody \(method == .rangAndAnswered ? "rings" : "writes to"); "
        + "a check of it is \(kind.methods.map(\.rawValue).joined(separator: " or "))"
    case .checkedLater(let id, let day): "\(id) was checked later already, on \(TimeText.text(day))"
    case .notYet(let day):
      "\(TimeText.text(day)) has not come; a contact is verified on the day it was checked or after"
    }
  }
}

extension ContactKind {
  /// What one of it is, in words.
  package var words: String {
    switch self {
    case .phone: "a telephone number"
    case .extension: "an extension"
    case .email: "a mailbox"
    case .web: "a web page"
    case .address: "an address"
    }
  }

  /// The ways in which a person can check one.
  fileprivate var methods: [VerificationMethod] {
    switch self {
    case .phone, .extension: [.rangAndAnswered, .webPage]
    case .email: [.emailAcknowledged, .webPage]
    case .web, .address: [.webPage]
    }
  }
}

/// Why nobody can have called a contact with that outcome.
package enum CallRefusal: Error, Sendable, Hashable {
  /// It is a page or an address: there is nobody to answer.
  case answersNobody(String, ContactKind)
  /// It is a mailbox, and no number of anybody's.
  case hasNoNumber(String)

  /// One sentence that says why.
  package var explanation: String {
    switch self {
    case .answersNobody(let id, let kind): "\(id) is \(kind.words) and answers nobody"
    case .hasNoNumber(let id): "\(id) is a mailbox and has no number"
    }
  }
}

extension Contact {
  /// Why no call or letter to this contact can have gone so.
  ///
  /// - Parameter failure: How it failed; nil where somebody answered.
  /// - Returns: Nil where one can.
  package func refusal(ofCall failure: FailureKind?) -> CallRefusal? {
    switch (self.kind, failure) {
    case (.phone, _), (.extension, _): nil
    case (.email, .wrongNumber?): .hasNoNumber(self.id)
    case (.email, _): nil
    case (.web, _), (.address, _): .answersNobody(self.id, self.kind)
    }
  }

  /// Why this contact cannot have been checked in some way; nil where it can.
  package func refusal(of method: VerificationMethod) -> VerificationRefusal? {
    self.kind.methods.contains(method) ? nil : .otherKind(self.id, self.kind, method)
  }

  /// The contact as a person has checked it.
  ///
  /// - Parameters:
  ///   - day: When it was checked.
  ///   - today: The day of the entry.
  /// - Throws: `VerificationRefusal`.
  /// - Returns: The contact with the status `verified` and that day.
  package func verified(on day: Day, today: Day) throws(VerificationRefusal) -> Contact {
    guard day <= today else { throw .notYet(day) }
    switch self.status {
    case .quarantined: throw .quarantined(self.id, reason: self.reason ?? "it is known to be wrong.")
    case .pattern: throw .pattern(self.id)
    default: break
    }
    // A check of a day that has not come was entered on a machine whose clock was wrong: it stands in nobody's way.
    if let last = self.checkedOn, day < last, last <= today { throw .checkedLater(self.id, on: last) }
    var checked = fields
    (checked.status, checked.checkedOn) = (.verified, day)
    return Contact(checked)
  }
}

/// A contact that somebody should look into, and why.
package struct DueContact: Sendable, Hashable {
  /// One reason, the worst first.
  package enum Reason: Sendable, Hashable {
    /// Desks said since it was last checked that it did not work.
    case failed(FailureKind, times: Int)
    /// Sources disagree.
    case conflicting
    /// From outside the protocols.
    case unconfirmed
    /// Nobody has ever checked it.
    case neverChecked
    /// It is a night line, and at these times nobody answers it while the office is shut.
    case nightHole(String)
    /// It was checked too long ago.
    case overdue(daysAgo: Int, every: Int)

    /// The code for programs.
    package var code: String {
      switch self {
      case .failed(let kind, _): "failed-\(kind.rawValue)"
      case .conflicting: "conflicting"
      case .unconfirmed: "unconfirmed"
      case .neverChecked: "never-checked"
      case .nightHole: "night-hole"
      case .overdue: "overdue"
      }
    }

    /// In words.
    package var words: String {
      switch self {
      case .failed(.noAnswer, let times): "desks say: no answer" + Self.often(times)
      case .failed(.wrongNumber, let times): "desks say: wrong number" + Self.often(times)
      case .failed(.refused, let times): "desks say: refused to help" + Self.often(times)
      case .conflicting: "sources disagree"
      case .unconfirmed: "from outside the protocols"
      case .neverChecked: "never checked"
      case .nightHole(let when): "nobody at night: \(when)"
      case .overdue(let ago, let every): "checked \(counted(ago, "day")) ago, due every \(every)"
      }
    }

    private static func often(_ times: Int) -> String { times == 1 ? "" : " (\(times) times)" }

    /// Worse first.
    fileprivate var rank: Int {
      switch self {
      case .failed(.wrongNumber, _): 0
      case .failed(.refused, _): 1
      case .failed(.noAnswer, _): 2
      case .conflicting: 3
      case .unconfirmed: 4
      case .neverChecked: 5
      case .nightHole: 6
      case .overdue: 7
      }
    }
  }

  /// The contact.
  package let contact: Contact
  /// Why, the worst reason first; never empty.
  package let reasons: [Reason]
  /// After how many days it is to be checked; nil where nobody set that.
  package let every: Int?
}

extension DirectorySnapshot {
  /// What somebody should look into on a day, worst first: what desks reported; then lines for the night before all
  /// others; then what sources disagree on, what comes from outside, what was never checked, and what was checked longest
  /// ago.
  ///
  /// - Parameters:
  ///   - day: The day. Contacts that do not hold on it, and such as may not be used anyway, are not due.
  ///   - intervals: After how many days a contact is due.
  ///   - failures: What desks reported of a contact since it was last verified, by its id.
  ///   - calendar: Bank holidays, to look for nights in which nobody answers; nil where that is not asked.
  /// - Returns: The contacts, each with why it is due.
  package func due(
    on day: Day, by intervals: CheckIntervals, failures: [String: [FailureKind]],
    calendar: BankHolidays? = nil
  ) -> [DueContact] {
    let cover = calendar.map { NightCover(from: day, calendar: $0) }
    var found: [DueContact] = []
    for contact in contacts where contact.status.isUsable && contact.holds(on: day) {
      if let ref = ref(id: contact.council), !exists(ref, on: day) { continue }
      var reasons: [DueContact.Reason] = []
      let reported = failures[contact.id] ?? []
      for kind in FailureKind.allCases {
        let times = reported.count { $0 == kind }
        if times > 0 { reasons.append(.failed(kind, times: times)) }
      }
      if contact.status == .conflicting { reasons.append(.conflicting) }
      if contact.status == .unconfirmed { reasons.append(.unconfirmed) }
      if contact.hours != nil, contact.isVoice, contact.purpose.isOutOfHours, let cover,
        let ref = ref(id: contact.council), !contact.warnings.contains(where: { $0.code == "check-hours" }),
        let when = cover.words(cover.nightHoles(of: ref, contact.purpose, in: self))
      {
        reasons.append(.nightHole(when))
      }
      switch intervals.state(of: contact, on: day) {
      case .never: reasons.append(.neverChecked)
      // The clock was wrong, and nobody knows when it was.
      case .later: reasons.append(.neverChecked)
      case .checked(let ago, let every?) where every < ago: reasons.append(.overdue(daysAgo: ago, every: every))
      case .checked: break
      }
      guard !reasons.isEmpty else { continue }
      reasons.sort { $0.rank < $1.rank }
      found.append(DueContact(contact: contact, reasons: reasons, every: intervals.days(for: contact, on: day)))
    }
    return found.sorted { one, other in one.urgency < other.urgency }
  }
}

extension DueContact {
  /// Smaller is worse. The id last, so that the order is the same each time.
  fileprivate var urgency: (Int, Int, Int, Int, String) {
    var ago = 0
    if case .overdue(let days, _)? = reasons.last { ago = days }
    let hasFailed = reasons[0].rank <= 2
    let isNightLine = contact.isVoice && contact.purpose.isOutOfHours
    return (
      hasFailed ? reasons[0].rank : 3, isNightLine ? 0 : contact.isVoice ? 1 : 2, reasons[0].rank, -ago, contact.id
    )
  }
}
