/// The rules that act, and the clauses that they cite; the ids are those of the rule inventory, statutes and invariants.
package enum RuleID: UInt8, Sendable, Hashable, CaseIterable {
  case i1, i2, i4, i5, i6, i7, i8, i9, i10, i11, i12, i13, i14, i15, i16, i21, i23, ca89s17, ca89s20, ca89s47,
    s184, s188, s189need, s189B, s190, s193, s195, s198A1, s198main, s198conditions, s198placed, s199,
    s199careLeaver, s199A, s200, s202, s206, s208, s213AA, bedAndBreakfastOrder, cwsaS9, kin03, kin04, kin05,
    kin06, kin11, kin16, kin23, kin24, kin28, kin30, kin31, kin32, kin33, kin34, kin35, kin36, lut03, lut04,
    lut08, lut14, lut15, lut16, lut17, lut18, lut19, lut20, lut22, lut23, lut24, lut25, lut26, lut27, lut29,
    lut34, lut35, lut42, lut43, lut46, lut49, ess06, ess07, ess09, ess10, ess11, ess12, ess13, ess20, ess23, kpg02,
    kpg04,
    kpg05, kpg07, kpg08, kpg12, kpg13, kpg16, kpg17, kpg18, kpg21, kpg22, kpg23, kcl03, ownTravel, ess05, kin17, lut11

  /// The id as it is cited: `LUT-24`.
  package var name: String { RuleID.names[Int(rawValue)] }

  private static let names = [
    "I-1", "I-2", "I-4", "I-5", "I-6", "I-7", "I-8", "I-9", "I-10", "I-11", "I-12", "I-13", "I-14", "I-15",
    "I-16", "I-21", "I-23", "CA89-s17", "CA89-s20", "CA89-s47", "HA96-s184", "HA96-s188", "HA96-s189-1",
    "HA96-s189B", "HA96-s190", "HA96-s193", "HA96-s195", "HA96-s198-A1", "HA96-s198-1", "HA96-s198-2",
    "HA96-s198-4", "HA96-s199", "HA96-s199-8", "HA96-s199A", "HA96-s200", "HA96-s202-3", "HA96-s206",
    "HA96-s208", "HA96-s213AA", "SI2003-3326", "CWSA26-s9", "KIN-03", "KIN-04", "KIN-05", "KIN-06", "KIN-11",
    "KIN-16", "KIN-23", "KIN-24", "KIN-28", "KIN-30", "KIN-31", "KIN-32", "KIN-33", "KIN-34", "KIN-35",
    "KIN-36", "LUT-03", "LUT-04", "LUT-08", "LUT-14", "LUT-15", "LUT-16", "LUT-17", "LUT-18", "LUT-19",
    "LUT-20", "LUT-22", "LUT-23", "LUT-24", "LUT-25", "LUT-26", "LUT-27", "LUT-29", "LUT-34", "LUT-35",
    "LUT-42", "LUT-43", "LUT-46", "LUT-49", "ESS-06", "ESS-07", "ESS-09", "ESS-10", "ESS-11", "ESS-12", "ESS-13",
    "ESS-20",
    "ESS-23", "KPG-02", "KPG-04", "KPG-05", "KPG-07", "KPG-08", "KPG-12", "KPG-13", "KPG-16", "KPG-17",
    "KPG-18", "KPG-21", "KPG-22", "KPG-23", "KCL-03", "OWN-travel", "ESS-05", "KIN-17", "LUT-11",
  ]
}

/// A protocol, by what its rows begin with.
package enum ProtocolPrefix: String, Sendable, Hashable, CaseIterable {
  /// Kingston.
  case kingston = "KIN"
  /// Luton.
  case luton = "LUT"
  /// The twelve Essex districts.
  case essex = "ESS"
  /// The twelve Kent districts.
  case kent = "KPG"
  /// The twelve Kent districts, for care leavers.
  case kentCareLeavers = "KCL"

  var bit: UInt8 {
    switch self {
    case .kingston: 1
    case .luton: 2
    case .essex: 4
    case .kent: 8
    case .kentCareLeavers: 16
    }
  }
}

/// A few rule ids, first to last, without an allocation; at most eight, more are dropped.
package struct RuleList: Sendable, Hashable {
  private var packed: UInt64 = 0

  // Not one initialiser for any number: it would make an array at each call.
  init() {}

  init(_ rule: RuleID) {
    packed = RuleList.code(rule)
  }

  init(_ first: RuleID, _ second: RuleID) {
    packed = RuleList.code(first) | RuleList.code(second) << 8
  }

  init(_ first: RuleID, _ second: RuleID, _ third: RuleID) {
    packed = RuleList.code(first) | RuleList.code(second) << 8 | RuleList.code(third) << 16
  }

  private static func code(_ rule: RuleID) -> UInt64 { UInt64(rule.rawValue) + 1 }

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
  }

  func with(_ rule: RuleID) -> RuleList {
    var list = self
    list.add(rule)
    return list
  }

  mutating func add(_ others: RuleList) {
    var rest = others.packed
    while rest != 0 {
      add(code: rest & 0xff)
      rest >>= 8
    }
  }

  /// Whether it names no rule.
  package var isEmpty: Bool { packed == 0 }

  /// Visits the rules.
  package func forEach(_ visit: (RuleID) -> Void) {
    var rest = packed
    while rest != 0 {
      if let rule = RuleID(rawValue: UInt8(rest & 0xff) - 1) { visit(rule) }
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
