/// The rules that act, and the clauses that they cite; the ids are those of the rule inventory, statutes and invariants.
public enum RuleID: String, Sendable, Hashable, CaseIterable {
  case i1 = "I-1"
  case i2 = "I-2"
  case i4 = "I-4"
  case i5 = "I-5"
  case i6 = "I-6"
  case i7 = "I-7"
  case i8 = "I-8"
  case i9 = "I-9"
  case i10 = "I-10"
  case i11 = "I-11"
  case i12 = "I-12"
  case i13 = "I-13"
  case i14 = "I-14"
  case i15 = "I-15"
  case i16 = "I-16"
  case i21 = "I-21"
  case i23 = "I-23"
  case ca89s17 = "CA89-s17"
  case ca89s20 = "CA89-s20"
  case ca89s47 = "CA89-s47"
  case s184 = "HA96-s184"
  case s188 = "HA96-s188"
  case s189need = "HA96-s189-1"
  case s189B = "HA96-s189B"
  case s190 = "HA96-s190"
  case s193 = "HA96-s193"
  case s195 = "HA96-s195"
  case s198A1 = "HA96-s198-A1"
  case s198main = "HA96-s198-1"
  case s198conditions = "HA96-s198-2"
  case s198placed = "HA96-s198-4"
  case s199 = "HA96-s199"
  case s199careLeaver = "HA96-s199-8"
  case s199A = "HA96-s199A"
  case s200 = "HA96-s200"
  case s202 = "HA96-s202-3"
  case s206 = "HA96-s206"
  case s208 = "HA96-s208"
  case s213AA = "HA96-s213AA"
  case bedAndBreakfastOrder = "SI2003-3326"
  case suitabilityOrder = "SI2012-2601"
  case cwsaS9 = "CWSA26-s9"
  case kin03 = "KIN-03"
  case kin04 = "KIN-04"
  case kin05 = "KIN-05"
  case kin06 = "KIN-06"
  case kin11 = "KIN-11"
  case kin16 = "KIN-16"
  case kin23 = "KIN-23"
  case kin24 = "KIN-24"
  case kin28 = "KIN-28"
  case kin30 = "KIN-30"
  case kin31 = "KIN-31"
  case kin32 = "KIN-32"
  case kin33 = "KIN-33"
  case kin34 = "KIN-34"
  case kin35 = "KIN-35"
  case kin36 = "KIN-36"
  case lut03 = "LUT-03"
  case lut04 = "LUT-04"
  case lut08 = "LUT-08"
  case lut14 = "LUT-14"
  case lut15 = "LUT-15"
  case lut16 = "LUT-16"
  case lut17 = "LUT-17"
  case lut18 = "LUT-18"
  case lut19 = "LUT-19"
  case lut20 = "LUT-20"
  case lut22 = "LUT-22"
  case lut23 = "LUT-23"
  case lut24 = "LUT-24"
  case lut25 = "LUT-25"
  case lut26 = "LUT-26"
  case lut27 = "LUT-27"
  case lut29 = "LUT-29"
  case lut34 = "LUT-34"
  case lut35 = "LUT-35"
  case lut42 = "LUT-42"
  case lut43 = "LUT-43"
  case lut46 = "LUT-46"
  case lut49 = "LUT-49"
  case ess07 = "ESS-07"
  case ess09 = "ESS-09"
  case ess10 = "ESS-10"
  case ess11 = "ESS-11"
  case ess12 = "ESS-12"
  case ess20 = "ESS-20"
  case ess23 = "ESS-23"
  case kpg02 = "KPG-02"
  case kpg04 = "KPG-04"
  case kpg05 = "KPG-05"
  case kpg07 = "KPG-07"
  case kpg08 = "KPG-08"
  case kpg09 = "KPG-09"
  case kpg12 = "KPG-12"
  case kpg13 = "KPG-13"
  case kpg16 = "KPG-16"
  case kpg17 = "KPG-17"
  case kpg18 = "KPG-18"
  case kpg21 = "KPG-21"
  case kpg22 = "KPG-22"
  case kpg23 = "KPG-23"
  case kcl03 = "KCL-03"
  case ownTravel = "OWN-travel"
  case ownHours = "OWN-hours"
}

/// A protocol, by what its rows begin with.
public enum ProtocolPrefix: String, Sendable, Hashable, CaseIterable {
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

  var bit: UInt8 { 1 << UInt8(ProtocolPrefix.allCases.firstIndex(of: self) ?? 0) }
}

/// A few rule ids, first to last, without an allocation; at most eight, more are dropped.
public struct RuleList: Sendable, Hashable {
  private var packed: UInt64 = 0

  /// One rule, or several in order.
  init(_ rules: RuleID...) {
    for rule in rules { add(rule) }
  }

  mutating func add(_ rule: RuleID) {
    let code = UInt64(RuleList.codes[rule] ?? 0)
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
    for rule in others.rules { add(rule) }
  }

  /// The rules.
  public var rules: [RuleID] {
    var rules: [RuleID] = []
    for place in 0..<UInt64(8) {
      let code = Int((packed >> (place * 8)) & 0xff)
      if code == 0 { break }
      rules.append(RuleID.allCases[code - 1])
    }
    return rules
  }

  private static let codes = Dictionary(
    uniqueKeysWithValues: RuleID.allCases.enumerated().map { ($1, UInt8($0 + 1)) })
}
