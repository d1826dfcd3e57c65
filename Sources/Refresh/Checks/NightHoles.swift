package import Directory
package import WorkingTime

/// Nights in which a council's own night line is shut, though the office is too.
package struct NightHoles: Sendable {
  private let directory: DirectorySnapshot
  private let cover: NightCover

  /// Looks at a directory over an ordinary week, a bank holiday and the day after, from a day on.
  package init(in directory: DirectorySnapshot, from day: Day, calendar: BankHolidays) {
    self.directory = directory
    cover = NightCover(from: day, calendar: calendar)
  }

  /// Every contact whose line leaves such a hole, with the sentence for it. One that warns its readers is left out.
  package var all: [(contact: Contact, doubt: String)] {
    directory.contacts.compactMap { contact in
      guard !contact.warnings.contains(where: { $0.code == "check-hours" }) else { return nil }
      return words(of: contact).map { (contact, $0) }
    }
  }

  /// What is to be said of a contact; nil where its council's lines of that purpose leave no hole.
  func words(of contact: Contact) -> String? {
    guard contact.isVoice, contact.purpose.isOutOfHours, contact.hours != nil,
      let ref = directory.ref(id: contact.council)
    else { return nil }
    return cover.words(cover.nightHoles(of: ref, contact.purpose, in: directory)).map {
      "the office is shut and no \(contact.purpose.words) line of \(contact.council) answers on \($0); ask who does"
    }
  }
}
