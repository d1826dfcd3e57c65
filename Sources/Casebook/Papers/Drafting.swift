import JSON
import Directory
import Triage
import WorkingTime

/// One paper in the making.
struct Drafting {
  let desk: PaperDesk
  let kind: PaperKind
  let wording: PaperWording
  let kept: PaperCase
  let recipient: CouncilRef?

  private var record: CaseRecord { kept.record }
  private var clock: LondonClock { desk.frame.clock }
  private var directory: DirectorySnapshot { desk.directory }

  var draft: PaperDraft {
    PaperDraft(
      kind: kind, to: recipient.map { directory[$0].id }, title: wording.title, head: head,
      body: addressed + wording.lines.compactMap(line) + copies, checks: checks, foot: foot)
  }

  // MARK: - Around it

  private var head: [String] {
    var head = [
      "DRAFT, not sent, not a decision",
      "Case \(record.reference.text). Made at \(TimeText.words(.moment(desk.now), clock: clock)) by \(desk.officer).",
    ]
    if let issued = record.issued(kind, to: recipient.map { directory[$0].id }) {
      head.append("Replaces the paper that went out on \(TimeText.words(clock.wall(at: issued.happenedAt).day)).")
    }
    if kind == .decision, let day = decidedBefore {
      head.append(
        "The decision of \(TimeText.words(day)) is older than this visit: ask first whether they have this letter.")
    }
    return head
  }

  /// From whom it comes and to whom it goes.
  private var addressed: [PaperDraft.Line] {
    var lines: [PaperDraft.Line] = []
    func add(_ label: String, _ value: Value) {
      lines.append(PaperDraft.Line(.paragraph, [.text(label)] + pieces(value)))
    }
    // What the family carries, or has at home, names no council where somebody could find it.
    let isHidden = recipient == nil && kind != .decision && record.mayBeLookedFor
    if !isHidden {
      let team = directory.isHousingAuthority(kept.council) ? "homelessness team" : "children's services"
      add("From: ", .text("\(directory[kept.council].name), \(team)"))
      add("Officer: ", .blank("your name and role, and your direct number", 1))
    }
    add("Our case number: ", .blank("the number in the council's own system", 1))
    guard let recipient else {
      if kind == .decision { add("To: ", .blank("name, and where the family wants its letters", 2)) }
      return lines
    }
    add("To: ", .text("\(directory[recipient].name), \(desk.purpose(of: kind).words)"))
    let channels = self.channels(of: recipient)
    if channels.isEmpty {
      add("By: ", .blank("an address that the council itself confirms: none is held that may be used", 1))
    }
    for channel in channels { add("By: ", .text(channel)) }
    return lines
  }

  /// How it can be sent: what may be used, best first. What must be given in writing goes by no telephone, and nothing to an
  /// extension, which works only inside its own council; children's services are told by telephone where they cannot be written to.
  private func channels(of ref: CouncilRef) -> [String] {
    let there = DirectoryAtMoment(directory, at: clock.wall(at: desk.now), calendar: desk.frame.calendar)
    let usable = there.lookup(ref, purpose: desk.purpose(of: kind)).contacts.map(\.contact).filter {
      $0.status.isUsable
    }
    let written = usable.filter(\.isWrittenTo)
    let spoken = kind.addressee == .childrensServices ? usable.filter { $0.kind == .phone } : []
    return (written.isEmpty ? spoken : written).prefix(3).map { contact in
      let standing = contact.status == .verified ? "" : " (\(contact.status.rawValue): check it before you send)"
      return "\(contact.display), \(contact.team)\(standing)"
    }
  }

  /// Who has a copy of a decision, by protocol, unless they may not be told.
  private var copies: [PaperDraft.Line] {
    guard kind == .decision else { return [] }
    let services = directory.childrensServices(of: kept.council)
    guard kept.bar(against: services) == nil else {
      return [PaperDraft.Line(.paragraph, "Copies: none to children's services, who may not be told.")]
    }
    let prefixes = desk.prefixes(of: record.council)
    let name = directory[services].name
    if prefixes.contains("LUT") {
      return [
        PaperDraft.Line(
          .paragraph, "Copy: \(name), with the MASH form or to the allocated social worker, on the same day (LUT-49).")
      ]
    }
    if prefixes.contains("ESS") {
      return [
        PaperDraft.Line(.paragraph, "Copy: tell \(name) that a copy can be had; send it to a named worker (ESS-11).")
      ]
    }
    return prefixes.contains("KPG")
      ? [PaperDraft.Line(.paragraph, "Copy: \(name), with the Request for Support (KPG-04).")] : []
  }

  /// The release check.
  private var checks: [String] {
    var checks = [
      "Each dotted line is filled in, or struck through by hand.",
      "I am the officer named above, and I have read all of it.",
    ]
    if let recipient {
      checks.append("\(directory[recipient].name) may be told: no bar stands against it as this is made.")
      checks.append("The address it goes to is one that stands above, or that the council itself gave.")
    }
    if record.mayBeLookedFor {
      checks.append("No address or placement in it, or in a copy, can reach where they are at risk, or near it.")
      checks.append("A named person has settled the wording, the channel and who opens it.")
    }
    checks.append("The dates are counted as it says, and I have counted them too.")
    return checks
  }

  private var foot: [String] {
    return [
      "\(rules.joined(separator: ", ")). Rules \(kept.proposal.versions.rules), directory \(directory.version).",
      "\(record.reference.text). Contains personal data: shred it when it is done with. What is written by hand is kept nowhere.",
    ]
  }

  /// The day of the decision, where that was made before they came this time: they may have been told of it then.
  private var decidedBefore: Day? {
    guard let day = record.day("decision-on"), let came = record.presentedAt(clock) else { return nil }
    return day < clock.wall(at: came).day ? day : nil
  }

  /// The day on which they applied. Whoever is owed a duty already applied on another day than that on which they came now.
  private var appliedOn: Day? {
    guard decidedBefore == nil, [nil, "none"].contains(record.word("duty-held")) else { return nil }
    return record.presentedAt(clock).map { clock.wall(at: $0).day }
  }

  /// What it rests on: the law, and the protocol that binds this council. Another council's protocol is never cited.
  private var rules: [String] {
    let others = Set(desk.protocols.files.compactMap(\.prefix)).subtracting(desk.prefixes(of: record.council))
    let asked = kept.proposal.actions.filter { kind.answers.contains($0.key.code) }.flatMap(\.rules)
    var seen: Set<String> = []
    let own = (kind.rules + asked).filter { rule in
      !others.contains { rule.hasPrefix($0 + "-") } && seen.insert(rule).inserted
    }
    return own.isEmpty ? kind.law : own
  }

  // MARK: - Its lines

  private func line(_ line: PaperWording.Line) -> PaperDraft.Line? {
    if let condition = line.condition, !holds(condition) { return nil }
    let written = line.pieces.flatMap { piece -> [PaperDraft.Piece] in
      switch piece {
      case .text(let text): [.text(text)]
      case .field(let field): pieces(value(of: field))
      }
    }
    return PaperDraft.Line(line.form, written)
  }

  private func holds(_ condition: String) -> Bool {
    switch condition {
    case "referral": record.proposal?.actions.contains { $0.key.code == "consider-referral" } ?? false
    case "care-leaver": record.isCareLeaver
    case "at-risk": record.mayBeLookedFor
    default: desk.prefixes(of: record.council).contains(condition)
    }
  }

  private func pieces(_ value: Value) -> [PaperDraft.Piece] {
    switch value {
    case .text(let text): [.text(text)]
    case .blank(let label, let lines): [.blank(label, lines: lines)]
    }
  }

  /// What stands for a field.
  enum Value {
    case text(String)
    case blank(String, Int)
  }

  private func value(of field: PaperField) -> Value {
    switch field.source {
    case .person(let lines): return .blank(field.label, lines)
    case .address:
      guard let recipient else { return .blank(field.label, 1) }
      if kept.mayHaveAddress(recipient) { return .blank(field.label, 1) }
      return .text(
        kept.isRiskAsked
          ? "kept back: they are at risk. Ask the officer."
          : "kept back: nobody has asked yet where they would be at risk.")
    case .known: return known(field.name).map(Value.text) ?? .blank(field.label, 1)
    }
  }
}

// MARK: - What is known

extension Drafting {
  private func known(_ name: String) -> String? {
    switch name {
    case "council": directory[kept.council].name
    case "authority": recipient.map { directory[$0].name }
    case "reference": record.reference.text
    case "came-on":
      kind == .decision
        ? appliedOn.map { TimeText.words($0) }
        : record.presentedAt(clock).map { TimeText.words(clock.wall(at: $0).day) }
    case "our-number": number(of: kept.council, .housing)
    case "our-night-number": nightNumber
    case "their-number": recipient.flatMap { number(of: $0, desk.purpose(of: kind)) }
    case "ask-for-data": data
    case "household": household
    case "pregnancy": yesOrNo("pregnant")
    case "issued-on", "homeless-from": day(name)
    case "placed-on": day("placed-on") ?? record.placement.map { TimeText.words($0.from) }
    case "stay-until": stayUntil.map { "\($0), which is a proposal" }
    case "review-by": due("request-review")
    case "notice-by": due("notify-host-authority")
    case "decision": choice(.decision)
    case "duty", "duty-there": name == "duty" ? duty : dutyThere
    case "function", "power": power
    case "referred-to": council(ofAction: "consider-referral")
    case "connection-here": yesOrNo("connection-here")
    case "connections-there": connections
    case "risk": risk
    case "placed-by": authority("placed-by")
    case "homeless": homeless
    case "situation": words(of: [.nowhereTonight, .immediateDanger, .riskFactors, .needs, .childProtection])
    case "risks": words(of: [.immediateDanger, .significantHarm, .childProtection, .riskFactors])
    case "factors": words(of: [.riskFactors])
    case "protection": choice(.childProtection)
    case "known-to": choice(.childrensServices)
    case "consent": consent
    case "agrees": yesOrNo("agrees-to-return")
    case "bed-today": yesOrNo("nowhere-tonight")
    case "accepted": accepted
    case "travel": travel
    case "responsible": responsible
    case "placement": placement
    case "meeting": meeting
    default: nil
    }
  }

  private func number(of ref: CouncilRef, _ purpose: Purpose) -> String? {
    let there = DirectoryAtMoment(directory, at: clock.wall(at: desk.now), calendar: desk.frame.calendar)
    let own = [purpose, .switchboard].lazy.compactMap { purpose in
      there.lookup(ref, purpose: purpose).contacts.first { $0.contact.isVoice && $0.contact.status != .conflicting }
    }
    return own.first?.contact.display
  }

  /// The number at which the council is rung back at night: its own line for that, and never the switchboard, which nobody answers.
  private var nightNumber: String? {
    let lines = directory.contacts(of: kept.council, for: .outOfHours, on: desk.today)
    return lines.first { $0.isVoice && $0.status != .quarantined }.map {
      $0.display + ($0.status == .conflicting ? " (sources disagree: check it)" : "")
    }
  }

  /// Where data that children's services hold are asked for: only what may be used.
  private var data: String? {
    let there = DirectoryAtMoment(directory, at: clock.wall(at: desk.now), calendar: desk.frame.calendar)
    let ref = directory.childrensServices(of: kept.council)
    return there.lookup(ref, purpose: .subjectAccess).contacts.first { $0.contact.status.isUsable }.map {
      "\($0.contact.display) (\(directory[ref].name))"
    }
  }

  private func day(_ fact: String) -> String? { record.day(fact).map { TimeText.words($0) } }

  private func due(_ code: String, isProposed: Bool = false) -> String? {
    record.obligations.last {
      $0.action.key.code == code && $0.action.due != nil && ($0.isProposed || !isProposed)
    }?.action.due.map {
      TimeText.words($0, clock: clock)
    }
  }

  /// The day until which they may stay: the one that the rules propose where nothing may end on the day that was given (I-12), and
  /// none where nothing may end at all.
  private var stayUntil: String? {
    if let proposed = due("propose-end-date", isProposed: true) { return proposed }
    return kept.proposal.bars.contains { $0.code == "end-accommodation" } ? nil : day("accommodation-ends-on")
  }

  private func yesOrNo(_ fact: String) -> String? {
    if case .bool(let value)? = record.facts[fact] { return value ? "yes" : "no" }
    return nil
  }

  /// A word of a closed list.
  private func choice(_ fact: Fact) -> String? { record.word(fact.name)?.replacing("-", with: " ") }

  /// Facts that are told; what was not told, or is not so, is not written down.
  private func words(of facts: [Fact]) -> String? {
    var parts: [String] = []
    for fact in facts {
      switch record.facts[fact.name] {
      case .bool(true)?: parts.append(fact.name.replacing("-", with: " "))
      case .text(let word)? where word != "none":
        parts.append("\(fact.name.replacing("-", with: " ")): " + word.replacing("-", with: " "))
      case .list(let items)?:
        for case .text(let word) in items { parts.append(word.replacing("-", with: " ")) }
      default: break
      }
    }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }

  private func authority(_ fact: String) -> String? {
    record.word(fact).map { $0 == "none" ? "none" : directory.ref(id: $0).map { directory[$0].name } ?? $0 }
  }

  private func council(ofAction code: String) -> String? {
    kept.proposal.actions.first { $0.key.code == code }?.key.council.flatMap { directory.ref(id: $0) }.map {
      directory[$0].name
    }
  }

  private var household: String? {
    guard case .list(let ages)? = record.facts["children"] else { return nil }
    let numbers = ages.compactMap { if case .number(let age) = $0 { "\(Int(age))" } else { nil } }
    let list = numbers.joined(separator: ", ")
    var parts = [ages.isEmpty ? "no children" : ages.count == 1 ? "a child of \(list)" : "children of \(list)"]
    if let age = record.applicantAge { parts.append("the applicant is \(age)") }
    if record.facts["pregnant"] == .bool(true) { parts.append("one of them is pregnant") }
    return parts.joined(separator: "; ")
  }

  private var duty: String? {
    let held = record.word("duty-held").map { word -> String in
      if word == "ended" { return "a duty that we owed you and that has ended" }
      return word == "none"
        ? word : word.replacing("-", with: " duty, ") + (word.contains("-") ? "" : " duty")
    }
    guard let power = kept.proposal.tonight.power, record.placement != nil else { return held }
    return (held.map { "\($0); " } ?? "") + "accommodated under \(Self.section(power))"
  }

  private var dutyThere: String? {
    record.word("duty-elsewhere").map { $0 == "none" ? "none that is known" : "a live duty" }
  }

  private var power: String? { (record.decision?.power ?? kept.proposal.tonight.power).map(Self.section) }

  /// `section 188`.
  private static func section(_ power: String) -> String { "section \(power.dropFirst())" }

  private var connections: String? {
    guard case .list(let items)? = record.facts["connections"], let recipient else { return nil }
    let grounds = items.compactMap { item -> String? in
      guard case .object(let members) = item, members["council"] == .text(directory[recipient].id),
        case .text(let ground)? = members["ground"]
      else { return nil }
      return ground.replacing("-", with: " ")
    }
    return grounds.isEmpty ? nil : grounds.joined(separator: ", ")
  }

  private var risk: String? { kept.isRiskAsked ? "it was asked of the household; nobody would be at risk there" : nil }

  private var homeless: String? {
    record.facts["nowhere-tonight"] == .bool(true) ? "homeless now" : day("homeless-from").map { "homeless from \($0)" }
  }

  private var consent: String? {
    switch record.facts["consent"] {
    case .bool(true)?: "yes"
    case .bool(false)?: "no"
    case .text(let word)?: word
    default: nil
    }
  }

  private var accepted: String? {
    let said = record.accepted.filter { $0.what.authority == recipient.map { directory[$0].id } }.map {
      event, what, _ in
      return "\(what.what.rawValue.replacing("-", with: " ")), \(what.who ?? "no name is recorded"), at "
        + TimeText.words(.moment(event.happenedAt), clock: clock)
    }
    return said.isEmpty ? nil : said.joined(separator: "; ")
  }

  private var travel: String? {
    let way: String? =
      switch record.word(Fact.transport.name) {
      case "own": "their own transport"
      case "public": "public transport"
      case "provided": "transport that is provided"
      case "none": "no transport"
      default: nil
      }
    guard case .number(let minutes)? = record.facts["travel-minutes"] else { return way }
    return (way.map { "\($0), " } ?? "") + "\(Int(minutes)) minutes"
  }

  /// Until arrival is confirmed it is the council where they are.
  private var responsible: String? { directory[kept.council].name }

  private var placement: String? {
    guard let placement = record.placement else { return nil }
    let away = placement.council.map { $0 == record.council ? "in the borough" : "outside the borough" }
    return "\(placement.kind.rawValue.replacing("-", with: " ")), \(away ?? "in the borough"), from "
      + "\(TimeText.words(placement.from)), on \(power ?? "no power yet")"
  }

  private var meeting: String? {
    kept.proposal.actions.contains { $0.key.code == "professionals-meeting" } ? "yes" : "not asked for by the rules"
  }
}

extension CaseRecord {
  /// The last time a paper went out; nil where it has not.
  package func issued(_ kind: PaperKind, to: String?) -> CaseEvent? {
    standing.last {
      if case .paperIssued(let paper, _) = $0.deed { paper.kind == kind && paper.to == to } else { false }
    }
  }

  /// The last paper that went out for what an action asks; nil where none has.
  package func issued(for key: ActionKey) -> (event: CaseEvent, paper: PaperMark, how: Channel?)? {
    for event in standing.reversed() {
      guard case .paperIssued(let paper, let how) = event.deed, paper.kind.answers.contains(key.code),
        paper.to == nil || key.council == nil || paper.to == key.council || paper.kind.addressee == .childrensServices
      else { continue }
      return (event, paper, how)
    }
    return nil
  }

  /// The last draft of a paper that has not gone out; nil where there is none.
  package func drafted(_ kind: PaperKind, to: String?) -> PaperMark? {
    let last = standing.last { event in
      switch event.deed {
      case .paperDrafted(let paper), .paperIssued(let paper, _): paper.kind == kind && paper.to == to
      default: false
      }
    }
    if case .paperDrafted(let paper)? = last?.deed { return paper }
    return nil
  }
}
