import Directory
import WorkingTime

/// Where a fact's value stands in a case, by what sort of value it is: all that reading, writing and forgetting it need.
enum FactField {
  typealias Path<Value> = WritableKeyPath<Facts, Value?>

  /// A fact without which there is no case.
  case council, presentedAt
  case bool(Path<Bool>)
  case integer(Path<Int>, ClosedRange<Int>)
  case day(Path<Day>)
  case moment(Path<Moment>)
  case dayOrMoment(Path<LimitStart>)
  case authority(Path<AuthorityOrNone>)
  case authorities(Path<[Authority]>)
  case ages(Path<[UInt8]>)
  case connections(Path<[Connection]>)
  case word(any FactWord)
  case words(any FactWords)
}

/// A fact that takes one word of a closed list.
protocol FactWord {
  var known: [String] { get }
  func text(in facts: Facts) -> String?
  /// False where the text is not one of the words.
  func set(_ text: String?, in facts: inout Facts) -> Bool
}

/// A fact that takes any words of a closed list.
protocol FactWords {
  var known: [String] { get }
  func texts(in facts: Facts) -> [String]?
  /// The first text that is not one of the words; nil where all are.
  func set(_ texts: [String]?, in facts: inout Facts) -> String?
}

private struct OneWord<Word: RawRepresentable<String> & CaseIterable>: FactWord {
  let path: WritableKeyPath<Facts, Word?>

  var known: [String] { Word.allCases.map(\.rawValue) }
  func text(in facts: Facts) -> String? { facts[keyPath: path]?.rawValue }

  func set(_ text: String?, in facts: inout Facts) -> Bool {
    guard let text else {
      facts[keyPath: path] = nil
      return true
    }
    guard let word = Word(rawValue: text) else { return false }
    facts[keyPath: path] = word
    return true
  }
}

private struct SomeWords<Word: ListedWord>: FactWords {
  let path: WritableKeyPath<Facts, WordSet<Word>?>

  var known: [String] { Word.allCases.map(\.rawValue) }
  func texts(in facts: Facts) -> [String]? { facts[keyPath: path]?.words.map(\.rawValue) }

  func set(_ texts: [String]?, in facts: inout Facts) -> String? {
    guard let texts else {
      facts[keyPath: path] = nil
      return nil
    }
    var words: [Word] = []
    for text in texts {
      guard let word = Word(rawValue: text) else { return text }
      words.append(word)
    }
    facts[keyPath: path] = WordSet(words)
    return nil
  }
}

extension Fact {
  /// Where the fact's value stands in a case.
  var field: FactField {
    switch self {
    case .council: .council
    case .presentedAt: .presentedAt
    case .seenAt: .moment(\.seenAt)
    case .referredAt: .moment(\.referredAt)
    case .children: .ages(\.children)
    case .pregnant: .bool(\.pregnant)
    case .applicantAge: .integer(\.applicantAge, 0...120)
    case .vulnerable: .bool(\.vulnerable)
    case .homelessFrom: .day(\.homelessFrom)
    case .nowhereTonight: .bool(\.nowhereTonight)
    case .safeToStay: .bool(\.safeToStay)
    case .immediateDanger: .bool(\.immediateDanger)
    case .significantHarm: .bool(\.significantHarm)
    case .childProtection: .word(OneWord(path: \.childProtection))
    case .riskFactors: .words(SomeWords(path: \.riskFactors))
    case .violenceRisk: .authorities(\.violenceRisk)
    case .eligibility: .word(OneWord(path: \.eligibility))
    case .dutyHeld: .word(OneWord(path: \.dutyHeld))
    case .changedSince: .bool(\.changedSince)
    case .review: .word(OneWord(path: \.review))
    case .foundIn: .authority(\.foundIn)
    case .decision: .word(OneWord(path: \.decision))
    case .decisionOn: .dayOrMoment(\.decisionOn)
    case .issuedOn: .dayOrMoment(\.issuedOn)
    case .alternativeFound: .bool(\.alternativeFound)
    case .accommodationEndsOn: .day(\.accommodationEndsOn)
    case .dutyElsewhere: .authority(\.dutyElsewhere)
    case .receptionConfirmed: .bool(\.receptionConfirmed)
    case .travelMinutes: .integer(\.travelMinutes, 0...10_000)
    case .transport: .word(OneWord(path: \.transport))
    case .agreesToReturn: .bool(\.agreesToReturn)
    case .connections: .connections(\.connections)
    case .connectionHere: .bool(\.connectionHere)
    case .childrensServices: .word(OneWord(path: \.childrensServices))
    case .placedBy: .authority(\.placedBy)
    case .consent: .bool(\.consent)
    case .needs: .words(SomeWords(path: \.needs))
    case .inBoroughUnit: .bool(\.inBoroughUnit)
    case .unit: .word(OneWord(path: \.unit))
    case .bedAndBreakfastNights: .integer(\.bedAndBreakfastNights, 0...10_000)
    case .placedIn: .authority(\.placedIn)
    case .placedOn: .day(\.placedOn)
    case .careLeaverOf: .authority(\.careLeaverOf)
    case .formerRelevant: .bool(\.formerRelevant)
    case .offer: .word(OneWord(path: \.offer))
    case .offerOn: .day(\.offerOn)
    }
  }

  /// What sort of value the fact takes.
  package var shape: FactShape {
    switch field {
    case .council: .council
    case .presentedAt, .moment: .moment
    case .bool: .bool
    case .integer(_, let range): .integer(range)
    case .day: .day
    case .dayOrMoment: .dayOrMoment
    case .authority: .authority
    case .authorities: .authorities
    case .ages: .ages
    case .connections: .connections
    case .word(let word): .word(word.known)
    case .words(let words): .words(words.known)
    }
  }
}
