import JSON
import Directory
import WorkingTime

extension FactsReader {
  /// A fact's value as it would be given; null where it is not known.
  package func input(of fact: Fact, in facts: Facts) -> FactInput {
    switch fact.field {
    case .council: .text(directory[facts.council].id)
    case .presentedAt: moment(facts.presentedAt)
    case .bool(let path): facts[keyPath: path].map { .bool($0) } ?? .null
    case .integer(let path, _): facts[keyPath: path].map { .number(Double($0)) } ?? .null
    case .day(let path): day(facts[keyPath: path])
    case .moment(let path): moment(facts[keyPath: path])
    case .dayOrMoment(let path):
      switch facts[keyPath: path] {
      case .day(let value)?: day(value)
      case .moment(let value)?: moment(value)
      case nil: .null
      }
    case .authority(let path): authority(facts[keyPath: path], facts)
    case .authorities(let path): facts[keyPath: path].map { .list($0.map { .text(id($0, facts)) }) } ?? .null
    case .ages(let path): facts[keyPath: path].map { .list($0.map { .number(Double($0)) }) } ?? .null
    case .connections(let path):
      facts[keyPath: path].map {
        .list($0.map { .object(["council": .text(id($0.authority, facts)), "ground": .text($0.ground.rawValue)]) })
      } ?? .null
    case .word(let word): word.text(in: facts).map { .text($0) } ?? .null
    case .words(let words): words.texts(in: facts).map { .list($0.map { .text($0) }) } ?? .null
    }
  }

  private func day(_ value: Day?) -> FactInput { value.map { .text(TimeText.text($0)) } ?? .null }
  private func moment(_ value: Moment?) -> FactInput { value.map { .text(TimeText.text($0, clock: clock)) } ?? .null }
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
