import Directory
import Foundation
import TestSupport
import Testing
import Triage
import WorkingTime

/// The safety invariants on a seeded random walk over all facts, as predicates that share no code with the rules.
struct SafetyTests {
  /// What is broken, in the invariant's name; empty where all hold.
  private func broken(_ d: Determination, _ engine: TriageEngine) -> [String] {
    let facts = d.facts
    let codes = Set(d.actions.map(\.code))
    func isBarred(_ code: String, _ council: String? = nil) -> Bool {
      d.barred.contains { $0.code == code && (council == nil || $0.council == council) }
    }
    var broken: [String] = []
    func must(_ holds: Bool, _ name: String) {
      if !holds { broken.append(name) }
    }
    let decision = d.outcome.tonight.decision
    let isDanger = facts.immediateDanger == true
    let mayBeRoofless = isDanger || facts.nowhereTonight != false
    must(!mayBeRoofless || isBarred("leave"), "I-1 leave")
    must(!mayBeRoofless || decision != .notNeeded, "I-1 not-needed")
    let noChild = facts.children == [] && facts.pregnant == false && (facts.applicantAge ?? 18) >= 18
    must(noChild || !mayBeRoofless || decision != .advise, "I-1 advise with a child")
    let asksAge = d.outcome.questions.contains { $0.fact == .applicantAge && $0.changesTonight }
    must(decision != .advise || facts.applicantAge != nil || asksAge || isDanger, "I-1 advise without asking the age")
    must(isBarred("redirect"), "I-4")
    let risky = Set((facts.violenceRisk ?? []).compactMap(\.ref).map { engine.directory[$0].id })
    func isRisk(_ id: String) -> Bool {
      if facts.violenceRisk == nil { return true }
      guard let ref = engine.directory.ref(id: id) else { return false }
      return risky.contains(id) || (engine.directory[ref].county.map(risky.contains) ?? false)
    }
    for action in d.actions where ["return-family", "consider-referral", "arrange-reception"].contains(action.code) {
      must(!isRisk(action.council ?? ""), "I-2 \(action.code)")
    }
    let services = engine.directory[engine.directory.childrensServices(of: facts.council)].id
    for action in d.actions where action.code == "call" && action.council != services && action.council != d.council {
      must(!isRisk(action.council ?? ""), "I-2 call \(action.council ?? "")")
    }
    if decision == .return {
      must(
        facts.receptionConfirmed == true && facts.agreesToReturn == true && facts.violenceRisk != nil && !isDanger
          && facts.transport != Transport.none && facts.transport != nil && !isRisk(d.by ?? ""), "I-5")
      must(codes.isSuperset(of: ["arrange-reception", "written-confirmation"]), "I-5 paper")
    }
    if facts.dutyHeld == .reliefReferred || facts.dutyHeld == .mainReferred {
      must(codes.contains("keep-accommodated"), "I-7")
    }
    must(!codes.contains("consider-referral") || codes.contains("keep-accommodated"), "I-7 referral")
    if isDanger {
      must(d.actions.first?.code == "call-999", "I-8")
      must(d.outcome.questions.isEmpty && decision != .ask, "I-8 questions")
    }
    if (facts.applicantAge ?? 18) < 18 {
      must(isBarred("bed-and-breakfast"), "I-9")
      must(decision == .childrensServices || decision == .notNeeded, "I-9 decision")
    }
    if facts.significantHarm == true, facts.children?.isEmpty == false || facts.pregnant == true {
      must(codes.contains("refer-childrens-services"), "I-10")
    }
    if facts.violenceRisk?.isEmpty == false { must(codes.contains("withhold-address"), "I-11") }
    for action in d.actions where action.code == "propose-end-date" {
      guard engine.isParty(facts.council, to: .kent), case .day(let day)? = action.due else { continue }
      must(day.weekday != .friday && engine.calendar.isWorkingDay(day), "I-12")
    }
    if facts.eligibility == .notEligible, facts.children?.isEmpty == false, mayBeRoofless,
      (facts.applicantAge ?? 18) >= 18
    {
      must(
        codes.contains("section-17") || codes.contains("hand-over") || decision == .place || decision == .ask
          || decision == .return || decision == .managerDecides, "I-14")
    }
    for action in d.actions where action.code == "call" {
      must(!action.contacts.isEmpty && action.contacts.allSatisfy(\.contact.isVoice), "I-17 \(action.text)")
    }
    must(Set(d.outcome.trace.map(\.rule)).count == d.outcome.trace.count, "a rule stands twice in the trace")
    let prefix = d.council == "luton" ? "LUT" : d.council == "kingston" ? "KIN" : ""
    for entry in d.outcome.trace {
      let id = entry.rule.name
      if id.hasPrefix("LUT") || id.hasPrefix("KIN") { must(id.hasPrefix(prefix) && !prefix.isEmpty, "I-19 \(id)") }
    }
    if decision == .ask { must(!d.outcome.questions.isEmpty, "I-22") }
    let isCareLeaver = facts.careLeaverOf?.authority != nil && (18...24).contains(facts.applicantAge ?? 0)
    if isCareLeaver { must(isBarred("intentionality"), "I-23") }
    return broken
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `no invariant breaks on a random walk over all facts`(seed: UInt64) throws {
    let engine = try Shipped.engine
    var walker = try RandomCases(seed: seed)
    let isLong = ProcessInfo.processInfo.environment["NIGHTDESK_LONG"] != nil
    for _ in 0..<(isLong ? 200_000 : 3_000) {
      let facts = walker.next()
      let broken = broken(engine.determine(facts), engine)
      if !broken.isEmpty {
        let known = Fact.allCases.map { "\($0.name): \(walker.reader.typed(walker.reader.input(of: $0, in: facts)))" }
        Issue.record("\(broken) by \(known.filter { !$0.hasSuffix("not known") }.joined(separator: "; "))")
        return
      }
    }
  }
}
