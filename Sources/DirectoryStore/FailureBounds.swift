/// How many reports of failed contacts are kept.
package enum FailureBounds {
  /// The hour is cut into pieces of so many seconds, in each of which the same report of a contact counts once.
  package static let sameCall = 15 * 60
  /// The most reports of one contact: enough to see that it fails again and again.
  package static let ofOneContact = 50
  /// The most reports in all.
  package static let inAll = 20_000
}
