import JSON
import Directory
import Triage

extension DeskSession {
  /// Carries a triage under way over to the directory of a context, where that is another than it was begun with.
  ///
  /// Facts name councils by their place in a snapshot, which another snapshot may give to another council. Every request
  /// does this first; whoever swaps the directory may also call it, so that an idle session keeps no old one alive.
  ///
  /// - Returns: Whether there was anything to carry over.
  @discardableResult
  package mutating func follow(_ context: DeskContext) -> Bool {
    guard let held = triageDirectory, held !== context.directory else { return false }
    let old = FactsReader(directory: held, clock: context.engine.clock)
    do {
      triage = try triage.map { facts throws(FactError) in try carried(facts, from: old, to: context.reader) }
      others = others.compactMap { family in
        // A family whose council is gone cannot be taken along.
        (try? family.states.map { facts throws(FactError) in try carried(facts, from: old, to: context.reader) }).map {
          OpenFamily(number: family.number, states: $0, openCase: family.openCase, name: family.name)
        }
      }
      triageDirectory = context.directory
    } catch {
      let name = triage.last.map { held[$0.council].name } ?? "its council"
      lost = "the directory has changed and holds \(name) no longer, so that the triage is closed; begin another"
      closeAllTriages()
    }
    return true
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
