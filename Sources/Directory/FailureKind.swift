/// How a contact failed when a desk tried it.
package enum FailureKind: String, Sendable, Hashable, CaseIterable {
  /// Nobody answered.
  case noAnswer = "no-answer"
  /// It is somebody else's.
  case wrongNumber = "wrong-number"
  /// They would not help.
  case refused
}
