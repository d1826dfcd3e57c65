package import Directory

/// What some files say of the directory, once they have been read.
package struct Delivery: Sendable {
  /// Councils of which a file says all there is, each with its contacts.
  package var whole: DirectoryContent
  /// Contacts that came by themselves, each to be put in the place of the one with its id.
  package var rows: [Contact]
  /// Councils that are known and not held; nil where no file lists them.
  package var elsewhere: [CouncilElsewhere]?
  /// Ids of councils that files speak of, though what they say may be unusable.
  package var named: Set<String>

  /// What files say.
  package init(
    whole: DirectoryContent, rows: [Contact] = [], elsewhere: [CouncilElsewhere]? = nil, named: Set<String> = []
  ) {
    self.whole = whole
    self.rows = rows
    self.elsewhere = elsewhere
    self.named = named.union(whole.councils.map(\.id)).union(rows.map(\.council))
  }
}

extension Delivery {
  /// The same, with the checks that persons made since the files were written.
  ///
  /// What sources print (`stated`, `corroborated`) says nothing against a check of the very same number or address: the
  /// contact stays verified, and takes the rest from the file. Any other status does, and stands.
  ///
  /// - Parameter base: The directory as it is.
  /// - Returns: The delivery, and the ids of the contacts that stay verified.
  package func keepingChecks(of base: DirectoryContent) -> (delivery: Delivery, kept: [String]) {
    let verified = Dictionary(base.contacts.filter { $0.status == .verified }.map { ($0.id, $0) }) { $1 }
    guard !verified.isEmpty else { return (self, []) }
    var kept: [String] = []
    func keeping(_ contact: Contact) -> Contact {
      guard contact.status == .stated || contact.status == .corroborated, let held = verified[contact.id],
        let day = held.checkedOn, held.kind == contact.kind, held.value == contact.value,
        held.purpose == contact.purpose
      else { return contact }
      do throws(VerificationRefusal) {
        let checked = try contact.verified(on: day, today: day)
        kept.append(contact.id)
        return checked
      } catch {
        return contact
      }
    }
    var delivery = self
    delivery.whole = DirectoryContent(
      councils: whole.councils, contacts: whole.contacts.map(keeping), elsewhere: whole.elsewhere)
    delivery.rows = rows.map(keeping)
    return (delivery, kept)
  }
}
