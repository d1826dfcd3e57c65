import Directory
package import Triage
import WorkingTime

/// What is not safe in a directory at any hour: a call that reaches nobody without saying so (I-17), a contact without its
/// source, or one that may not be offered and is (I-18).
package enum DirectoryCheck {
  /// How many questions of who to reach were asked, and what was wrong with the answers.
  package struct Result: Sendable {
    /// Questions asked.
    package internal(set) var questions = 0
    /// Every fault, once for each contact or council and purpose.
    package internal(set) var faults: [String] = []
  }

  /// Asks for every council and purpose of the night through a week, its weekend and the days of a bank holiday.
  package static func run(_ engine: TriageEngine) -> Result {
    var result = Result()
    let directory = engine.directory
    for contact in directory.contacts where contact.source.document.isEmpty {
      result.faults.append("I-18: \(contact.id) has no source")
    }
    let purposes: [Purpose] = [.outOfHours, .housing, .safeguarding, .childrensOutOfHours]
    for council in directory.councils.indices {
      let ref = CouncilRef(index: council)
      for purpose in purposes {
        if let fault = fault(ref, purpose, engine, &result.questions) { result.faults.append(fault) }
      }
    }
    return result
  }

  private static func fault(
    _ ref: CouncilRef, _ purpose: Purpose, _ engine: TriageEngine, _ questions: inout Int
  ) -> String? {
    let name = "\(engine.directory[ref].id) \(purpose.rawValue)"
    for moment in Moments.halfHours(engine) {
      let reach = engine.directory(at: moment).who(ref, purpose: purpose)
      questions += 1
      let at = TimeText.text(moment, clock: engine.clock)
      if let unusable = reach.contacts.first(where: { !$0.contact.status.isUsable }) {
        return "I-18: \(name) at \(at) offers \(unusable.contact.id), which is \(unusable.contact.status.rawValue)"
      }
      let isWarned = reach.warnings.contains { $0.code == WarningCode.noLiveContact.name }
      guard let first = reach.contacts.first else {
        if !isWarned { return "I-17: \(name) at \(at) reaches nobody and does not say so" }
        continue
      }
      if !first.contact.isVoice || first.isLive == false, !isWarned {
        return "I-17: \(name) at \(at) begins with \(first.contact.id), where nobody answers, and does not say so"
      }
    }
    return nil
  }
}
