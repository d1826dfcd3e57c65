import JSON
import Directory
import Triage

extension DeskSession {
  /// Carries a triage under way over to the directory of a context, where that is another than it was begun with.
  ///
  /// Facts name councils by their place in a snapshot, which another snapshot may give to another council. Every request
  /// does this first; whoever swaps the directory may also call it, so that an idle session keeps no old one alive. A family
  /// whose council is held no longer cannot be taken along: it is named in the next reply, and the others stay open.
  ///
  /// - Returns: Whether there was anything to carry over.
  @discardableResult
  package mutating func follow(_ context: DeskContext) -> Bool {
    guard let held = triageDirectory, held !== context.directory else { return false }
    let old = FactsReader(directory: held, clock: context.engine.clock)
    func carried(_ states: [Facts]) -> [Facts]? {
      do {
        return try states.map { facts throws(FactError) in try self.carried(facts, from: old, to: context.reader) }
      } catch {
        return nil
      }
    }
    func name(_ states: [Facts]) -> String { states.last.map { held[$0.council].name } ?? "its council" }
    var gone: [OpenCase?] = []
    var staying: [OpenFamily] = []
    for var family in others {
      guard let states = carried(family.states) else {
        gone.append(family.openCase)
        lostBeside.append("family \(family.number), of \(name(family.states))")
        continue
      }
      family.states = states
      staying.append(family)
    }
    others = staying
    if hasTriage {
      if let states = carried(triage) {
        triage = states
      } else {
        gone.append(openCase)
        let more = others.isEmpty ? "begin another" : "'switch' goes back to another family"
        lost = "the directory has changed and holds \(name(triage)) no longer, so that the triage is closed; \(more)"
        triage = []
        (openCase, triageName) = (nil, nil)
        isAboutAnotherHour = false
      }
    }
    if let access = context.cases {
      for case let open? in gone { putDown(open, access, in: context) }
    }
    triageDirectory = openFamilies == 0 ? nil : context.directory
    return true
  }

  /// Says of the families that were lost beside the one under way, once.
  mutating func tellingOfLost(_ reply: Reply) -> Reply {
    guard !lostBeside.isEmpty else { return reply }
    defer { lostBeside = [] }
    return reply.adding(". The directory has changed: closed is \(lostBeside.joined(separator: "; "))")
  }

  private func carried(_ facts: Facts, from old: FactsReader, to new: FactsReader) throws(FactError) -> Facts {
    let council = old.directory[facts.council].id
    guard let ref = new.directory.ref(id: council) else {
      throw .badValue(.council, got: "'\(council)'", why: "is held no longer")
    }
    var carried = Facts(council: ref, presentedAt: facts.presentedAt)
    for fact in Fact.allCases where fact != .council {
      let value = old.input(of: fact, in: facts)
      if value != .null { try new.set(fact, to: value, in: &carried) }
    }
    // A moment is carried with its offset, which would tell a repeated hour for one that comes once.
    carried.repeatedHours = facts.repeatedHours
    return carried
  }
}
