import Directory
import WorkingTime

/// Values that a slip of a file gives to somebody else, or calls what they are not.
extension Checks {
  /// How many night lines take one another's numbers before that is no change any more but a slip.
  private static let mostTrading = 2

  /// A column that was sorted, or a cell that was deleted, gives every council its neighbour's night line.
  func judgeSlip(_ contacts: [Contact], _ found: inout [Judgement]) {
    let trading = contacts.filter { contact in
      guard contact.kind == .phone, contact.purpose.isOutOfHours, contact.status.isUsable, let value = contact.value,
        let old = before[contact.id], old.value != value
      else { return false }
      return (movedFrom[value.lowercased()] ?? []).contains { $0.purpose.isOutOfHours && isStranger($0, contact) }
    }
    // Several that go over to one line have agreed on it.
    guard Set(trading.map(\.value)).count > Self.mostTrading, let first = trading.first else { return }
    let names = listed(trading.map(\.id), most: 4)
    found.append(
      Judgement(
        id: first.id, field: "value", severity: .error,
        text: "\(counted(trading.count, "night line")) would take numbers that are other councils' night lines today "
          + "(\(names)): cells of the column have slipped to other rows. Where they are "
          + "right, change them one by one with 'nightdesk directory set'"))
  }

  /// Whether two contacts are of councils that have nothing to do with each other.
  func isStranger(_ one: Contact, _ other: Contact) -> Bool {
    one.council != other.council && !isProvider(one.council, of: other.council)
      && !isProvider(other.council, of: one.council) && !isSuccession(one.council, other.council)
  }

  /// What printed the old value says nothing of the new one: a file that was edited has the source of the old value until somebody
  /// changes that too.
  func judgeSources(_ contacts: [Contact], _ found: inout [Judgement]) {
    let stale = contacts.filter { contact in
      guard !sourced.contains(contact.id), let value = contact.value, let old = before[contact.id], let was = old.value,
        was.lowercased() != value.lowercased(), old.kind == contact.kind
      else { return false }
      return contact.source == old.source || contact.seenAlso.contains(where: old.seenAlso.contains)
    }
    guard let first = stale.first else { return }
    let names = listed(stale.map(\.id), most: 4)
    found.append(
      Judgement(
        id: first.id, field: "source", severity: .warning,
        text:
          "\(names): the value is new, and the sources are those that gave the old one. Say in source who gives the new "
          + "one, and where. Until others give it too it goes in as stated, without seenAlso"))
  }

  /// A number for later in the place of today's leaves the days between to nobody.
  func judgeBeginning(_ contact: Contact, _ value: String, _ found: inout [Judgement]) {
    guard let today, let begins = contact.validFrom, today < begins, let old = before[contact.id], old.value != value,
      old.holds(on: today), old.status.isUsable
    else { return }
    let day = TimeText.text(begins)
    found.append(
      Judgement(
        id: contact.id, field: "validFrom", severity: .error,
        text: "\(old.display) is in use, and \(contact.display) would take its place today though it begins on \(day): "
          + "enter it as a contact beside the old one, with an id of its own, and end the old one with validUntil=\(day)"
      ))
  }
}
