package import Directory
import WorkingTime

extension DirectoryContent {
  /// The same as it is written for others: hours that they would read otherwise say how they are meant, so that whatever store
  /// reads them again takes them as they were.
  package var stated: DirectoryContent { withHours(\.stated) }

  /// The same as it is held: hours without what an export says of how they are meant, so that a store that is filled from one
  /// holds what the store held that wrote it.
  package var unstated: DirectoryContent { withHours(\.unstated) }

  private func withHours(_ made: (OpeningHours) -> OpeningHours) -> DirectoryContent {
    var known: [OpeningHours: OpeningHours] = [:]
    func stated(_ hours: OpeningHours) -> OpeningHours {
      if let found = known[hours] { return found }
      let found = made(hours)
      known[hours] = found
      return found
    }
    return DirectoryContent(
      councils: councils.map { council in
        guard let office = council.hours else { return council }
        let hours = stated(office.hours)
        return hours == office.hours ? council : council.with(hours: OfficeHours(hours: hours, source: office.source))
      },
      contacts: contacts.map { contact in
        guard let own = contact.hours else { return contact }
        let hours = stated(own)
        return hours == own ? contact : contact.with([.hours: .hours(hours)])
      },
      elsewhere: elsewhere)
  }
}

extension Contact {
  /// The same with other values of some fields, each of its field's shape.
  func with(_ values: [ContactField: FieldValue]) -> Contact { Contact { values[$0] ?? self[$0] } ?? self }
}

extension Council {
  /// The same with other office hours.
  func with(hours: OfficeHours) -> Council { Council { $0 == .hours ? .hours(hours) : self[$0] } ?? self }
}

extension FilesReading {
  /// What files say, in the light of what the directory holds.
  ///
  /// Hours that are held are the same hours with or without the words of how they are meant, which an export adds. A check is a person's, made here: what a file calls verified, and is
  /// not known as that, goes in by its sources alone, and is told.
  ///
  /// - Parameter base: The directory as it is.
  package mutating func settle(against base: DirectoryContent) {
    let held = Dictionary(base.contacts.map { ($0.id, $0) }) { $1 }
    let councils = Dictionary(base.councils.map { ($0.id, $0) }) { $1 }
    // The same hours, whether or not either of them says how it is meant.
    let known = KnownHours()
    func isSame(_ new: OpeningHours, as old: OpeningHours) -> Bool {
      new != old && known.stated(new) == known.stated(old)
    }
    func settled(_ contact: Contact) -> Contact {
      let old = held[contact.id]
      var values: [ContactField: FieldValue] = [:]
      if let new = contact.hours, let hours = old?.hours, isSame(new, as: hours) { values[.hours] = .hours(hours) }
      if contact.status == .verified, !contact.isVerified(as: old) {
        // What is held of the very same thing stays as it is: a file that says verified has not raised it.
        let same = old.flatMap { contact.isSame(as: $0) ? $0 : nil }
        let status = same?.status ?? (contact.seenAlso.isEmpty ? ContactStatus.stated : .corroborated)
        values[.status] = .text(status.rawValue)
        values[.checkedOn] = same?.checkedOn.map { .day($0) } ?? .nothing
        if let place = places[contact.id] {
          findings.append(
            place.finding(
              "status", .warning,
              "a file cannot make a contact verified, so it \(same == nil ? "goes in as" : "stays") \(status.rawValue); once somebody here has checked it, "
                + "'nightdesk directory checked \(contact.id)' says so"))
        }
      }
      // Whoever gave the old number does not give the new one: it is nobody's but its own source's.
      if let old, old.kind == contact.kind, !sourced.contains(contact.id),
        contact.value?.lowercased() != old.value?.lowercased()
      {
        let own = contact.seenAlso.filter { !old.seenAlso.contains($0) && $0 != old.source }
        if own.count < contact.seenAlso.count || contact.source == old.source {
          values[.seenAlso] = .sources(own)
          let status = contact.status
          if own.isEmpty, status == .corroborated || status == .verified {
            values[.status] = .text(ContactStatus.stated.rawValue)
            values[.checkedOn] = .nothing
          }
        }
      }
      return values.isEmpty ? contact : contact.with(values)
    }
    rows = rows.map(settled)
    whole = DirectoryContent(
      councils: whole.councils.map { council in
        guard let new = council.hours, let old = councils[council.id]?.hours, isSame(new.hours, as: old.hours),
          old.source == new.source
        else { return council }
        return council.with(hours: old)
      }, contacts: whole.contacts.map(settled), elsewhere: whole.elsewhere)
  }
}

extension Contact {
  /// Whether it repeats a check that is held of the very same number or address.
  fileprivate func isVerified(as held: Contact?) -> Bool {
    guard let held else { return false }
    return held.status == .verified && held.checkedOn == self.checkedOn && isSame(as: held)
  }

  /// Whether it is the very same number or address for the same purpose.
  fileprivate func isSame(as held: Contact) -> Bool {
    held.value == self.value && held.kind == self.kind && held.purpose == self.purpose
  }
}
