public import Directory
public import WorkingTime

/// What a plan would do to somebody who asks: one answer that would be another.
public struct Effect: Sendable, Hashable {
  /// The council asked about.
  public let council: String
  /// What for; nil for a worked scenario.
  public let purpose: Purpose?
  /// The worked scenario's name; nil for a question of who to ring.
  public let scenario: String?
  /// In words: `Thanet out of hours on Sunday at 03:00: 01843 577000 → nobody`.
  public let text: String
}

/// A council that would lose its last voice out of hours.
public struct Refusal: Sendable, Hashable {
  /// The council.
  public let council: String
  /// Which line it would be without.
  public let purpose: Purpose
  /// In words.
  public let text: String
}

/// Asks the directory as it is and as it would be the same questions, and tells what differs.
public struct Effects: Sendable {
  /// Answers that would be others, by council.
  public let changed: [Effect]
  /// Councils that would lose their last voice out of hours.
  public let refusals: [Refusal]

  /// What is rung for, and what is written to; the rest of the purposes lead to one of these.
  private static let rung: [Purpose] = [.housing, .outOfHours, .safeguarding, .childrensOutOfHours]
  private static let written: [Purpose] = [.dutyToRefer, .subjectAccess]

  /// Compares two directories.
  ///
  /// - Parameters:
  ///   - old: The directory as it is.
  ///   - new: The directory as it would be.
  ///   - edits: What leads from one to the other; only councils that an edit reaches are asked about.
  ///   - today: The day from which on to ask. Days on which a changed contact begins or ends are asked about too.
  ///   - calendar: Bank holidays.
  public init(
    from old: DirectorySnapshot, to new: DirectorySnapshot, edits: [DirectoryEdit], today: Day, calendar: BankHolidays
  ) {
    let touched = Self.reached(by: edits, in: [old, new])
    var periods: [(since: String, moments: [AskedMoment])] = [
      ("", AskedMoment.representative(from: today, calendar: calendar))
    ]
    for day in Self.turns(in: edits, after: today) {
      periods.append(
        (" from \(TimeText.words(day)) on", AskedMoment.representative(from: day, calendar: calendar)))
    }
    var changed: [Effect] = []
    var refusals: [Refusal] = []
    for id in touched {
      var said: Set<String> = []
      for period in periods {
        let found = Self.differences(of: id, old, new, period.moments, calendar)
        for (purpose, what) in found where said.insert(what).inserted {
          changed.append(Effect(council: id, purpose: purpose, scenario: nil, text: what + period.since))
        }
        for refusal in Self.refusals(of: id, old, new, period, calendar)
        where !refusals.contains(where: { $0.council == id && $0.purpose == refusal.purpose }) {
          refusals.append(refusal)
        }
      }
    }
    self.changed = changed
    self.refusals = refusals
  }

  /// The councils whose answers an edit can change: its own, those whose children's services it is, and, where a council's
  /// own record changes, nobody more.
  private static func reached(by edits: [DirectoryEdit], in directories: [DirectorySnapshot]) -> [String] {
    var own: Set<String> = []
    for edit in edits {
      switch edit {
      case .council(let old, let new): own.insert(new?.id ?? old?.id ?? "")
      case .contact(let old, let new): own.insert(new?.council ?? old?.council ?? "")
      case .elsewhere: break
      }
    }
    var all = own
    for directory in directories {
      for council in directory.councils where own.contains(council.childrensServices) { all.insert(council.id) }
    }
    return all.sorted()
  }

  /// Days to come on which a changed contact or council begins or ends; the first few, since each is asked about anew.
  private static func turns(in edits: [DirectoryEdit], after today: Day) -> [Day] {
    var days: Set<Day> = []
    for edit in edits {
      switch edit {
      case .contact(let old, let new):
        days.formUnion([old?.validFrom, old?.validUntil, new?.validFrom, new?.validUntil].compactMap(\.self))
      case .council(let old, let new):
        days.formUnion([old?.validFrom, old?.validUntil, new?.validFrom, new?.validUntil].compactMap(\.self))
      case .elsewhere: break
      }
    }
    return Array(days.filter { today < $0 }.sorted().prefix(4))
  }

  /// One sentence a purpose: moments with the same two answers are told together.
  private static func differences(
    of id: String, _ old: DirectorySnapshot, _ new: DirectorySnapshot, _ moments: [AskedMoment],
    _ calendar: BankHolidays
  ) -> [(Purpose, String)] {
    guard let council = (new.ref(id: id).map { new[$0] }) ?? (old.ref(id: id).map { old[$0] }) else { return [] }
    let before = old.ref(id: id)
    let after = new.ref(id: id)
    var found: [(Purpose, String)] = []
    for purpose in rung where council.type.isHousingAuthority || purpose.isChildrensServices {
      var told: [(change: String, moments: [String])] = []
      for moment in moments {
        let was = before.map {
          Answer.ringing(
            DirectoryAtMoment(old, at: moment.wall, calendar: calendar).who($0, purpose: purpose), asking: council)
        }
        let will = after.map {
          Answer.ringing(
            DirectoryAtMoment(new, at: moment.wall, calendar: calendar).who($0, purpose: purpose), asking: council)
        }
        guard let change = Self.words(was, will) else { continue }
        if let place = told.firstIndex(where: { $0.change == change }) {
          told[place].moments.append(moment.words)
        } else {
          told.append((change, [moment.words]))
        }
      }
      for (change, moments) in told {
        found.append((purpose, "\(council.name), \(purpose.words) \(moments.joined(separator: ", ")): \(change)"))
      }
    }
    guard let office = moments.first else { return found }
    for purpose in written {
      let was = before.map {
        Answer.writing(
          DirectoryAtMoment(old, at: office.wall, calendar: calendar).lookup($0, purpose: purpose), asking: council)
      }
      let will = after.map {
        Answer.writing(
          DirectoryAtMoment(new, at: office.wall, calendar: calendar).lookup($0, purpose: purpose), asking: council)
      }
      guard let change = Self.words(was, will) else { continue }
      found.append((purpose, "\(council.name), \(purpose.words): \(change)"))
    }
    return found
  }

  /// Nil where the answer stays as it is; a council that is new or goes has no answer on one side.
  private static func words(_ was: Answer?, _ will: Answer?) -> String? {
    guard let was else {
      return will.map { "not held until now → \($0.words)" }
    }
    guard let will else { return was.isSomebody ? "\(was.words) → nobody; the council is no longer held" : nil }
    guard was.words != will.words else { return nil }
    // Another's line in the place of a council's own is no replacement: it is said in so many words.
    let ownGone = was.isOwn && !will.isOwn && will.isSomebody ? "nobody of its own; " : ""
    return "\(was.words) → \(ownGone)\(will.words)"
  }

  /// The lines that a council held out of hours and would hold no more, and the last voice of any in the night.
  private static func refusals(
    of id: String, _ old: DirectorySnapshot, _ new: DirectorySnapshot,
    _ period: (since: String, moments: [AskedMoment]),
    _ calendar: BankHolidays
  ) -> [Refusal] {
    guard let before = old.ref(id: id), let night = period.moments.first(where: { $0.wall.day.weekday == .sunday })
    else { return [] }
    let after = new.ref(id: id)
    let name = old[before].name
    var refusals: [Refusal] = []
    for purpose in [Purpose.outOfHours, .childrensOutOfHours] {
      let had = old.contacts(of: before, for: purpose, on: night.wall.day).filter(\.isVoice)
      let has = after.map { new.contacts(of: $0, for: purpose, on: night.wall.day).filter(\.isVoice) } ?? []
      if let last = had.first, has.isEmpty {
        refusals.append(
          Refusal(
            council: id, purpose: purpose,
            text:
              "\(name) would be left without a \(purpose.words) telephone\(period.since): \(last.display) is its last"))
      }
    }
    guard refusals.isEmpty else { return refusals }
    let asked = Purpose.outOfHours
    let had = Answer.ringing(
      DirectoryAtMoment(old, at: night.wall, calendar: calendar).who(before, purpose: asked), asking: old[before])
    let has = after.map {
      Answer.ringing(
        DirectoryAtMoment(new, at: night.wall, calendar: calendar).who($0, purpose: asked), asking: new[$0])
    }
    if had.isSomebody, has?.isSomebody != true {
      refusals.append(
        Refusal(
          council: id, purpose: asked,
          text: "nobody would answer for \(name) \(night.words)\(period.since): now it is \(had.words)"))
    }
    return refusals
  }
}
