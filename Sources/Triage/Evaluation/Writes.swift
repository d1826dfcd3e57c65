/// Which parts of an outcome something writes: one bit for each code of an action, a bar and a warning, and one for the area.
package struct Writes: OptionSet, Sendable, Hashable {
  /// One bit a code.
  package let rawValue: UInt64

  /// The codes of some bits.
  package init(rawValue: UInt64) {
    self.rawValue = rawValue
  }

  /// How many codes of actions there is room for.
  package static let mostActions = 44
  /// How many codes of bars there is room for.
  package static let mostBars = 17

  /// Actions.
  package static func acts(_ codes: ActionCode...) -> Writes { codes.reduce(into: []) { $0.insert(.act($1)) } }

  /// Things barred.
  package static func bars(_ codes: BarredCode...) -> Writes { codes.reduce(into: []) { $0.insert(.bar($1)) } }

  /// An action.
  @inline(__always)
  package static func act(_ code: ActionCode) -> Writes { Writes(rawValue: 1 &<< UInt64(code.rawValue)) }

  /// Something barred.
  @inline(__always)
  package static func bar(_ code: BarredCode) -> Writes {
    Writes(rawValue: 1 &<< UInt64(mostActions + Int(code.rawValue)))
  }

  /// A call to another authority about a duty there, as against one to their own children's services.
  package static let callElsewhere = Writes(rawValue: 1 << 61)

  /// A warning, of whatever sort: none is ever looked at to decide anything.
  package static let warning = Writes(rawValue: 1 << 62)

  /// How near a placement must be.
  package static let area = Writes(rawValue: 1 << 63)

  /// The contract's words for them, in its order.
  package var names: [String] {
    ActionCode.allCases.filter { contains(.act($0)) }.map(\.name)
      + BarredCode.allCases.filter { contains(.bar($0)) }.map { "no \($0.name)" }
      + (contains(.callElsewhere) ? ["call elsewhere"] : []) + (contains(.area) ? ["area"] : [])
  }
}
