import Synchronization

/// The id of a rule or a clause, as it is cited: `LUT-24`. Each family of rules names its own.
///
/// One byte, so that eight fit into a word: a name gets its byte when it is first used.
package struct RuleID: Sendable, Hashable {
  /// Its byte. Which one it is differs from run to run; nothing is kept by it.
  package let code: UInt8

  /// How many ids there can be.
  package static let most = 255

  private static let known = Mutex<(names: [String], codes: [String: UInt8])>(([], [:]))

  /// The id of a name. Past `most` names all share the last byte, which `nightdesk check` refuses.
  package init(_ name: String) {
    code = Self.known.withLock { known in
      if let code = known.codes[name] { return code }
      let code = UInt8(min(known.names.count, Self.most - 1))
      if known.names.count < Self.most { known.names.append(name) }
      known.codes[name] = code
      return code
    }
  }

  private init(code: UInt8) {
    self.code = code
  }

  /// The id of a byte that a name has.
  static func of(code: UInt8) -> RuleID { RuleID(code: code) }

  /// The id as it is cited: `LUT-24`.
  package var name: String { Self.known.withLock { $0.names[Int(code)] } }
}

/// A protocol, by what its rows begin with: `LUT`. Each partnership's own file of rules names it.
package struct ProtocolPrefix: Sendable, Hashable {
  /// What its rows begin with.
  package let name: String

  /// The protocol whose rows begin with a prefix.
  package init(_ name: String) {
    self.name = name
  }
}

/// A few rule ids, first to last, without an allocation. A ninth is not taken in, and says so.
package struct RuleList: Sendable, Hashable {
  private var packed: UInt64 = 0
  /// Whether an id did not fit.
  package private(set) var isOverfull = false

  // Not one initialiser for any number: it would make an array at each call.
  init() {}

  init(_ rule: RuleID) {
    packed = RuleList.code(rule)
  }

  private static func code(_ rule: RuleID) -> UInt64 { UInt64(rule.code) + 1 }

  mutating func add(_ rule: RuleID) { add(code: RuleList.code(rule)) }

  private mutating func add(code: UInt64) {
    for place in 0..<UInt64(8) {
      let held = (packed >> (place * 8)) & 0xff
      if held == code { return }
      if held == 0 {
        packed |= code << (place * 8)
        return
      }
    }
    isOverfull = true
  }

  mutating func add(_ others: RuleList) {
    var rest = others.packed
    while rest != 0 {
      add(code: rest & 0xff)
      rest >>= 8
    }
    isOverfull = isOverfull || others.isOverfull
  }

  /// Whether it names no rule.
  package var isEmpty: Bool { packed == 0 }

  /// The rule that it names first.
  package var first: RuleID? { packed == 0 ? nil : RuleID.of(code: UInt8(packed & 0xff) - 1) }

  /// Visits the rules.
  package func forEach(_ visit: (RuleID) -> Void) {
    var rest = packed
    while rest != 0 {
      visit(RuleID.of(code: UInt8(rest & 0xff) - 1))
      rest >>= 8
    }
  }

  /// The rules.
  package var rules: [RuleID] {
    var rules: [RuleID] = []
    forEach { rules.append($0) }
    return rules
  }
}

extension RuleList: ExpressibleByArrayLiteral {
  package init(arrayLiteral rules: RuleID...) {
    self.init()
    for rule in rules { add(rule) }
  }
}
