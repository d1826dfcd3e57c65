import Casebook
import Directory
import Triage
import WorkingTime

/// A case as a page: whom not to tell, where they sleep, what is wrong, what is to be done, what is done.
struct CasePage {
  private let record: CaseRecord
  private let context: DeskContext

  init(_ record: CaseRecord, in context: DeskContext) {
    self.record = record
    self.context = context
  }

  private var clock: LondonClock { context.engine.clock }
  private var reach: CaseReach { context.reach(of: record) }

  /// The page, line by line.
  var lines: [String] {
    var lines = [heading]
    // What stands below is of before the damage.
    if let damage = record.damage { lines.append("! \(damage.text).") }
    for bar in record.silence {
      lines += ["! \(bar.text)"] + (reach.succession(of: bar.council).map { ["! \($0)."] } ?? [])
    }
    lines += ["", "PLACE    \(place)", "TONIGHT  \(tonight)"]
    for (event, what, _) in record.accepted {
      lines.append(
        "SAID     at \(CaseWording.moment(event.happenedAt, context.now, clock)), "
          + CaseWording.said(.accepted(acceptance: what), of: record, in: context, isFresh: false))
    }
    for referral in record.openReferrals { lines.append("REFERRED \(CaseWording.words(referral, in: context))") }
    let faults = context.faults(of: record)
    if !faults.isEmpty { lines += ["", "WRONG"] }
    for fault in faults { lines.append("! " + (fault.number.map { "\($0). " } ?? "") + fault.text) }
    lines += section("DO", record.live.filter { $0.sort == .once }.sorted(by: isEarlier))
    lines += section("GOING ON", record.live.filter { $0.sort == .standing })
    lines += section("THE FAMILY'S", record.live.filter { $0.sort == .family })
    lines += section("ENDED", record.obligations.filter { !$0.isLive && !$0.isReplaced })
    if let open = record.proposal?.questions, !open.isEmpty, record.closed == nil {
      lines += [
        "", "NOT ASKED YET",
        listed(open.map(CaseWording.plain), most: 12),
      ]
    }
    if let versions = record.proposal?.versions {
      let isOld =
        versions.rules != context.engine.rulesVersion || versions.directory != context.engine.directory.version
      lines += [
        "",
        "rules \(versions.rules), directory \(versions.directory)"
          + (isOld ? "; both are asked as they are now with the next answer" : ""),
      ]
    }
    return lines
  }

  private var heading: String {
    let council = context.directory.ref(id: record.council).map { context.directory[$0].name } ?? record.council
    let came = record.presentedAt(clock).map { moment in
      ", came \(TimeText.words(.moment(moment), clock: clock))"
    }
    var state = "\(record.owner)'s"
    if let handed = record.handedOver { state = "\(handed.by)'s, handed to \(handed.to), who have not signed for it" }
    if let closed = record.closed {
      state = "closed: \(CaseWording.plain(closed.reason.rawValue))\(CaseWording.undecided(closed.note, record))"
    }
    if let hold = record.hold { state += "; held: \(hold.rawValue)" }
    return "\(record.reference.text)  \(council)\(came ?? ""); \(state)"
  }

  var place: String {
    let needed = context.required(for: record).map { "; needed to the morning of \(TimeText.words($0))" } ?? ""
    let ends = record.bedEnds(clock).map { "; their own bed ends on \(TimeText.words($0))" } ?? ""
    guard let placement = record.placement else { return "none is recorded\(needed)\(ends)" }
    let told = record.familyToldAt.map { "; family told at \(CaseWording.moment($0, context.now, clock))" } ?? ""
    return CaseWording.words(placement, in: context) + needed + told + CaseWording.bedAndBreakfast(record)
  }

  var tonight: String {
    guard let proposed = record.proposal?.tonight else { return "nothing is proposed yet" }
    let seen = proposed.returnOn.map { "; seen again on \(TimeText.words($0))" } ?? ""
    let text = "proposed: \(CaseWording.decision(proposed.decision, proposed.power))\(seen)"
    guard let last = record.decisions.last else { return text + ". Nobody has decided yet" }
    return text + ". "
      + CaseWording.said(.decided(decision: last.decision), of: record, in: context, isFresh: false)
  }

  func isEarlier(_ left: Obligation, _ right: Obligation) -> Bool {
    func key(_ obligation: Obligation) -> (Int64, Int) {
      (obligation.action.isAtOnce ? .min : obligation.overdueFrom(clock)?.seconds ?? .max, obligation.number)
    }
    return key(left) < key(right)
  }

  private func section(_ title: String, _ obligations: [Obligation]) -> [String] {
    obligations.isEmpty ? [] : ["", title] + obligations.map(line)
  }

  private func line(_ obligation: Obligation) -> String {
    let action = obligation.action
    let number =
      reach.contact(for: action).map { "  → \(context.named($0.contact))\(context.reported($0.contact))" } ?? ""
    let heir = reach.succession(of: action.key.council).map { " \($0)." } ?? ""
    let rules = action.rules.isEmpty ? "" : "  [\(action.rules.joined(separator: ", "))]"
    var due = ""
    if obligation.isLive {
      due = action.isAtOnce ? "now: " : obligation.due.map { "by \(TimeText.words($0, clock: clock)): " } ?? ""
      if let earlier = obligation.earlierDues.last { due += "(before: \(TimeText.words(earlier, clock: clock))) " }
    }
    return "\(obligation.number).".padded(to: 4)
      + "\(due)\(action.text)\(obligation.isLive ? heir + number + rules : "")"
      + state(of: obligation)
  }

  private func state(of obligation: Obligation) -> String {
    [stateWords(of: obligation), obligation.isLive ? context.sent(for: obligation, of: record) : nil]
      .compactMap { $0.map { "  (\($0))" } }.joined()
  }

  /// How an obligation stands, in words; nil where it is open and the team's.
  func stateWords(of obligation: Obligation) -> String? {
    switch obligation.state {
    case .open: obligation.holder.map { "\($0)'s" }
    case .waiting(let on, let since, _):
      "waiting for \(on) since \(CaseWording.moment(since, context.now, clock))"
    case .passed(let team, let by, _, let received):
      received.map { "with \($0), \(team)" } ?? "passed to \(team), still \(by)'s"
    case .done(let at, _, let by, let how, let note):
      "done \(CaseWording.moment(at, context.now, clock)) by \(by)\(how.map { ", \(CaseWording.by($0))" } ?? "")"
        + "\(note.map { ", \($0)" } ?? "")"
        + (record.isTimeUnknown(ofDone: obligation.number, record.ofDoubtfulClock)
          ? ", \(CaseWording.doubtfulClock)" : "")
    case .notNeeded(let reason, let by, let second, let note):
      "not needed, \(by)\(second.map { " and \($0)" } ?? ""): \(CaseWording.plain(reason.rawValue))\(note.map { ", \($0)" } ?? "")"
    case .replaced: "not asked for any more"
    }
  }
}

extension Obligation {
  /// Whether new facts took it away.
  var isReplaced: Bool { if case .replaced = state { true } else { false } }
}

extension DeskContext {
  /// That a paper went out for what is to be done, and when: `s208 went to luton by email at 17:10`; nil where none has.
  func sent(for obligation: Obligation, of record: CaseRecord?) -> String? {
    guard let (event, paper, how) = record?.issued(for: obligation.action.key) else { return nil }
    return
      "\(paper.kind.rawValue) went\(paper.to.map { " to \($0)" } ?? "")\(how.map { " \(CaseWording.by($0))" } ?? "") at "
      + CaseWording.moment(event.happenedAt, now, engine.clock)
  }

  /// A number, and whose it is where it is a team's for the night: what is to be done may name another.
  func named(_ contact: Contact) -> String {
    contact.purpose.isOutOfHours ? "\(contact.display) (\(contact.team))" : contact.display
  }

  /// `, reported wrong number at 22:14` behind a number of which another desk reported that; empty otherwise.
  func reported(_ contact: Contact) -> String {
    CallLog(reports: reports).mark(of: contact, at: now, clock: engine.clock).map { ", \($0)" } ?? ""
  }

  /// Whom to ring for what a case has to be done, now.
  func reach(of record: CaseRecord) -> CaseReach { CaseReach(record, in: desk.at(now)) }

  /// The morning to which somebody must cover for a family, as it is now; nil where nobody needs anything.
  func required(for record: CaseRecord) -> Day? { record.requiredNights(at: now, in: engine.frame)?.end }

  /// Everything that is wrong with a case now.
  func faults(of record: CaseRecord) -> [CaseFault] {
    record.faults(at: now, in: engine.frame, covers: engine.isRisk)
  }

  /// The board of some cases, now.
  func board(of records: [CaseRecord]) -> Board {
    Board(records, at: now, in: engine.frame, covers: engine.isRisk)
  }
}
