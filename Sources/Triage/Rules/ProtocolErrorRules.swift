import Directory

/// Where a protocol errs or disagrees with itself in what it says of this case: the product says so, and names both sides. The
/// law outranks a protocol (ESS-05, KIN-17, LUT-11; KIN-03 with KIN-28, LUT-42, KPG-13, KPG-22 and KCL-03 warn in their own
/// rules).
enum ProtocolErrorRules<Log: FactLog> {
  static var rules: [Rule<Log>] {
    [
      // ESS-05: says that interim accommodation may be given.
      Rule(.ess05, of: .essex, warns: true) { s, o in
        if s.power == .s188 { o.warn(.lawOverProtocol, .interimIsNoChoice) }
        return s.owed
      },
      // KIN-17: five working days for what is owed at once.
      Rule(.kin17, of: .kingston, warns: true) { s, o in
        if s.power == .s188 { o.warn(.lawOverProtocol, .interimDoesNotWait) }
        return s.owed
      },
      // LUT-11: twelve months after care, or to the age of 25.
      Rule(.lut11, of: .luton, warns: true) { s, o in
        let condition = s.careLeaver.onlyIfYes
        if condition.isYes { o.warn(.unclearProtocol, .supportToWhichAge) }
        return condition
      },
    ]
  }
}
