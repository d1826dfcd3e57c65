import JSON
import Casebook
import Directory
import Triage
import WorkingTime

/// What happened to a case, in words.
enum CaseWording {
  /// What a deed is, in two or three words: for somebody whose case moved on.
  static func kind(of deed: CaseDeed) -> String {
    switch deed {
    case .kept: "kept"
    case .told(let revision): plain(revision.facts.keys.sorted().joined(separator: ", "))
    case .claimed(let number): "\(number) taken on"
    case .done(let number, _, _): "\(number) done"
    case .waiting(let number, _, _): "\(number) waiting"
    case .passed(let number, _): "\(number) passed on"
    case .takenOver(let number, _): "\(number) taken over"
    case .notNeeded(let number, _, _, _): "\(number) not needed"
    case .reopened(let number): "\(number) open again"
    case .logged: "a note"
    case .rang: "a call"
    case .decided: "a decision"
    case .managerSaw: "seen by a manager"
    case .accepted: "what another authority said"
    case .placed: "a place"
    case .placementEnded: "the place ended"
    case .familyTold: "family told"
    case .paperDrafted(let paper): "\(paper.kind.rawValue) drafted"
    case .paperIssued(let paper, _): "\(paper.kind.rawValue) sent"
    case .referredIn: "a referral"
    case .assessmentAgreed: "an answer about the assessment"
    case .servicesMadeContact: "contact by children's services"
    case .firstOutcome: "a first outcome"
    case .finalOutcome: "a final outcome"
    case .handedOver: "handed over"
    case .received: "signed for"
    case .notTaken: "not taken"
    case .held: "held"
    case .holdEnded: "hold ended"
    case .closed: "closed"
    case .opened: "open again"
    case .tookBack: "a slip taken back"
    }
  }

  /// What was recorded at other desks since a case was looked at, the last three things, each by its own name; empty where nothing
  /// was.
  static func meanwhile(_ fresh: [CaseEvent], _ name: String) -> String {
    let last = fresh.suffix(3)
    guard !last.isEmpty else { return "" }
    var told: [(by: String, kinds: [String])] = []
    for event in last {
      if told.last?.by != event.by { told.append((event.by, [])) }
      told[told.count - 1].kinds.append(kind(of: event.deed))
    }
    return ". Meanwhile "
      + told.map { "\($0.by == name ? "you, at another desk," : $0.by) recorded: \($0.kinds.joined(separator: ", "))" }
      .joined(separator: "; ")
  }

  /// Who else has a case before them, each named once, however many desks and tabs they have it at.
  static func also(_ others: [CaseReader], _ name: String, _ now: Moment, _ clock: LondonClock) -> [String] {
    var last: [CaseReader] = []
    for other in others.sorted(by: { $0.since > $1.since }) where !last.contains(where: { $0.name == other.name }) {
      last.append(other)
    }
    return last.sorted { $0.name < $1.name }.map { also($0, name, now, clock) }
  }

  /// Who else has a case before them, or where else somebody has it.
  private static func also(_ other: CaseReader, _ name: String, _ now: Moment, _ clock: LondonClock) -> String {
    (other.name == name ? "You have this case open at another desk too" : "\(other.name) has this case open too")
      + ", since \(moment(other.since, now, clock))"
  }

  /// That a note looks as if it told a family from another; empty where it does not.
  static func suspicion(in deeds: [NewDeed], _ context: DeskContext) -> String {
    let notes = deeds.compactMap(\.deed.note)
    guard !notes.isEmpty else { return "" }
    // Looked up only where two words are written as a name is.
    lazy var teams = Set(
      context.directory.contacts.flatMap {
        $0.team.lowercased().split { !$0.isLetter && $0 != "'" && $0 != "’" }.map(String.init)
      })
    func isKnown(_ word: String) -> Bool {
      if teams.contains(word) { return true }
      switch context.directory.resolve(word) {
      case .one, .elsewhere, .ambiguous: return true
      case .none: return false
      }
    }
    let found = notes.lazy.compactMap { NoteCheck.suspicion(in: $0, isKnown: isKnown) }.first
    return found.map { ". \($0), and stays in the history until the case is erased: leave it out next time" } ?? ""
  }

  /// What a deed that has just been recorded says, and its day where that is not today: nobody may have meant yesterday.
  static func said(_ new: NewDeed, of record: CaseRecord, in context: DeskContext) -> String {
    let clock = context.engine.clock
    guard let at = new.at, clock.wall(at: at).day != clock.wall(at: context.now).day else {
      return said(new.deed, of: record, in: context)
    }
    return "at \(moment(at, context.now, clock)): " + said(new.deed, of: record, in: context)
  }

  /// What a deed says; fresh, it also says how to take it back.
  static func said(
    _ deed: CaseDeed, of record: CaseRecord, in context: DeskContext, isFresh: Bool = true
  ) -> String {
    let clock = context.engine.clock
    func back(_ number: Int) -> String { isFresh ? "; 'reopen \(number)' takes it back" : "" }
    func named(_ number: Int) -> String {
      record.obligation(number).map { "\(number) (\($0.action.key.words.lowercased()))" } ?? "\(number)"
    }
    func more(_ note: String?) -> String { note.map { " (\($0))" } ?? "" }
    switch deed {
    case .kept: return "kept"
    case .told(let revision):
      let facts = revision.facts.sorted { $0.key < $1.key }.map { name, value in
        plain(name) + (value == .null ? " unknown again" : "")
      }
      return facts.isEmpty ? "asked again" : "told: " + facts.joined(separator: ", ")
    case .claimed(let number): return "\(named(number)) is \(record.obligation(number)?.holder ?? "somebody")'s"
    case .done(let number, let how, let note):
      return "\(named(number)) is done\(how.map { " \(by($0))" } ?? "")\(more(note))\(back(number))"
    case .waiting(let number, let on, let until):
      let limit = until.map { " until \(TimeText.words($0, clock: clock))" } ?? ""
      let sooner = until.flatMap { until in record.obligation(number)?.sooner(than: until, clock) }
      let own = sooner.map { ". It stays due by \(TimeText.words($0, clock: clock)), and is red after that" } ?? ""
      let isNow = record.obligation(number)?.action.isAtOnce == true && isFresh
      return "\(named(number)) waits for \(on)\(limit)\(back(number))\(own)"
        + (isNow ? ". It stays due now, and first on the board" : "")
    case .passed(let number, let team):
      let owner = record.obligation(number).map { record.owner(of: $0) } ?? "somebody"
      return "\(named(number)) is passed to \(team)"
        + (isFresh ? "; it stays \(owner)'s until 'taken \(number) by WHO'" : "") + back(number)
    case .takenOver(let number, let who): return "\(named(number)) is with \(who) now\(back(number))"
    case .notNeeded(let number, let reason, let note, let second):
      return
        "\(named(number)) is not needed: \(plain(reason.rawValue))\(second.map { ", \($0) says so too" } ?? "")\(more(note))"
        + back(number)
    case .reopened(let number):
      return "\(named(number)) is open again" + (isFresh ? "; 'done \(number)' or 'not-needed \(number)' ends it" : "")
    case .logged(let note): return "noted: \(note)"
    case .rang(let id, let how):
      let whom = context.directory.contact(id: id).map { "\($0.display), \($0.team)" } ?? id
      return "rang \(whom): \(plain(how))"
    case .decided(let decision): return decided(decision, of: record, isFresh: isFresh)
    case .managerSaw: return "a manager has seen the decision"
    case .accepted(let what):
      return (isFresh ? warning(of: what, record, in: context) : "")
        + "\(authority(what.authority, in: context)): \(words(what.what))\(what.who.map { ", says \($0)" } ?? "")"
        + (what.isInWriting ? "; in writing" : "; not in writing yet") + more(what.note)
        + (isFresh ? follows(from: what, record, in: context) : "")
    case .placed(let placement):
      guard isFresh else { return words(placement, in: context) }
      let bars =
        (record.isAtRisk(placement, context.engine.isRisk) ? ["THAT AREA IS BARRED TO THEM"] : [])
        + (record.barOnKind(of: placement).map { [$0.uppercased()] } ?? [])
      return words(placement, in: context)
        + (bars.isEmpty
          ? "; 'family-told' once they have the address and the way in"
          : "; \(bars.joined(separator: ". ")), and it stands red until they are elsewhere")
    case .placementEnded(let day): return "the place ended on \(TimeText.words(day))"
    case .familyTold: return "the family has the address and the way in"
    case .paperDrafted(let paper): return "\(paper.kind.rawValue)\(to(paper, in: context)) is drafted"
    case .paperIssued(let paper, let how):
      return "\(paper.kind.rawValue)\(to(paper, in: context)) has gone out\(how.map { " \(by($0))" } ?? "")"
        + (isFresh ? "\(ends(paper, record)); a later one replaces it" : "")
    case .referredIn(let referral):
      let team = referral.team == .notKnown ? "" : ", team: \(plain(referral.team.rawValue))"
      return "referred by \(plain(referral.body.rawValue))\(team)"
        + (referral.asksForAccommodation ? ", who ask for a place while they assess" : "")
    case .assessmentAgreed(let agreed): return "the family \(agreed ? "agreed" : "did not agree") to an assessment"
    case .servicesMadeContact: return "children's services have made contact"
    case .firstOutcome(let outcome): return "first outcome: \(plain(outcome.rawValue))"
    case .finalOutcome(let outcome, let home):
      return "final outcome: \(plain(outcome.rawValue))\(home.map { ", home: \(plain($0.rawValue))" } ?? "")"
    case .handedOver(let team): return "handed to \(team)" + (isFresh ? "; it stays yours until 'receive'" : "")
    case .received:
      guard isFresh else { return "\(record.owner) signs for it" }
      let before = record.takenUnasked.map { taken in
        "; it was \(taken.from)'s, since \(moment(taken.at, context.now, clock)), and nobody had handed it over: tell them"
      }
      return "\(record.owner) signs for it\(before ?? "")" + "; 'handover to TEAM' hands it on"
    case .notTaken(let note):
      return "\(isTakenBackBySender(record) ? "taken back" : "not taken"): \(note)"
        + (isFresh ? "; 'handover to TEAM' hands it over again" : "")
    case .held(let reason): return "held for \(reason.rawValue)" + (isFresh ? "; 'hold-ended' ends that" : "")
    case .holdEnded: return "the hold is over" + (isFresh ? "; 'hold REASON' holds it again" : "")
    case .closed(let reason, let note):
      return "closed: \(plain(reason.rawValue))\(undecided(note, record))"
        + (isFresh ? "; 'reopen \(record.reference.text)' opens it again" : "")
    case .opened: return "open again"
    case .tookBack(let number):
      let slip = record.events.first { $0.number == number }.map {
        ": " + said($0.deed, of: record, in: context, isFresh: false)
      }
      return "event \(number) is taken back" + (slip ?? "")
    }
  }

  /// ` (they went home)`, after why a case is closed; `, and nobody has decided` where that is so.
  static func undecided(_ note: String?, _ record: CaseRecord) -> String {
    (note == nil || !record.decisions.isEmpty ? "" : ", and nobody has decided") + (note.map { " (\($0))" } ?? "")
  }

  /// Whether whoever had handed a case over took it back, the last time that it was not taken.
  private static func isTakenBackBySender(_ record: CaseRecord) -> Bool {
    let turns = record.standing.filter { event in
      switch event.deed {
      case .handedOver, .notTaken: true
      default: false
      }
    }
    guard let last = turns.last, case .notTaken = last.deed, let before = turns.dropLast().last else { return false }
    return PersonName.areSame(last.by, before.by)
  }

  private static func to(_ paper: PaperMark, in context: DeskContext) -> String {
    paper.to.map { " to \(authority($0, in: context))" } ?? ""
  }

  /// That an authority should not have been spoken to, or that the family must not go there: before anything else.
  private static func warning(of what: Acceptance, _ record: CaseRecord, in context: DeskContext) -> String {
    let bars = record.barsBroken(by: what, context.engine.isRisk)
    guard !bars.isEmpty else { return "" }
    let why = bars.contains { $0.code == "contact" } ? "THEY MUST NOT BE TOLD" : "THE FAMILY MUST NOT GO THERE"
    return "! \(why), and it stands red until a manager has seen it. "
  }

  /// What follows where an authority does not take what it was notified of: the case stays here.
  private static func follows(from what: Acceptance, _ record: CaseRecord, in context: DeskContext) -> String {
    guard what.what == .doesNotAccept else { return "" }
    let open = record.openReferrals.first { $0.authority == what.authority && $0.refusedAt != nil }
    guard let open else { return "; the case stays \(record.owner)'s" }
    return "; the case stays \(record.owner)'s. Referred \(words(open, in: context))"
  }

  /// A word of a closed list as a person writes it.
  static func plain(_ word: String) -> String { word.replacing("-", with: " ") }

  /// How somebody was reached: `by phone`, `in person`.
  static func by(_ way: Channel) -> String {
    switch way {
    case .inPerson: "in person"
    case .other: "in another way"
    case .phone, .email, .letter: "by \(way.rawValue)"
    case .portal: "through a portal"
    }
  }

  /// An authority by its name.
  static func authority(_ id: String, in context: DeskContext) -> String {
    if id == "childrens-services" { return "children's services" }
    return context.directory.ref(id: id).map { context.directory[$0].name } ?? id
  }

  /// What an authority said.
  private static func words(_ what: Acceptance.What) -> String {
    switch what {
    case .acceptsCase: "they accept the case"
    case .doesNotAccept: "they do not accept it"
    case .holdsDuty: "they hold the duty"
    case .confirmsBed: "they confirm a bed"
    case .assesses: "they assess"
    case .other: "something else"
    }
  }

  /// A decision for tonight with its power: `a place tonight, under section 188`.
  static func decision(_ decision: String, _ power: String?) -> String {
    let words =
      switch TonightDecision(rawValue: decision) {
      case .place?: "a place tonight"
      case .return?: "a return to the authority that owes the duty"
      case .handOver?: "a hand-over to children's services"
      case .managerDecides?: "a children's services manager decides"
      case .childrensServices?: "children's services lead tonight"
      case .notNeeded?: "no place is needed tonight"
      case .advise?: "advice, and no place from here"
      case .ask?: "nothing yet, too little is known"
      case nil: plain(decision)
      }
    return words + (power.map { ", under section \($0.dropFirst())" } ?? "")
  }

  /// What is to be done and hangs on a paper: it is ended by whoever has done it, and not by the program.
  private static func ends(_ paper: PaperMark, _ record: CaseRecord) -> String {
    let open = record.live.filter { paper.kind.answers.contains($0.action.key.code) }
    return open.isEmpty
      ? "" : "; " + open.map { "'done \($0.number)'" }.joined(separator: " or ") + " ends what it was for"
  }

  private static func decided(_ decision: CaseDecision, of record: CaseRecord, isFresh: Bool) -> String {
    let words = Self.decision(decision.decision, decision.power)
    guard let reason = decision.reason else { return "\(decision.name) decided as proposed: \(words)" }
    let isSeen = record.decisions.contains { $0.decision == decision && $0.isSeen }
    let against = record.barsBroken(by: decision)
    return
      "\(decision.name) decided instead of what was proposed: \(words). Why: \(plain(reason.rawValue))"
      + (decision.note.map { " (\($0))" } ?? "")
      + (against.isEmpty
        ? ""
        : ". That is against an absolute bar, and "
          + (isSeen ? "a manager has seen it" : "stands red until a manager has seen it"))
  }

  /// A place, without where it is.
  static func words(_ placement: Placement, in context: DeskContext) -> String {
    let nights = placement.nights == 1 ? "1 night" : "\(placement.nights) nights"
    return plain(placement.kind.rawValue)
      + (placement.council.map { " in the area of \(authority($0, in: context))" } ?? "")
      + ", \(nights), from \(TimeText.words(placement.from)) to the morning of \(TimeText.words(placement.until))"
  }

  /// `; 9 nights of bed and breakfast in all`, where there are any.
  static func bedAndBreakfast(_ record: CaseRecord) -> String {
    let nights = record.nightsInBedAndBreakfast
    return nights == 0 ? "" : "; \(counted(nights, "night")) of bed and breakfast in all, those booked counted"
  }

  /// What new facts did to what is proposed and what is to be done.
  static func change(from old: CaseRecord, to new: CaseRecord) -> String {
    let before = Dictionary(old.obligations.map { ($0.number, $0) }) { first, _ in first }
    let born = new.obligations.filter { before[$0.number] == nil }.map { "\($0.number)" }
    let gone = new.obligations.filter { obligation in
      guard case .replaced = obligation.state, let was = before[obligation.number]?.state else { return false }
      if case .replaced = was { return false }
      return true
    }.map { "\($0.number)" }
    let moved = new.obligations.filter { obligation in
      before[obligation.number].map { $0.action.due != obligation.action.due && obligation.isLive } ?? false
    }.map { "\($0.number)" }
    var parts: [String] = []
    if old.proposal?.tonight.decision != new.proposal?.tonight.decision, let tonight = new.proposal?.tonight {
      parts.append("tonight is now \(decision(tonight.decision, tonight.power))")
    }
    if !born.isEmpty { parts.append("new to do: \(born.joined(separator: ", "))") }
    if !gone.isEmpty { parts.append("no longer asked for: \(gone.joined(separator: ", "))") }
    if !moved.isEmpty { parts.append("due at another time: \(moved.joined(separator: ", "))") }
    return parts.isEmpty ? "" : ": " + parts.joined(separator: "; ")
  }

  /// A line of the board.
  static func line(_ line: Board.Line, at now: Moment, clock: LondonClock) -> String {
    let name = line.reference.text + (line.number.map { ".\($0)" } ?? "")
    let when = (line.standing == .red ? "! " : "") + when(line, at: now, clock: clock)
    return "\(when.padded(to: 24))  \(name.padded(to: 11))  \(line.text)  (\(line.owner))"
  }

  /// Until or since when a line of the board is: `by end of Thu 26 Nov`.
  static func when(_ line: Board.Line, at now: Moment, clock: LondonClock) -> String {
    switch line.standing {
    case .red: line.since.map { "since \(moment($0, now, clock))" } ?? "now"
    case .due: line.due.map { "by \(due($0, now, clock))" } ?? (line.since == nil ? "no set time" : "now")
    case .waiting: line.due.map { "answer by \(due($0, now, clock))" } ?? "waiting"
    }
  }

  static func moment(_ moment: Moment, _ now: Moment, _ clock: LondonClock) -> String {
    let wall = clock.wall(at: moment)
    let today = clock.wall(at: now).day
    return TimeText.clockText(moment, clock: clock) + (wall.day == today ? "" : " \(short(wall.day, today))")
  }

  /// What is said of something that two clocks tell otherwise: which of them is wrong nobody knows.
  static let doubtfulClock = "by one of two clocks that differ: nobody can tell when"

  /// Where a referral stands that nobody has settled, and what is to be done.
  static func words(_ referral: OpenReferral, in context: DeskContext) -> String {
    let clock = context.engine.clock
    let sent = "to \(authority(referral.authority, in: context)) at \(moment(referral.notifiedAt, context.now, clock))"
    let due = "by \(Self.due(.day(referral.due(clock)), context.now, clock))"
    let stays = "The family stays accommodated here until they are told the decision [\(referral.law)]"
    guard referral.refusedAt != nil else {
      return "\(sent). They are to answer \(due) [LGA-REFERRAL-10]; no answer is not a yes. \(stays)"
    }
    return "\(sent), and they do not accept it. \(stays). Agree with them, or on who decides, \(due) [SI1998-1578]. "
      + "Failing that, the panel names who decides"
  }

  /// What is said where a desk's clock stands before what is recorded of a case already: one of two clocks is wrong, and what is in
  /// time is counted by them. Clocks may differ by five minutes.
  static func clockIsWrong(on record: CaseRecord, at now: Moment, _ clock: LondonClock) -> String? {
    let last = (record.events.map(\.recordedAt) + [record.presentedAt(clock)].compactMap(\.self)).max()
    guard let last, now.seconds < last.seconds - CaseRecord.skew else { return nil }
    return "This desk's clock says \(TimeText.words(.moment(now), clock: clock)). The case says something of "
      + "\(TimeText.words(.moment(last), clock: clock)): one clock is wrong. Tell whoever looks after Nightdesk"
  }

  /// `end of Thu 26 Nov`, or `17:45`.
  static func due(_ due: DueTime, _ now: Moment, _ clock: LondonClock) -> String {
    switch due {
    case .day(let day): "end of \(short(day, clock.wall(at: now).day))"
    case .moment(let moment): self.moment(moment, now, clock)
    }
  }

  /// `Thu 26 Nov`; with its year where that is not this one.
  static func short(_ day: Day, _ today: Day) -> String {
    day.parts.year == today.parts.year ? String(TimeText.words(day).dropLast(5)) : TimeText.words(day)
  }
}
