package import WorkingTime

/// What a desk reported of a contact that nobody has checked since.
package struct CallReport: Sendable, Hashable {
  /// The contact's id.
  package let contact: String
  /// What happened.
  package let how: FailureKind
  /// When it was last reported.
  package let at: Moment
  /// Whether somebody stands behind it: whoever signed in, or two places that say the same. Else it is shown, and moves no number.
  package let isSure: Bool

  /// What stands before where a report came from that nobody signed for.
  package static let unsigned = "not signed in, "

  /// A report of a contact.
  package init(contact: String, how: FailureKind, at: Moment, isSure: Bool = true) {
    self.contact = contact
    self.how = how
    self.at = at
    self.isSure = isSure
  }
}

/// All that desks reported and nobody has checked since, found by contact. A number that stands under several contacts has
/// what was reported of any.
package struct CallReports: Sendable, Hashable {
  private let byNumber: [String: [CallReport]]

  /// Some reports, of contacts of a directory; those of contacts that it does not hold are left out.
  package init(_ reports: [CallReport], in directory: DirectorySnapshot) {
    var byNumber: [String: [CallReport]] = [:]
    for report in reports {
      guard let contact = directory.contact(id: report.contact) else { continue }
      byNumber[Self.key(contact), default: []].append(report)
    }
    self.byNumber = byNumber
  }

  /// No reports.
  package init() { byNumber = [:] }

  /// Whether nothing is reported.
  package var isEmpty: Bool { byNumber.isEmpty }

  /// What was reported of a contact, or of another with its number.
  package func of(_ contact: Contact) -> [CallReport] { byNumber[Self.key(contact)] ?? [] }

  private static func key(_ contact: Contact) -> String { contact.value ?? contact.id }
}
