package import Directory
package import WorkingTime

/// What a plan would do to somebody who asks: one answer that would be another.
package struct Effect: Sendable, Hashable {
  /// The council asked about.
  package let council: String
  /// What for; nil for a worked scenario.
  package let purpose: Purpose?
  /// The worked scenario's name; nil for a question of who to ring.
  package let scenario: String?
  /// In words: `Thanet out of hours on Sunday at 03:00: 01843 577000 → nobody`.
  package let text: String
}

/// A council that would lose its last voice out of hours, or of any night.
package struct Refusal: Sendable, Hashable {
  /// The council.
  package let council: String
  /// Which line it would be without.
  package let purpose: Purpose
  /// In words.
  package let text: String
}

/// Asks the directory as it is and as it would be the same questions, and tells what differs.
package struct Effects: Sendable {
  /// Answers that would be others, by council.
  package let changed: [Effect]
  /// Councils that would lose their last voice out of hours.
  package let refusals: [Refusal]

  /// What is rung for, and what is written to; the rest of the purposes lead to one of these.
  private static let rung: [Purpose] = [.housing, .outOfHours, .safeguarding, .childrensOutOfHours]
  private static let written: [Purpose] = [.dutyToRefer, .subjectAccess]

  /// Compares two directories.
  ///
  /// - Parameters:
  ///   - old: The directory as it is.
  ///   - new: The directory as it would be.
  ///   - edits: What leads from one to the other; only councils that an edit reaches are asked about.
  ///   - today: The day from which on to ask. Every later day on which what changes begins or ends is asked about too, and
  ///     on which a council of those asked about does: one that has ended answers by its successors.
  ///   - calendar: Bank holidays.
  package init(
    from old: DirectorySnapshot, to new: DirectorySnapshot, edits: [DirectoryEdit], today: Day, calendar: BankHolidays
  ) {
    let grid = AskedGrid(old: old, new: new, calendar: calendar)
    let dates = Self.turns(in: edits)
    let related = Self.related(in: [old, new])
    let changedIDs = Set(dates.keys)
    var changed: [Effect] = []
    var refusals: [Refusal] = []
    var nights: [Day: NightCover] = [:]
    for (id, others) in related.sorted(by: { $0.key < $1.key }) where !others.isDisjoint(with: changedIDs) {
      var turns = Set(others.flatMap { dates[$0] ?? [] })
      for directory in [old, new] {
        for other in others { turns.formUnion(directory.ref(id: other).map { Self.turns(of: directory[$0]) } ?? []) }
      }
      var said: Set<String> = []
      for day in [today] + turns.filter({ today < $0 }).sorted() {
        let moments = AskedMoment.representative(from: day, calendar: calendar)
        let since = day == today ? "" : " from \(TimeText.words(day)) on"
        for (purpose, what) in Self.differences(of: id, grid, moments) where said.insert(what).inserted {
          changed.append(Effect(council: id, purpose: purpose, scenario: nil, text: what + since))
        }
        let cover = nights[day] ?? NightCover(from: day, calendar: calendar)
        nights[day] = cover
        let losses = NightLosses(of: id, grid, cover, from: day, since: since)
        for (purpose, what) in losses.told where said.insert(what).inserted {
          changed.append(Effect(council: id, purpose: purpose, scenario: nil, text: what))
        }
        for refusal in Self.refusals(of: id, grid, moments, since) + losses.refusals
        where !refusals.contains(where: { $0.council == id && $0.purpose == refusal.purpose }) {
          refusals.append(refusal)
        }
      }
    }
    self.changed = changed
    self.refusals = refusals
  }

  /// Of each council those whose records bear on its answers: its own, its successors', and its children's services'
  /// with theirs.
  private static func related(in directories: [DirectorySnapshot]) -> [String: Set<String>] {
    var next: [String: Set<String>] = [:]
    for directory in directories {
      for council in directory.councils {
        next[council.id, default: []].formUnion([council.childrensServices] + council.successors.map(\.council))
      }
    }
    return Dictionary(
      uniqueKeysWithValues: next.keys.map { id in
        var found: Set<String> = [id]
        var open = [id]
        while let one = open.popLast() {
          for other in next[one] ?? [] where found.insert(other).inserted { open.append(other) }
        }
        return (id, found)
      })
  }

  /// The councils that edits touch, each with the days on which what is edited begins or ends.
  private static func turns(in edits: [DirectoryEdit]) -> [String: Set<Day>] {
    var days: [String: Set<Day>] = [:]
    for edit in edits {
      switch edit {
      case .contact(let old, let new):
        for contact in [old, new].compactMap(\.self) {
          days[contact.council, default: []].formUnion([contact.validFrom, contact.validUntil].compactMap(\.self))
        }
      case .council(let old, let new):
        for council in [old, new].compactMap(\.self) { days[council.id, default: []].formUnion(turns(of: council)) }
      case .elsewhere: break
      }
    }
    return days
  }

  private static func turns(of council: Council) -> [Day] {
    [council.validFrom, council.validUntil].compactMap(\.self)
  }

  /// One sentence a purpose: moments with the same two answers are told together.
  private static func differences(
    of id: String, _ grid: AskedGrid, _ moments: [AskedMoment]
  ) -> [(Purpose, String)] {
    guard let council = grid.council(id) else { return [] }
    var found: [(Purpose, String)] = []
    for purpose in rung where council.type.isHousingAuthority || purpose.isChildrensServices {
      var told: [(change: String, moments: [String])] = []
      for moment in moments {
        guard
          let change = words(
            grid.ringing(id, purpose, at: moment, in: grid.old), grid.ringing(id, purpose, at: moment, in: grid.new))
        else { continue }
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
      guard
        let change = words(
          grid.writing(id, purpose, at: office, in: grid.old), grid.writing(id, purpose, at: office, in: grid.new))
      else { continue }
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
    of id: String, _ grid: AskedGrid, _ moments: [AskedMoment], _ since: String
  ) -> [Refusal] {
    guard let name = grid.old.ref(id: id).map({ grid.old[$0].name }),
      let night = moments.first(where: { $0.wall.day.weekday == .sunday })
    else { return [] }
    var refusals: [Refusal] = []
    for purpose in [Purpose.outOfHours, .childrensOutOfHours] {
      guard let last = grid.voices(id, purpose, on: night.wall.day, in: grid.old).first,
        grid.voices(id, purpose, on: night.wall.day, in: grid.new).isEmpty
      else { continue }
      refusals.append(
        Refusal(
          council: id, purpose: purpose,
          text: "\(name) would be left without a \(purpose.words) telephone\(since): \(last.display) is its last"))
    }
    guard refusals.isEmpty else { return refusals }
    let asked = Purpose.outOfHours
    if let had = grid.ringing(id, asked, at: night, in: grid.old), had.isSomebody,
      grid.ringing(id, asked, at: night, in: grid.new)?.isSomebody != true
    {
      refusals.append(
        Refusal(
          council: id, purpose: asked,
          text: "nobody would answer for \(name) \(night.words)\(since): now it is \(had.words)"))
    }
    return refusals
  }
}
