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
  /// The lines of which a council loses none of a night's without being asked.
  private static let nightly: [Purpose] = [.outOfHours, .childrensOutOfHours]

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
    let others = Self.turns(of: [old, new])
    let related = Self.related(in: [old, new])
    let changedIDs = Set(dates.keys)
    var changed: [Effect] = []
    var refusals: [Refusal] = []
    var asked: [Stretch: (moments: [AskedMoment], cover: NightCover)] = [:]
    for (id, ids) in related.sorted(by: { $0.key < $1.key }) where !ids.isDisjoint(with: changedIDs) {
      var told = ToldOfStretches()
      var refused = ToldOfStretches()
      let turns = ids.reduce(into: Set<Day>()) { $0.formUnion((dates[$1] ?? []).union(others[$1] ?? [])) }
      let stretches = Stretch.all(from: today, turning: turns)
      for stretch in stretches {
        let (moments, cover) =
          asked[stretch]
          ?? (
            AskedMoment.representative(from: stretch.first, until: stretch.end, calendar: calendar),
            NightCover(from: stretch.first, until: stretch.end, calendar: calendar)
          )
        asked[stretch] = (moments, cover)
        let losses = NightLosses(of: id, grid, cover, from: stretch.first)
        told.add(Self.differences(of: id, grid, moments) + losses.told, in: stretch)
        refused.add(Self.refusals(of: id, grid, moments, on: stretch.first) + losses.refusals, in: stretch)
      }
      for gap in Self.gaps(of: id, grid, stretches, edited: dates) { refused.add([gap.told], in: gap.stretch) }
      changed += told.sentences(from: today).map { Effect(council: id, purpose: $0.0, scenario: nil, text: $0.1) }
      for (purpose, text) in refused.sentences(from: today)
      where !refusals.contains(where: { $0.council == id && $0.purpose == purpose }) {
        refusals.append(Refusal(council: id, purpose: purpose, text: text))
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

  /// The days on which any council or contact of some directories begins or ends, by council: between two that an edit
  /// names, one that nobody touches may end.
  private static func turns(of directories: [DirectorySnapshot]) -> [String: Set<Day>] {
    var days: [String: Set<Day>] = [:]
    for directory in directories {
      for council in directory.councils where council.validFrom != nil || council.validUntil != nil {
        days[council.id, default: []].formUnion(turns(of: council))
      }
      for contact in directory.contacts where contact.validFrom != nil || contact.validUntil != nil {
        days[contact.council, default: []].formUnion([contact.validFrom, contact.validUntil].compactMap(\.self))
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
  ) -> [Told] {
    guard let council = grid.council(id) else { return [] }
    var found: [Told] = []
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
        found.append(Told(purpose, "\(council.name), \(purpose.words)", moments: moments, change: ": \(change)"))
      }
    }
    guard let office = moments.first else { return found }
    for purpose in written {
      guard
        let change = words(
          grid.writing(id, purpose, at: office, in: grid.old), grid.writing(id, purpose, at: office, in: grid.new))
      else { continue }
      found.append(Told(purpose, "\(council.name), \(purpose.words): \(change)"))
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

  /// The lines that a council held out of hours on a day and would hold no more, and the last voice of any in the night.
  private static func refusals(of id: String, _ grid: AskedGrid, _ moments: [AskedMoment], on day: Day) -> [Told] {
    guard let name = grid.old.ref(id: id).map({ grid.old[$0].name }) else { return [] }
    var refusals: [Told] = []
    for purpose in nightly {
      guard let last = grid.voices(id, purpose, on: day, in: grid.old).first,
        grid.voices(id, purpose, on: day, in: grid.new).isEmpty
      else { continue }
      refusals.append(
        Told(
          purpose, "\(name) would be left without a \(purpose.words) telephone", ": \(last.display) is its last"))
    }
    guard refusals.isEmpty else { return refusals }
    // A district's line for children is its county's: it is lost where the district, or whoever follows it, goes elsewhere.
    let children = Purpose.childrensOutOfHours
    let providers = [grid.old, grid.new].map { grid.providers(id, children, on: day, in: $0) }
    // Where its provider stays, what that one loses is refused once, as the provider's.
    if providers[0] != providers[1] {
      let lines = zip(providers, [grid.old, grid.new]).map { ids, directory in
        ids.sorted().map { grid.voices($0, children, on: day, in: directory) }
      }
      if let had = lines[0].first?.first, lines[1].isEmpty || lines[1].contains(where: \.isEmpty) {
        refusals.append(
          Told(
            children, "\(name) would be left without a \(children.words) telephone",
            ": now it is \(had.display) of \(had.council)"))
      }
    }
    let asked = Purpose.outOfHours
    for night in moments where night.isAtNight {
      guard let had = grid.ringing(id, asked, at: night, in: grid.old), had.isSomebody,
        grid.ringing(id, asked, at: night, in: grid.new)?.isSomebody != true
      else { continue }
      refusals.append(Told(asked, "nobody would answer for \(name) \(night.words)", ": now it is \(had.words)"))
      break
    }
    return refusals
  }

  /// Days between a line that ends and the one that follows it, where the edits touch either: a line that is taken over on
  /// the wrong day leaves its nights to nobody, whether or not there was one before.
  private static func gaps(
    of id: String, _ grid: AskedGrid, _ stretches: [Stretch], edited: [String: Set<Day>]
  ) -> [(told: Told, stretch: Stretch)] {
    guard let name = grid.council(id)?.name, let edges = edited[id], !edges.isEmpty else { return [] }
    var found: [(told: Told, stretch: Stretch)] = []
    for purpose in nightly {
      let lines = stretches.map { grid.voices(id, purpose, on: $0.first, in: grid.new) }
      for (place, stretch) in stretches.enumerated() where lines[place].isEmpty {
        guard let before = lines[..<place].last(where: { !$0.isEmpty })?.last,
          let after = lines[place...].first(where: { !$0.isEmpty })?.first,
          [before.validUntil, after.validFrom].contains(where: { $0.map(edges.contains) ?? false })
        else { continue }
        let words = "\(name) would be left without a \(purpose.words) telephone"
        found.append((Told(purpose, words, ": \(before.display) ends before \(after.display) begins"), stretch))
      }
    }
    return found
  }
}
