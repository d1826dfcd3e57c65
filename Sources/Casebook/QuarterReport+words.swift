extension QuarterReport {
  /// What stands at the head of every form of the report.
  package var heading: [String] {
    let who = names.isEmpty ? "no council" : names.joined(separator: ", ")
    return [
      kind.title, "\(quarter.words), \(who)",
      isOutside
        ? "For outside: c is a count from 1 to \(smallest - 1), or one that would give such a count away. With c there is no total."
        : "Inside only: contains personal data, small numbers.",
    ]
  }

  /// What the figures of a table say, in a sentence.
  package func sentence(_ table: Table) -> String {
    if table.cells.isEmpty || table.total == 0 { return "\(table.question): none in this quarter" }
    switch table.form {
    case .target(let met, let unknown):
      guard let total = table.total else { return "\(table.question): too few to be shown" }
      let count = sum(table, met)
      let doubt = sum(table, unknown)
      let share = total >= 20 ? " (\((count * 200 + total) / (2 * total))%)" : ""
      return "\(table.question): \(count) of \(total)\(share)"
        + (doubt == 0 ? "" : "; of \(doubt) nobody here can tell")
    case .bars:
      if table.cells.count == 1 {
        return "\(table.question): \(table.cells[0].count.map(String.init) ?? "fewer than \(smallest)")"
      }
      guard let total = table.total else { return "\(table.question): some are left out" }
      // A title says what the figures say: none is the most where another is as many.
      let order = table.cells.sorted { ($0.count ?? 0) > ($1.count ?? 0) }
      guard let most = order.first, let count = most.count, count > order.dropFirst().first?.count ?? 0 else {
        return "\(table.question): \(total)"
      }
      if total == 1 { return "\(table.question): 1, \(most.label.lowercasedFirst)" }
      if count == total { return "\(table.question): \(total), all of them \(most.label.lowercasedFirst)" }
      let share = 2 * count > total ? "most of them" : "more than any other"
      return "\(table.question): \(total), \(share) \(most.label.lowercasedFirst) (\(count))"
    }
  }

  private func sum(_ table: Table, _ values: Set<String>) -> Int {
    table.cells.reduce(0) { $0 + (values.contains($1.value) ? $1.count ?? 0 : 0) }
  }

  /// By whose wish a table is there, and how much of the truth it holds.
  package func source(_ table: Table) -> String {
    (table.clause ?? "Ours: no protocol asks for it") + (table.half.map { ". \($0)" } ?? "")
  }

  /// What must be known to read a table.
  package func notes(_ table: Table) -> [String] {
    var notes: [String] = []
    if table.id == "LUT 1" { notes.append("A case that was referred twice counts once.") }
    if table.id == "LUT 7" { notes.append("How many adults there are is not asked at night.") }
    guard case .target = table.form else { return notes }
    if table.clause?.contains("LUT-49") == true {
      notes.append("Target 100%. LUT-35 allows one working day; those stand in a row of their own.")
    }
    if table.clause?.contains("LUT-48") == true {
      notes.append(
        "Target 100%, counted where the fifth working day falls, from the referral or the family's yes, whichever is later."
      )
    }
    return notes
  }

  /// The report as lines for people.
  package var lines: [String] {
    var lines = heading
    for table in tables {
      lines += ["", sentence(table), "    \(table.id). \(source(table))"]
      let width = table.cells.map(\.label.count).max() ?? 0
      for cell in table.cells where cell.count != 0 || table.cells.count <= 8 {
        let label = cell.label + String(repeating: " ", count: width - cell.label.count)
        lines.append("    \(label)  \(cell.count.map(String.init) ?? "c")")
      }
      lines += notes(table).map { "    \($0)" }
    }
    return lines
  }

  /// The report as comma-separated values. The column for MHCLG's own codes is empty: they are not public.
  package var csv: String {
    var rows = ["quarter,report,table,question,asked by,value,label,official code,count"]
    for table in tables {
      for cell in table.cells {
        rows.append(
          [
            quarter.text, kind.rawValue, table.id, table.question, table.clause ?? "ours", cell.value, cell.label, "",
            cell.count.map(String.init) ?? "c",
          ].map(Self.quoted).joined(separator: ","))
      }
    }
    return rows.joined(separator: "\r\n") + "\r\n"
  }

  private static func quoted(_ field: String) -> String {
    guard field.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return field }
    return "\"" + field.replacing("\"", with: "\"\"") + "\""
  }
}

extension String {
  /// With its first letter small, unless the word is in capitals.
  fileprivate var lowercasedFirst: String {
    dropFirst().first?.isUppercase == true ? self : prefix(1).lowercased() + dropFirst()
  }
}
