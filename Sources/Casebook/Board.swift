package import WorkingTime

/// What a desk or a wall screen shows: what is red first, then what is due next, then who is waited for.
package struct Board: Sendable {
  /// How urgent a line is.
  package enum Standing: Int, Sendable, Comparable {
    /// Something is wrong now: a night that nobody booked, a time that has passed.
    case red
    /// To be done.
    case due
    /// Asked of somebody else.
    case waiting

    /// Red first.
    package static func < (left: Standing, right: Standing) -> Bool { left.rawValue < right.rawValue }
  }

  /// One line.
  package struct Line: Sendable, Hashable {
    /// How urgent.
    package let standing: Standing
    /// The case.
    package let reference: CaseReference
    /// The obligation's number; nil where the line is about the case.
    package let number: Int?
    /// Until when; nil where it is now.
    package let due: DueTime?
    /// Since when it is red; nil where it is not, or has been from the beginning.
    package let since: Moment?
    /// What, in a sentence without a word about the family.
    package let text: String
    /// Whose it is.
    package let owner: String
  }

  /// The lines, in order.
  package let lines: [Line]
  /// How many cases they are of.
  package let cases: Int

  /// The board of some open cases at a moment.
  ///
  /// - Parameters:
  ///   - cases: The cases; closed ones are left out.
  ///   - now: The moment.
  ///   - frame: London's clocks and the bank holidays.
  ///   - covers: Whether risk in one authority's area is risk in another's, by their ids.
  package init(
    _ cases: [CaseRecord], at now: Moment, in frame: WorkingTimeFrame,
    covers: (String, String) -> Bool = { $0 == $1 }
  ) {
    let clock = frame.clock
    var lines: [(line: Line, order: Moment)] = []
    // In the order of their names and numbers, which whatever is due at the same moment keeps.
    for record in cases.sorted(by: { $0.reference < $1.reference }) where record.closed == nil {
      func add(_ fault: CaseFault) {
        lines.append(
          (
            Line(
              standing: .red, reference: record.reference, number: fault.number, due: nil, since: fault.since,
              text: fault.text, owner: fault.owner ?? record.owner), fault.since ?? now
          ))
      }
      if let fault = record.damageFault {
        add(fault)
        continue
      }
      for fault in record.caseFaults(at: now, frame, covers) { add(fault) }
      if let end = record.bedEnds(clock) {
        let noon = clock.moment(of: WallTime(day: end, hour: 12, minute: 0))
        if now < noon {
          lines.append(
            (
              Line(
                standing: .due, reference: record.reference, number: nil, due: .moment(noon), since: nil,
                text: "Their own bed ends; no place is recorded from then", owner: record.owner), noon
            ))
        }
      }
      for referral in record.openReferrals {
        let end = clock.moment(of: WallTime(day: referral.due(clock).adding(days: 1), secondOfDay: 0))
        guard now < end else { continue }
        lines.append(
          (
            Line(
              standing: referral.refusedAt == nil ? .waiting : .due, reference: record.reference, number: nil,
              due: .day(referral.due(clock)), since: nil, text: referral.text, owner: record.owner), end
          ))
      }
      for obligation in record.obligations where obligation.isLive && obligation.sort == .once {
        let limit = obligation.overdueFrom(clock)
        if let limit, now >= limit {
          add(record.overdue(obligation, since: limit))
          continue
        }
        var standing = Standing.due
        var text = obligation.action.key.title
        switch obligation.state {
        // What is due now stays where it is seen first, whoever is to answer.
        case .waiting(let on, _, _):
          (standing, text) = (obligation.action.isAtOnce ? .due : .waiting, "\(text): waiting for \(on)")
        case .passed(let team, _, _, _):
          (standing, text) = (.waiting, "\(text): passed to \(team), who have not said yes")
        default: break
        }
        let order =
          obligation.action.isAtOnce ? obligation.bornAt : limit ?? Moment(seconds: .max)
        lines.append(
          (
            Line(
              standing: standing, reference: record.reference, number: obligation.number,
              due: obligation.action.isAtOnce && standing == .due ? nil : obligation.due,
              since: obligation.action.isAtOnce ? obligation.bornAt : nil, text: text,
              owner: record.owner(of: obligation)),
            order
          ))
      }
    }
    let order = lines.indices.map { (lines[$0].line.standing.rawValue, lines[$0].order.seconds, $0) }
    self.lines = order.sorted { $0 < $1 }.map { lines[$0.2].line }
    self.cases = cases.count { $0.closed == nil }
  }
}

/// What a site settles for itself.
package enum CaseSettings {
  /// From how many on a count is shown to those outside.
  package static let smallest = 5
}
