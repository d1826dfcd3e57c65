/// A rule: when it applies, and what it then does. A small pure function with its id beside it.
struct Rule<Log: FactLog>: Sendable {
  let id: RuleID
  /// The protocol whose councils alone it binds; nil for law and our own invariants, which bind everywhere.
  let origin: ProtocolPrefix?
  /// Everything that it may write. `nightdesk check` holds it to that, and leaves it out where nothing of it is looked at.
  let writes: Writes
  /// What earlier rules wrote that it looks at.
  let heeds: Writes
  let apply: @Sendable (borrowing Situation<Log>, inout Outcome) -> Condition

  init(
    _ id: RuleID, of origin: ProtocolPrefix? = nil, acts: [ActionCode] = [], bars: [BarredCode] = [],
    warns: Bool = false, callsElsewhere: Bool = false, setsArea: Bool = false, heeds: Writes = [],
    _ apply: @escaping @Sendable (borrowing Situation<Log>, inout Outcome) -> Condition
  ) {
    self.id = id
    self.origin = origin
    var writes: Writes = []
    for code in acts { writes.insert(.act(code)) }
    for code in bars { writes.insert(.bar(code)) }
    if warns { writes.insert(.warning) }
    if callsElsewhere { writes.insert(.callElsewhere) }
    if setsArea { writes.insert(.area) }
    self.writes = writes
    self.heeds = heeds
    self.apply = apply
  }

  /// Whether it has a say at councils that are parties to some protocols.
  func binds(_ parties: UInt8) -> Bool {
    origin.map { parties & $0.bit != 0 } ?? true
  }
}
