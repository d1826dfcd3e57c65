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
  private var ringing: [(reached: ReachedContact, isForLater: Bool)] = []
  /// What a reader must know of the contacts.
  private(set) var notices: [Notice] = []

  init(engine: TriageEngine, facts: Facts, outcome: Outcome) {
    self.engine = engine
    self.facts = facts
    self.outcome = outcome
    now = engine.directory(at: facts.now)
  }

  private var directory: DirectorySnapshot { engine.directory }
  private var here: String { directory[facts.council].id }

  /// Those to ring, each number once: who answers first, then who may, the day's team before the night's, known closed ones
  /// last. Of those that stand alike, whoever is rung tonight comes before whoever is told later.
  var inOrder: [ReachedContact] {
    func answers(_ reached: ReachedContact) -> Int {
      switch reached.isLive {
      case true?: 0
      case nil: 1
      case false?: 2
      }
    }
    var lines = ringing
    // A county is not told to ring itself; its own line stands only where it would be the only one.
    if !directory.isHousingAuthority(facts.council) {
      let isOther = { (contact: Contact) in contact.council != here && !contact.purpose.isHeldAtEveryLevel }
      if lines.contains(where: { isOther($0.reached.contact) }) {
        lines.removeAll { $0.reached.contact.council == here && !$0.reached.contact.purpose.isHeldAtEveryLevel }
      }
    }
    var seen: Set<String> = []
    let once = lines.enumerated()
      .sorted { ($0.element.isForLater ? 1 : 0, $0.offset) < ($1.element.isForLater ? 1 : 0, $1.offset) }
      .map(\.element.reached).filter { seen.insert($0.contact.value ?? $0.contact.id).inserted }
    let tonight = Set(lines.filter { !$0.isForLater }.compactMap(\.reached.contact.value))
    // Whom no council houses tonight is helped first by those who work with rough sleepers, once the day team has gone.
    let isAdvice = outcome.tonight.decision == .advise && directory.isHousingAuthority(facts.council) && !isDay
    // A live voice stands first. Among those that are alike, whoever sees to tonight stands before the whole country's helplines,
    // and before whoever is told later.
    func place(_ reached: ReachedContact) -> Int {
      if isAdvice, reached.isLive == true, reached.contact.purpose == .roughSleeping { return -1 }
      if reached.contact.value.map(tonight.contains) == false { return 2 }
      return reached.contact.purpose.isHeldAtEveryLevel ? 1 : 0
    }
    func order(_ line: (offset: Int, element: ReachedContact)) -> (Int, Int, Int, Int) {
      let isNightLineOfUnknownHours = line.element.isLive == nil && line.element.contact.purpose.isOutOfHours
      return (answers(line.element), place(line.element), isNightLineOfUnknownHours ? 1 : 0, line.offset)
    }
    return once.enumerated().sorted { order($0) < order($1) }.map(\.element)
  }

  /// Whose a number is, where it is more than one team's: whoever answers is told which of them is meant.
  var teams: [String: [String]] {
    var teams: [String: [String]] = [:]
    for (reached, _) in ringing {
      guard let number = reached.contact.value else { continue }
      if teams[number]?.contains(reached.contact.team) != true {
        teams[number, default: []].append(reached.contact.team)
      }
    }
    return teams
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
    // A county is not told to ring itself.
    let isOwnCounty = ref == facts.council && !directory.isHousingAuthority(ref)
    if isOwnCounty, !purpose.isHeldAtEveryLevel { return [] }
    let reach = who(ref, purpose)
    var contacts = reach.contacts
    if action.note == .ringMASHOrDutyTeam {
      // Two teams are to be rung: each is there with its own number, whoever of them is known to answer now.
      let both = contacts + who(ref, purpose == .safeguarding ? .childrensOutOfHours : .safeguarding).contacts
      contacts = both.filter { $0.contact.purpose == .safeguarding || $0.contact.purpose == .childrensOutOfHours }
        .reduce(into: []) { teams, reached in
          if !teams.contains(where: { $0.contact.id == reached.contact.id }) { teams.append(reached) }
        }
    }
    let isCall = action.code == .call || action.code == .arrangeReception
    if isCall { contacts = contacts.filter(\.contact.isVoice) }
    // What housing officers do is theirs, here and elsewhere: not children's services', and not an emergency team's.
    if purpose == .housing || purpose == .outOfHours {
      contacts = contacts.filter { !$0.contact.purpose.isChildrensServices && !$0.contact.purpose.isAdultSocialCare }
    }
    switch action.code {
    // A written notice is no call in the night.
    case .notifyHostAuthority, .considerReferral: contacts = contacts.filter { !$0.contact.purpose.isOutOfHours }
    // By night a day team is nobody to refer to, while another line is held.
    case .referAdultSocialCare where !isDay: contacts = adultsAtNight(contacts, ref)
    default: break
    }
    switch action.note {
    // A social worker is rung, and their team's mailbox is not written to.
    case .referWithLetterToWorker, .referWithOldLetterToWorker: contacts = contacts.filter(\.contact.isVoice)
    case .roughSleeperLines:
      let own = contacts.filter { $0.contact.purpose == .roughSleeping }
      contacts = own + contacts.filter { $0.contact.purpose != .roughSleeping }
    default: break
    }
    // Placing is the council's own work: only its own lines help with that, nobody else's.
    if action.code == .placeEmergency || action.note == .readyForYoungPerson || action.note == .readyForChildPastPart7
      || action.note == .coverNights || action.note == .preparePlacement || action.note == .preAuthoriseOnCutOff
      || action.code == .recordCost
    {
      contacts = contacts.filter {
        $0.contact.isVoice && $0.contact.council == here && !$0.contact.purpose.isChildrensServices
      }
    }
    // What is done on a later day is no call in the night, where the day has a line of its own.
    if action.code == .nextDayAppointment, purpose == .housing, isLater(action),
      !contacts.contains(where: { $0.contact.isVoice && !$0.contact.purpose.isOutOfHours })
    {
      contacts += who(ref, .switchboard).contacts
    }
    if action.code == .nextDayAppointment, isLater(action),
      contacts.contains(where: { $0.contact.isVoice && !$0.contact.purpose.isOutOfHours })
    {
      contacts = contacts.filter { !$0.contact.isVoice || !$0.contact.purpose.isOutOfHours }
    }
    // The warnings of a look-up matter where someone is to be rung; elsewhere only a dispute does.
    for notice in reach.warnings {
      let isRelevant =
        isCall ? notice.code != "closed" && notice.code != "internal-only" : notice.code == "conflicting-contact"
      if isRelevant, notice.code != WarningCode.noLiveContact.name { note(notice) }
    }
    // Of two teams the one that is known to answer is enough among the numbers to ring; the other stands beside what is to be done.
    let isAnswered = action.note == .ringMASHOrDutyTeam && contacts.contains { $0.contact.isVoice && $0.isLive == true }
    let most = (isCall && !isAnswered) || action.code == .placeEmergency ? 2 : 1
    let voices = contacts.filter(\.contact.isVoice).prefix(most)
    for reached in voices { ring(reached, isForLater: isLater(action)) }
    return contacts
  }

  /// Whether an action is none of tonight's.
  func isLater(_ action: OutcomeAction) -> Bool {
    action.code.isLater(
      due: action.due, reading: action.reading, today: now.wall.day, isOffice: outcome.actingPeriod == .officeHours)
  }

  /// Whom to ring of adult social care at night: its line for the night; else, with their doubt, those that are not known to be
  /// shut, before them one that is the council's main number too, for that is somebody's at night if any is.
  private func adultsAtNight(_ contacts: [ReachedContact], _ ref: CouncilRef) -> [ReachedContact] {
    let held = contacts.filter { $0.contact.purpose == .adultSocialCareOutOfHours || $0.isLive == true }
    guard !held.contains(where: \.contact.isVoice) else { return held }
    let main = Set(directory.contacts(of: ref, for: .switchboard, on: now.wall.day).compactMap(\.value))
    let doubtful = contacts.filter {
      $0.contact.isVoice && $0.contact.purpose.isAdultSocialCare && $0.isLive == nil
    }
    return doubtful.filter { $0.contact.value.map(main.contains) == true }
      + doubtful.filter { $0.contact.value.map(main.contains) != true }
  }

  /// Whether the office of the council asked is open, by its recorded hours or the assumed ones.
  private var isDay: Bool { now.isOfficeOpen(facts.council) }

  private mutating func ring(_ reached: ReachedContact, isForLater: Bool = false) {
    ringing.append((reached, isForLater))
    for warning in reached.contact.warnings {
      note(Notice(code: warning.code, text: "\(reached.contact.display) (\(reached.contact.team)): \(warning.text)"))
    }
  }

  /// Adds the housing line of the hour; where none is held, what is held instead.
  ///
  /// - Returns: what to say where the directory holds no housing line for the hour; nil where it holds one.
  mutating func addHousingLine(_ wording: Wording) -> String? {
    guard let council = housingCouncil else {
      // What is held for tonight is the county's own line, which its districts' officers would be given.
      if !isAdultAlone,
        let own = who(facts.council, isDay ? .safeguarding : .childrensOutOfHours).contacts.first(
          where: \.contact.isVoice)
      {
        ring(own)
      }
      return warned("\(whyNoHousing(wording)) In danger ring 999.")
    }
    let lines = [Purpose.housing, .outOfHours].flatMap { who(council, $0).contacts }.filter {
      $0.contact.isVoice && $0.contact.council == directory[council].id
        && ($0.contact.purpose == .housing || $0.contact.purpose == .outOfHours)
    }
    let held = lines.filter {
      $0.contact.purpose == .outOfHours ? $0.isLive != false : $0.isLive == true
    }
    // By day the switchboard stands for a housing team of which no number is held.
    if now.isOfficeOpen(council), !lines.contains(where: { $0.contact.purpose == .housing }),
      let main = who(council, .switchboard).contacts.first(where: \.contact.isVoice)
    {
      ring(main)
    }
    for reached in lines where !ringing.contains(where: { $0.reached.contact.id == reached.contact.id }) {
      // A closed line is worth its place only while it opens soon, or where it does not stand alone.
      if reached.isLive != false || opensSoon(reached) { ring(reached) }
    }
    let name = directory[council].name
    let isDay = now.isOfficeOpen(council)
    let instead: Purpose =
      isAdultAlone
      ? isDay ? .adultSocialCare : .adultSocialCareOutOfHours : isDay ? .safeguarding : .childrensOutOfHours
    guard held.isEmpty else {
      ringSecond(instead, council)
      return nil
    }
    let whose = isAdultAlone ? "adult social care" : "children's services"
    // A line of unrecorded hours is told beside the sentence, not instead of it.
    let missing =
      "The directory holds no housing number for \(name)"
      + (lines.contains { $0.isLive == nil } ? " that is known to answer" : "") + " at this hour"
    let other = who(council, instead).contacts.filter {
      $0.contact.isVoice
        && (isAdultAlone
          ? $0.contact.purpose == instead || ($0.contact.purpose.isAdultSocialCare && $0.isLive == true)
          : $0.contact.purpose.isChildrensServices)
    }
    // A county is not told to ring itself.
    guard let line = other.first, directory.isHousingAuthority(facts.council) || line.contact.council != here else {
      if !directory.isHousingAuthority(facts.council) { return warned("\(missing). In danger ring 999.") }
      // A number in doubt is told with its doubt, and not kept back.
      if isAdultAlone, !isDay, let doubtful = adultsAtNight(who(council, instead).contacts, council).first {
        ring(doubtful)
        return warned(
          "\(missing). Ring \(whose) on \(doubtful.contact.display): whether it answers at night is not known. "
            + "In danger ring 999.")
      }
      return warned(
        "\(missing). It holds none of \(whose) either. In danger ring 999.")
    }
    ring(line)
    for later in other.dropFirst() where opensSoon(later) { ring(later) }
    return warned(
      "\(missing). Ring \(whose) on \(line.contact.display). "
        + "In danger ring 999.")
  }

  /// Where a night line of which no hours are recorded would be the only number, the next to try stands beside it.
  private mutating func ringSecond(_ purpose: Purpose, _ council: CouncilRef) {
    guard directory.isHousingAuthority(facts.council), let only = ringing.first(where: { !$0.isForLater })?.reached,
      only.contact.hours == nil,
      only.contact.purpose.isOutOfHours,
      ringing.allSatisfy({ $0.isForLater || $0.reached.contact.value == only.contact.value }),
      let next = who(council, purpose).contacts.first(where: {
        $0.contact.isVoice && $0.isLive != false && $0.contact.value != only.contact.value
          && ($0.contact.purpose.isChildrensServices || $0.contact.purpose.isAdultSocialCare)
      })
    else { return }
    ring(next)
  }

  /// An adult, known to have no child with them and not known to expect one.
  private var isAdultAlone: Bool {
    facts.children == [] && facts.pregnant != true && facts.applicantAge.map { $0 >= 18 } == true
  }

  private mutating func warned(_ text: String) -> String {
    note(Notice(code: WarningCode.noLiveContact.name, text: text))
    return text
  }

  /// Whose housing line is to be rung: the council's own; asked a county, that of the district where they are, unless they
  /// are at risk there or are a child, who applies for no housing.
  private var housingCouncil: CouncilRef? {
    guard !directory.isHousingAuthority(facts.council) else { return facts.council }
    guard !isUnder16, let ref = foundIn?.ref, directory.isHousingAuthority(ref), !isAtRisk(in: ref) else { return nil }
    return ref
  }

  /// Why a county is given no housing number.
  private func whyNoHousing(_ wording: Wording) -> String {
    if isUnder16 { return "No housing number is given: a child under 16 cannot make a housing application." }
    guard let foundIn else { return "No housing number can be given yet: say in which district they are." }
    if let ref = foundIn.ref, isAtRisk(in: ref) {
      return "No housing number is given: they are at risk in the district where they are. Ask which other council "
        + "they choose, then look that one up."
    }
    return "The directory holds no housing number for \(wording.name(foundIn)): find it on the council's own website."
  }

  private var isUnder16: Bool { facts.applicantAge.map { $0 < 16 } == true }

  /// The council in whose area they are, or the one that has followed it.
  private var foundIn: Authority? {
    facts.foundIn?.authority.map { engine.heir(of: $0, on: engine.clock.wall(at: facts.presentedAt).day) }
  }

  private func isAtRisk(in council: CouncilRef) -> Bool {
    (facts.violenceRisk ?? []).contains { $0.ref.map { engine.risks.covers($0, council) } == true }
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
