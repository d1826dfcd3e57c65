import JSON
import Directory
package import Triage
package import WorkingTime

/// Drafts papers from cases: from facts, determination, casebook and directory, in a site's own words. It writes no reason of law
/// and no name, keeps nothing, and drafts nothing to where it may not go.
package struct PaperDesk: Sendable {
  let book: PaperBook
  let protocols: ProtocolBook
  let engine: TriageEngine
  let directory: DirectorySnapshot
  let frame: WorkingTimeFrame
  let now: Moment
  let officer: String

  /// The words of a site, its rules and directory, a moment, and who drafts.
  package init(
    book: PaperBook, engine: TriageEngine, now: Moment, officer: String
  ) {
    self.book = book
    protocols = engine.book
    self.engine = engine
    directory = engine.directory
    frame = WorkingTimeFrame(clock: engine.clock, calendar: engine.calendar)
    self.now = now
    self.officer = officer
  }

  var today: Day { frame.clock.wall(at: now).day }

  /// Drafts a paper.
  ///
  /// - Parameters:
  ///   - kind: Which.
  ///   - record: The case.
  ///   - named: The id of the authority that somebody named for it; nil for the one that the determination names.
  /// - Returns: The draft.
  /// - Throws: `CaseRefusal` where it may not go there, or its time has not come: with what to do instead.
  package func draft(
    _ kind: PaperKind, of record: CaseRecord, to named: String? = nil
  ) throws(CaseRefusal) -> PaperDraft {
    if let damage = record.damage { throw CaseRefusal("\(record.reference.text): \(damage.text)") }
    guard let proposal = record.proposal, let council = directory.ref(id: record.council) else {
      throw CaseRefusal("nothing is proposed yet: answer the questions of \(record.reference.text) first")
    }
    if let prefix = kind.protocolPrefix, !prefixes(of: record.council).contains(prefix) {
      let title = protocols.files.first { $0.prefix == prefix }?.title ?? "another protocol"
      throw CaseRefusal(
        "\(kind.rawValue) is a paper of \(title) (\(prefix)), which does not bind \(directory[council].name)")
    }
    guard let wording = book.wording(of: kind, for: record.council) else {
      throw CaseRefusal("this site has no words for \(kind.rawValue)")
    }
    let kept = PaperCase(
      record: record, proposal: proposal, council: council, engine: engine, today: today)
    let recipient = try recipient(of: kind, kept, named)
    if let refusal = refusal(of: kind, to: recipient, kept) { throw refusal }
    return Drafting(desk: self, kind: kind, wording: wording, kept: kept, recipient: recipient).draft
  }

  /// The protocols that bind a council, by their prefixes.
  func prefixes(of council: String) -> Set<String> {
    Set(protocols.files.filter { $0.parties.contains(council) }.compactMap(\.prefix))
  }

  // MARK: - To whom

  private func recipient(
    of kind: PaperKind, _ kept: PaperCase, _ named: String?
  ) throws(CaseRefusal) -> CouncilRef? {
    switch kind.addressee {
    case .family, .named:
      if named != nil { throw CaseRefusal("\(kind.rawValue) goes to no authority: leave 'to' out") }
      return nil
    case .childrensServices:
      let provider = directory.childrensServices(of: kept.council)
      if let named, named != directory[provider].id {
        throw CaseRefusal("\(kind.rawValue) goes to \(directory[provider].name) alone: leave 'to' out")
      }
      return try standing(provider, for: .safeguarding)
    case .authority:
      let asked = kept.proposal.actions.filter { kind.answers.contains($0.key.code) }.compactMap(\.key.council)
      // Where the notice is held back for the risk there, it is said of the council that hosts them.
      let host = kind == .host ? kept.record.word("placed-in").map { [$0] } : nil
      let usual = kind == .access ? [kept.record.council] : asked.isEmpty ? host ?? [] : asked
      let ids = named.map { [$0] } ?? usual
      guard let id = ids.first, Set(ids).count == 1 else {
        throw CaseRefusal(
          ids.isEmpty
            ? "nothing says which authority it goes to: 'paper \(kind.rawValue) to AUTHORITY' does"
            : "it may go to \(ids.joined(separator: " or ")): say which, 'paper \(kind.rawValue) to \(ids[0])'")
      }
      guard let ref = directory.ref(id: id) else {
        throw CaseRefusal("'\(id)' is not held in the directory: nobody here knows how to reach it")
      }
      return try standing(ref, for: purpose(of: kind))
    }
  }

  /// An authority as it is today, or the one that has taken over from it.
  private func standing(_ ref: CouncilRef, for purpose: Purpose) throws(CaseRefusal) -> CouncilRef {
    if directory.exists(ref, on: today) { return ref }
    if case .succeeded(let heir) = directory.standing(of: ref, on: today, for: purpose) { return heir }
    throw CaseRefusal("\(directory[ref].name) does not exist today, and who took over is not one council: name it")
  }

  func purpose(of kind: PaperKind) -> Purpose {
    switch kind {
    case .request, .mash, .placement: .safeguarding
    case .dutyToRefer: .dutyToRefer
    case .access: .subjectAccess
    default: .housing
    }
  }

  // MARK: - What may not go out

  /// Why a paper may not be drafted to somebody; nil where it may.
  private func refusal(of kind: PaperKind, to recipient: CouncilRef?, _ kept: PaperCase) -> CaseRefusal? {
    if let recipient {
      if let bar = kept.bar(against: recipient) {
        return CaseRefusal("not drafted to \(directory[recipient].name): \(bar) A person decides what is said to whom")
      }
      if kind.addressee == .authority, kind != .access, kind != .dutyToRefer, recipient == kept.council {
        return CaseRefusal("\(directory[recipient].name) does not write \(kind.rawValue) to itself")
      }
    }
    if kind == .dutyToRefer, let recipient, [.county, .agency, .national].contains(directory[recipient].type) {
      return CaseRefusal(
        "not drafted: \(directory[recipient].name) is not a housing authority, and s213b notifies one: name the district council"
      )
    }
    switch kind {
    case .decision: return decisionRefusal(kept)
    case .referral: return referralRefusal(recipient, kept)
    case .host: return hostRefusal(recipient, kept)
    case .confirmation: return confirmationRefusal(recipient, kept)
    case .dutyToRefer, .request, .mash, .placement, .consent, .access, .bodies: return nil
    }
  }

  private func decisionRefusal(_ kept: PaperCase) -> CaseRefusal? {
    guard let decision = kept.record.word("decision"), !["none", "minded-to-refuse"].contains(decision) else {
      return CaseRefusal(
        "no decision is recorded on the application; 'decide' is about tonight. 'set decision …' once somebody has made it"
      )
    }
    if decision == "intentionally-homeless", let bar = kept.proposal.bars.first(where: { $0.code == "intentionality" })
    {
      return CaseRefusal("not drafted: \(bar.text)")
    }
    return nil
  }

  private func referralRefusal(_ recipient: CouncilRef?, _ kept: PaperCase) -> CaseRefusal? {
    guard kept.isRiskAsked else { return Self.askRisk }
    if let bar = kept.proposal.bars.first(where: { $0.code == "refer-s198" && kept.concerns($0, recipient) }) {
      return CaseRefusal("not drafted: \(bar.text)")
    }
    let ids = kept.proposal.actions.filter { $0.key.code == "consider-referral" }.compactMap(\.key.council)
    guard let recipient, ids.contains(where: { kept.stands($0, for: recipient) }) else {
      return CaseRefusal("the rules do not propose a referral there: 'why HA96-s198-A1' says what is missing")
    }
    return nil
  }

  private func hostRefusal(_ recipient: CouncilRef?, _ kept: PaperCase) -> CaseRefusal? {
    guard kept.isRiskAsked else { return Self.askRisk }
    guard let recipient, kept.mayHaveAddress(recipient) else {
      return CaseRefusal("not drafted: it would take their address to where they are at risk. A person decides")
    }
    guard kept.record.day("placed-on") != nil else {
      return CaseRefusal("nothing says since when they are placed: 'set placed-on DATE' does")
    }
    return nil
  }

  private func confirmationRefusal(_ recipient: CouncilRef?, _ kept: PaperCase) -> CaseRefusal? {
    guard kept.isRiskAsked else { return Self.askRisk }
    if let bar = kept.proposal.bars.first(where: { $0.code == "return" && kept.concerns($0, recipient) }) {
      return CaseRefusal("not drafted: \(bar.text)")
    }
    guard kept.record.facts["reception-confirmed"] == .bool(true) else {
      return CaseRefusal(
        "not drafted: nobody there has confirmed a bed and who receives them ('set reception-confirmed')")
    }
    guard kept.record.facts["agrees-to-return"] == .bool(true) else {
      return CaseRefusal("not drafted: the family has not agreed to go ('set agrees-to-return')")
    }
    return nil
  }

  private static let askRisk = CaseRefusal(
    "not drafted: nobody asked where they would be at risk. 'set violence-risk …', or none, first")
}

/// A case with what its papers turn on.
struct PaperCase: Sendable {
  let record: CaseRecord
  let proposal: Proposal
  let council: CouncilRef
  let engine: TriageEngine
  let today: Day

  var directory: DirectorySnapshot { engine.directory }

  /// Where they would be at risk, as somebody told it.
  private var riskPlaces: [String] {
    guard case .list(let places)? = record.facts["violence-risk"] else { return [] }
    return places.compactMap { if case .text(let id) = $0 { id } else { nil } }
  }

  /// Whether somebody asked where they would be at risk.
  var isRiskAsked: Bool { record.facts["violence-risk"] != nil }

  /// Whether an id is an authority's, or that of one it has taken over from.
  func stands(_ id: String, for ref: CouncilRef) -> Bool {
    directory.ref(id: id).map { heirs(of: $0).contains(ref) } ?? false
  }

  /// A council, and those that have taken any of its services over by now.
  private func heirs(of ref: CouncilRef) -> Set<CouncilRef> { directory.bearers(of: ref, on: today) }

  /// Whether risk at a place is risk at an authority, as it is for a place that is recorded and for what an authority says.
  private func isRisk(in place: String, at ref: CouncilRef) -> Bool {
    stands(place, for: ref) || engine.isRisk(in: place, at: directory[ref].id)
  }

  /// Whether a bar is about an authority, or about all.
  func concerns(_ bar: ProposedBar, _ ref: CouncilRef?) -> Bool {
    guard let id = bar.council else { return true }
    return ref.map { stands(id, for: $0) } ?? false
  }

  /// The sentence that bars an authority from being written to; nil where none does. The council itself and its children's services are
  /// barred by name alone: who asks there for help from abuse at home must get it.
  func bar(against ref: CouncilRef) -> String? {
    let isOwn = ref == council || ref == directory.childrensServices(of: council)
    let codes: Set<String> = isOwn ? ["contact"] : ["contact", "place-in"]
    let bar = proposal.bars.first { bar in
      codes.contains(bar.code) && bar.council.map { isOwn ? stands($0, for: ref) : isRisk(in: $0, at: ref) } == true
    }
    if let bar { return bar.text }
    // What a person has told since, or of an authority that no rule spoke of, holds too.
    let isRiskThere = !isOwn && riskPlaces.contains { isRisk(in: $0, at: ref) }
    return isRiskThere ? "Someone in the household would be at risk there." : nil
  }

  /// Whether where they are may be told to an authority: risk was asked, and is neither there nor in any place that it serves.
  func mayHaveAddress(_ ref: CouncilRef) -> Bool {
    guard isRiskAsked else { return false }
    if proposal.bars.contains(where: { $0.code == "place-in" && $0.council.map { isRisk(in: $0, at: ref) } == true }) {
      return false
    }
    return !riskPlaces.contains { place in
      if isRisk(in: place, at: ref) { return true }
      guard let risky = directory.ref(id: place) else { return false }
      return heirs(of: risky).contains { one in
        [one, directory.childrensServices(of: one), directory.county(of: one)].contains(ref)
      }
    }
  }
}
