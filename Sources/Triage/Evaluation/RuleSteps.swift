/// Rules in the order in which they speak, held so that asking one costs no more than the call.
final class RuleSteps: Sendable {
  // A closure that is taken out of an array is counted up and down around its call, which for most rules costs as much as
  // the rule. One in a value that cannot be copied is not. Arrays hold no such values, so they stand behind a pointer: this
  // object alone has it, writes to it only before anyone else sees the object, and frees it when the last user is gone.
  private nonisolated(unsafe) let steps: UnsafeMutableBufferPointer<Step>

  private struct Step: ~Copyable {
    let apply: @Sendable (borrowing Situation<NoLog>, inout Outcome) -> Condition

    // A method, for what is lent to it is not counted: its closure read in the loop itself would be.
    borrowing func take(_ situation: borrowing Situation<NoLog>, _ outcome: inout Outcome) -> Condition {
      apply(situation, &outcome)
    }
  }

  /// A trace in which nothing has come to anything yet.
  private let blank: [TraceEntry]

  init(_ rules: [Rule<NoLog>]) {
    blank = rules.map { TraceEntry(rule: $0.id, condition: .fixed(true)) }
    steps = .allocate(capacity: rules.count)
    for (place, rule) in rules.enumerated() {
      steps.initializeElement(at: place, to: Step(apply: rule.apply))
    }
  }

  deinit {
    steps.deinitialize()
    steps.deallocate()
  }

  /// Asks every rule about a situation, and traces what each comes to.
  ///
  /// - Parameters:
  ///   - situation: the situation.
  ///   - outcome: what they write to.
  func take(_ situation: borrowing Situation<NoLog>, _ outcome: inout Outcome) {
    // The trace stands aside while the rules write the rest: to add each entry by itself would cost as much as many a rule.
    var trace: [TraceEntry] = []
    swap(&trace, &outcome.trace)
    trace.removeAll(keepingCapacity: true)
    trace.append(contentsOf: blank)
    trace.withUnsafeMutableBufferPointer { trace in
      for place in steps.indices { trace[place].condition = steps[place].take(situation, &outcome) }
    }
    swap(&trace, &outcome.trace)
  }
}
