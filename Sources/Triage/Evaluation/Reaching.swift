import Directory
import WorkingTime

/// Finds whom to reach for the actions of a determination at its moment, and gathers all that are to be rung (I-25).
struct Reaching {
  private let engine: TriageEngine
  private let facts: Facts
  private let outcome: Outcome
  private let now: DirectoryAtMoment
  /// Several actions look for the same people, who are looked up once.
  private var known: [(ref: CouncilRef, purpose: Purpose, reach: Reach)] = []
  private var ringing: [ReachedContact] = []
  /// What a reader must know of the contacts.
  private(set) var notices: [Notice] = []

  init(engine: TriageEngine, facts: Facts, outcome: Outcome) {
    self.engine = engine
    self.facts = facts
    self.outcome = outcome
    now = engine.directory(at: facts.lastSeenAt)
  }

  private var directory: DirectorySnapshot { engine.directory }
  private var here: String { directory[facts.council].id }

  /// Those to ring, each number once: who answers first, then who may, known closed ones last.
  var inOrder: [ReachedContact] {
    func rank(_ reached: ReachedContact) -> Int {
      switch reached.isLive {
      case true?: 0
      case nil: 1
      case false?: 2
      }
    }
    var seen: Set<String> = []
    let once = ringing.filter { seen.insert($0.contact.value ?? $0.contact.id).inserted }
    return once.enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }.map(\.element)
  }

  private mutating func who(_ ref: CouncilRef, _ purpose: Purpose) -> Reach {
    if let held = known.first(where: { $0.ref == ref && $0.purpose == purpose }) { return held.reach }
    let reach = now.who(ref, purpose: purpose)
    known.append((ref, purpose, reach))
    return reach
  }

  private mutating func note(_ notice: Notice) {
    if !notices.contains(notice) { notices.append(notice) }
  }

  /// The contacts for an action, a live voice first.
  mutating func contacts(for action: OutcomeAction) -> [ReachedContact] {
    guard let purpose = action.reach, let ref = action.about?.ref else { return [] }
    let reach = who(ref, purpose)
    var contacts = reach.contacts
    let isCall = action.code == .call || action.code == .arrangeReception
    if isCall { contacts = contacts.filter(\.contact.isVoice) }
    // Whether another council owes a duty is its housing officers' to say, not its children's services'.
    if action.note == .askAboutDutyThere || action.code == .dutyToRefer {
      contacts = contacts.filter { !$0.contact.purpose.isChildrensServices }
    }
    // Placing is the council's own work: only its own lines help with that, nobody else's.
    if action.code == .placeEmergency || action.note == .readyForYoungPerson || action.note == .preparePlacement
      || action.note == .preAuthoriseOnCutOff || action.code == .recordCost
    {
      contacts = contacts.filter {
        $0.contact.isVoice && $0.contact.council == here && !$0.contact.purpose.isChildrensServices
      }
    }
    // The warnings of a look-up matter where someone is to be rung; elsewhere only a dispute does.
    for notice in reach.warnings {
      let isRelevant =
        isCall ? notice.code != "closed" && notice.code != "internal-only" : notice.code == "conflicting-contact"
      if isRelevant, notice.code != WarningCode.noLiveContact.name { note(notice) }
    }
    let voices = contacts.filter(\.contact.isVoice).prefix(isCall || action.code == .placeEmergency ? 2 : 1)
    for reached in voices { ring(reached) }
    return contacts
  }

  private mutating func ring(_ reached: ReachedContact) {
    ringing.append(reached)
    for warning in reached.contact.warnings {
      note(Notice(code: warning.code, text: "\(reached.contact.display) (\(reached.contact.team)): \(warning.text)"))
    }
  }

  /// Adds the housing line of the hour; where none is held, what is held instead.
  ///
  /// - Returns: what to say where the directory holds no housing line for the hour; nil where it holds one.
  mutating func addHousingLine(_ wording: Wording) -> String? {
    guard let council = housingCouncil else {
      return warned(
        facts.foundIn?.authority == nil
          ? "No housing number can be given yet: say in which district they are. In danger ring 999."
          : "No housing number is given: they are at risk in the district where they are. Ask which other council "
            + "they choose, then look that one up. In danger ring 999.")
    }
    let lines = [Purpose.housing, .outOfHours].flatMap { who(council, $0).contacts }.filter {
      $0.contact.isVoice && $0.contact.council == directory[council].id
        && ($0.contact.purpose == .housing || $0.contact.purpose == .outOfHours)
    }
    let held = lines.filter {
      $0.contact.purpose == .outOfHours ? $0.isLive != false : $0.isLive == true
    }
    for reached in lines where !ringing.contains(where: { $0.contact.id == reached.contact.id }) {
      // A closed line is worth its place only while it opens soon, or where it does not stand alone.
      if reached.isLive != false || opensSoon(reached) { ring(reached) }
    }
    guard held.isEmpty else { return nil }
    let name = directory[council].name
    let hasChild = facts.children.map { !$0.isEmpty } == true || facts.pregnant == true
    let isAdult = !hasChild && (outcome.route == .adult || outcome.route == .careLeaver)
    let instead = isAdult ? Purpose.adultSocialCareOutOfHours : .childrensOutOfHours
    let isDay = now.isOfficeOpen(council)
    let other = who(council, isDay && instead == .childrensOutOfHours ? .safeguarding : instead).contacts
      .filter(\.contact.isVoice)
    guard let line = other.first else {
      return warned("The directory holds no housing number for \(name) at this hour. In danger ring 999.")
    }
    ring(line)
    for later in other.dropFirst() where opensSoon(later) { ring(later) }
    let whose = instead == .childrensOutOfHours ? "children's services" : "adult social care"
    return warned(
      "The directory holds no housing number for \(name) at this hour. Ring \(whose) on \(line.contact.display). "
        + "In danger ring 999.")
  }

  private mutating func warned(_ text: String) -> String {
    note(Notice(code: WarningCode.noLiveContact.name, text: text))
    return text
  }

  /// Whose housing line is to be rung: the council's own; asked a county, that of the district where they are.
  private var housingCouncil: CouncilRef? {
    guard !directory.isHousingAuthority(facts.council) else { return facts.council }
    guard let ref = outcome.actions.first(where: { $0.code == .dutyToRefer })?.about?.ref,
      directory.isHousingAuthority(ref)
    else { return nil }
    return ref
  }

  /// Whether a closed line opens within the hour.
  private func opensSoon(_ reached: ReachedContact) -> Bool {
    guard case .closed(let opening?)? = reached.contact.hours?.state(at: now.wall, calendar: now.calendar) else {
      return false
    }
    let minutes =
      Int(opening.day.number - now.wall.day.number) * 24 * 60 + opening.minuteOfDay - now.wall.minuteOfDay
    return minutes <= 60
  }
}
