import WorkingTime

/// Nobody leaves without a roof, and nobody is sent elsewhere to ask (I-1, I-4, LUT-03, LUT-18).
enum RoofRules<Log: FactLog> {
  static var rules: [Rule<Log>] {
    [
      // I-1: while it is not known that they have somewhere tonight, they are not asked to go.
      Rule(.i1, bars: [.leave]) { s, o in stay(s, &o, by: RuleList(.i1)) },
      // LUT-18: the same, absolutely, in Luton.
      Rule(.lut18, of: .luton, bars: [.leave]) { s, o in stay(s, &o, by: RuleList(.i1, .lut18)) },
      // I-4: no connection is not no duty; nobody is told to apply elsewhere.
      Rule(.i4, bars: [.redirect]) { s, o in
        o.bar(.redirect, about: nil, rules: RuleList(.i4), note: .noRedirection)
        return .fixed(true)
      },
      // LUT-03: no automatic redirection to the other service before its involvement is checked.
      Rule(.lut03, of: .luton, bars: [.redirect]) { s, o in
        o.bar(.redirect, about: nil, rules: RuleList(.i4, .lut03), note: .noRedirection)
        return .fixed(true)
      },
    ]
  }

  private static func stay(_ s: borrowing Situation<Log>, _ o: inout Outcome, by rules: RuleList) -> Condition {
    if !s.nowhere.isNo { o.bar(.leave, about: nil, rules: rules, note: .nobodyLeaves) }
    return s.nowhere
  }
}
