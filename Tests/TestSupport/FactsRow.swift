/// One line of a table of cases: what it is called, what is known, and what must come of it.
package struct FactsRow<Expected: Sendable>: Sendable, CustomStringConvertible {
  /// What it is called.
  package let name: String
  /// The facts, as the members of a JSON object.
  package let facts: String
  /// What must come of it.
  package let expected: Expected

  /// What it is called, for the names of test cases.
  package var description: String { name }

  /// A line of a table.
  package init(_ name: String, facts: String, _ expected: Expected) {
    self.name = name
    self.facts = facts
    self.expected = expected
  }
}
