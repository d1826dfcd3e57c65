/// What sort of value a fact takes.
package enum FactShape: Sendable, Hashable {
  /// yes or no.
  case bool
  /// A whole number in a range.
  case integer(ClosedRange<Int>)
  /// A date.
  case day
  /// A moment.
  case moment
  /// A date or a moment.
  case dayOrMoment
  /// A council of the directory.
  case council
  /// An authority, held or not, or none.
  case authority
  /// A list of authorities.
  case authorities
  /// A list of children's ages.
  case ages
  /// One word of a closed list.
  case word([String])
  /// A list of words of a closed list.
  case words([String])
  /// A list of local connections.
  case connections

  /// What the fact takes, in words, for messages.
  package var accepts: String {
    switch self {
    case .bool: "true or false"
    case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .day: "a date like 2026-11-26"
    case .moment: "a moment like 2026-11-26T17:45"
    case .dayOrMoment: "a date like 2026-11-26 or a moment like 2026-11-26T17:45"
    case .council: "a council of the directory, by its id or name, like luton"
    case .authority: "a council id like harlow, or none"
    case .authorities: "a list of council ids like thanet; empty for nowhere"
    case .ages: "ages from 0 to 17, a baby under one being 0; or none, in JSON an empty list"
    case .word(let words): "one of " + words.joined(separator: ", ")
    case .words(let words): "a list of " + words.joined(separator: ", ") + "; empty for none"
    case .connections:
      "a list of connections, each a council and a ground (" + Facts.grounds.joined(separator: ", ")
        + "); empty for none"
    }
  }

  /// What the fact takes as typed at a desk.
  package var acceptsTyped: String {
    switch self {
    case .bool: "yes or no"
    case .ages: "ages from 0 to 17 with spaces between, or none"
    case .authorities: "council ids with spaces between, or none"
    case .words(let words): words.joined(separator: ", ") + " with spaces between, or none"
    case .connections: "connections like canterbury:residence (" + Facts.grounds.joined(separator: ", ") + "), or none"
    default: accepts
    }
  }
}

extension Facts {
  static let grounds = ConnectionGround.allCases.map(\.rawValue)
}
