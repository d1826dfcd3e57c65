import WorkingTime

/// When a council begins and ends, as its form has it. Whoever takes over from it must be others, each once, and it must end.
struct PeriodForm {
  /// The first day of its existence; nil where none is given.
  let from: Day?
  /// The first day without it; nil where none is given.
  let until: Day?

  /// Reads a period, and says what is wrong with it.
  ///
  /// - Parameters:
  ///   - form: The council's form.
  ///   - council: Its id; nil where that cannot be read.
  ///   - successors: Who takes over from it.
  ///   - log: What is told of faults.
  init(of form: ObjectReader, council: String?, followedBy successors: [Placed], log: FindingLog) {
    from = form.has("validFrom") ? form.dayOrNull("validFrom").value : nil
    until = form.has("validUntil") ? form.dayOrNull("validUntil").value : nil
    if let from, let until, until <= from {
      log.error(form.path("validUntil"), "\(TimeText.text(until)) is not after validFrom, \(TimeText.text(from))")
    }
    if until == nil, !successors.isEmpty {
      log.error(
        form.path("successors"), "are named and the council has no end; give validUntil, the first day without it")
    }
    var seen: Set<String> = []
    for successor in successors {
      if successor.text == council { log.error(successor.field, "'\(successor.text)' cannot succeed itself") }
      if !seen.insert(successor.text).inserted {
        log.error(successor.field, "'\(successor.text)' is named twice; once is right, with all that it takes over")
      }
    }
  }
}
