import Directory
import WorkingTime

extension FactsReader {
  /// A fact's value as it would be given; null where it is not known.
  package func input(of fact: Fact, in facts: Facts) -> FactInput {
    switch fact {
    case .council: .text(directory[facts.council].id)
    case .presentedAt: moment(facts.presentedAt)
    case .seenAt: moment(facts.seenAt)
    case .referredAt: moment(facts.referredAt)
    case .children: facts.children.map { .list($0.map { .number(Double($0)) }) } ?? .null
    case .pregnant: bool(facts.pregnant)
    case .applicantAge: number(facts.applicantAge)
    case .vulnerable: bool(facts.vulnerable)
    case .homelessFrom: day(facts.homelessFrom)
    case .nowhereTonight: bool(facts.nowhereTonight)
    case .immediateDanger: bool(facts.immediateDanger)
    case .significantHarm: bool(facts.significantHarm)
    case .childProtection: word(facts.childProtection)
    case .riskFactors: words(facts.riskFactors)
    case .violenceRisk: facts.violenceRisk.map { .list($0.map { .text(id($0, facts)) }) } ?? .null
    case .eligibility: word(facts.eligibility)
    case .dutyHeld: word(facts.dutyHeld)
    case .decision: word(facts.decision)
    case .decisionOn:
      switch facts.decisionOn {
      case .day(let value)?: day(value)
      case .moment(let value)?: moment(value)
      case nil: .null
      }
    case .alternativeFound: bool(facts.alternativeFound)
    case .accommodationEndsOn: day(facts.accommodationEndsOn)
    case .dutyElsewhere: authority(facts.dutyElsewhere, facts)
    case .receptionConfirmed: bool(facts.receptionConfirmed)
    case .travelMinutes: number(facts.travelMinutes)
    case .transport: word(facts.transport)
    case .agreesToReturn: bool(facts.agreesToReturn)
    case .connections:
      facts.connections.map {
        .list($0.map { .object(["council": .text(id($0.authority, facts)), "ground": .text($0.ground.rawValue)]) })
      } ?? .null
    case .connectionHere: bool(facts.connectionHere)
    case .childrensServices: word(facts.childrensServices)
    case .placedBy: authority(facts.placedBy, facts)
    case .consent: bool(facts.consent)
    case .needs: words(facts.needs)
    case .inBoroughUnit: bool(facts.inBoroughUnit)
    case .unit: word(facts.unit)
    case .bedAndBreakfastNights: number(facts.bedAndBreakfastNights)
    case .placedIn: authority(facts.placedIn, facts)
    case .placedOn: day(facts.placedOn)
    case .careLeaverOf: authority(facts.careLeaverOf, facts)
    case .formerRelevant: bool(facts.formerRelevant)
    case .offer: word(facts.offer)
    case .offerOn: day(facts.offerOn)
    }
  }

  private func bool(_ value: Bool?) -> FactInput { value.map { .bool($0) } ?? .null }
  private func number(_ value: Int?) -> FactInput { value.map { .number(Double($0)) } ?? .null }
  private func day(_ value: Day?) -> FactInput { value.map { .text(TimeText.text($0)) } ?? .null }
  private func moment(_ value: Moment?) -> FactInput { value.map { .text(TimeText.text($0, clock: clock)) } ?? .null }
  private func word(_ value: (some RawRepresentable<String>)?) -> FactInput {
    value.map { .text($0.rawValue) } ?? .null
  }

  private func words<Word: ListedWord>(_ value: WordSet<Word>?) -> FactInput {
    value.map { known in .list(known.words.map { .text($0.rawValue) }) } ?? .null
  }

  private func authority(_ value: AuthorityOrNone?, _ facts: Facts) -> FactInput {
    switch value {
    case .some(.some(let authority)): .text(id(authority, facts))
    case .some(.none): .text("none")
    case nil: .null
    }
  }

  private func id(_ authority: Authority, _ facts: Facts) -> String {
    switch authority {
    case .held(let ref): directory[ref].id
    case .unheld(let index): facts.unheldNames[Int(index)]
    }
  }
}
