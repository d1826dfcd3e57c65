import WorkingTime

extension DirectoryAtMoment {
  /// The warning for a day of which nobody knows whether it is a bank holiday.
  var beyondCalendar: [Notice] {
    guard !calendar.knows(wall.day) else { return [] }
    return [
      Notice(
        code: "beyond-calendar",
        text: "Bank holidays are known from \(TimeText.words(calendar.knownFrom)) to "
          + "\(TimeText.words(calendar.knownUntil)); outside them every weekday is taken for a working day.")
    ]
  }

  /// Says loudly that a council has no number of its own for out of hours, or nothing at all for a purpose.
  func notHeld(_ ref: CouncilRef, _ purpose: Purpose) -> [Notice] {
    let council = directory[ref]
    let provider = directory[provider(of: ref, for: .childrensOutOfHours)]
    guard directory.contacts(of: ref, for: purpose, on: wall.day).allSatisfy({ !$0.status.isUsable }) else { return [] }
    switch purpose {
    case .outOfHours where council.type == .national:
      return [
        Notice(
          code: "no-live-contact",
          text:
            "\(council.name) are not a council and have no homelessness line for nights: ask for the council where the "
            + "household is. In danger ring 999.")
      ]
    case .outOfHours:
      let other =
        council.type.isHousingAuthority
        ? "The directory holds no homelessness out-of-hours number for \(council.name)."
        : "\(council.name) is not a housing authority and has no homelessness line for nights: ask the district council."
      return [
        Notice(
          code: "no-live-contact",
          text:
            "\(other) Ring \(provider.name)'s children's services out of hours\(childrensLine(of: ref)). "
            + "In danger ring 999.")
      ]
    default:
      guard
        holders(of: ref, for: purpose).allSatisfy({ directory.contacts(of: $0, for: purpose, on: wall.day).isEmpty })
      else { return [] }
      return [
        Notice(
          code: "no-contact",
          text:
            "The directory holds no \(purpose.words) contact for \(council.name); try its switchboard or its own website."
        )
      ]
    }
  }

  /// The number of a council's children's services out of hours, where the directory holds one.
  private func childrensLine(of ref: CouncilRef) -> String {
    let provider = provider(of: ref, for: .childrensOutOfHours)
    let lines = directory.contacts(of: provider, for: .childrensOutOfHours, on: wall.day)
    return lines.first(where: \.isVoice).map { " on \($0.display)" } ?? ""
  }

  /// The council's website in brackets, where the directory holds it.
  func website(of ref: CouncilRef) -> String {
    directory.contacts(of: ref, for: .website, on: wall.day).first.map { " (\($0.display))" } ?? ""
  }

  func nobodyKnownToAnswer(_ ref: CouncilRef, _ purpose: Purpose, _ contacts: [ReachedContact]) -> Notice {
    let name = directory[ref].name
    guard contacts.contains(where: { $0.contact.isVoice }) else {
      return Notice(
        code: "no-live-contact",
        text:
          "The directory holds no telephone number for \(name) that serves this. In danger ring 999; otherwise find the "
          + "number on the council's own website and tell an admin.")
    }
    return Notice(
      code: "no-live-contact",
      text:
        "It is not known who answers for \(name) at \(TimeText.clockText(wall)) on \(TimeText.words(wall.day)). Try these "
        + "in their order. In danger ring 999.")
  }

  /// Why a contact is not offered as one to ring or write to; nil where it is.
  func reasonToSkip(_ contact: Contact) -> Notice? {
    switch contact.status {
    case .quarantined:
      return Notice(
        code: "quarantined-contact",
        text: "\(contact.id) (\(contact.display)) is quarantined: \(contact.reason ?? "known to be wrong.")")
    case .pattern:
      return Notice(
        code: "not-an-address",
        text: "\(contact.id) (\(contact.display)) is a form that a document describes, no address: never write to it.")
    default: break
    }
    guard contact.kind == .extension else { return nil }
    return Notice(
      code: "internal-only",
      text: "\(contact.id) (\(contact.display)) is an extension and works only inside the council.")
  }

  func closedNotice(_ reached: ReachedContact) -> Notice? {
    guard reached.isLive == false,
      case .closed(let opening)? = reached.contact.hours?.state(at: wall, calendar: calendar)
    else { return nil }
    let until = opening.map { "closed until \(TimeText.clockText($0)) on \(TimeText.words($0.day))" } ?? "closed"
    return Notice(code: "closed", text: "\(reached.contact.id) (\(reached.contact.display)) is \(until).")
  }

  /// What is entered already and does not hold yet, so that nobody takes it for missing, or dials it too early.
  func toCome(_ ref: CouncilRef, _ purpose: Purpose) -> [Notice] {
    directory.contactsToCome(of: ref, for: purpose, after: wall.day).compactMap(notYet)
  }

  func notYet(_ contact: Contact) -> Notice? {
    let council = directory.ref(id: contact.council).map { directory[$0] }
    guard let from = [contact.validFrom, council?.validFrom].compactMap(\.self).max(), wall.day < from else {
      return nil
    }
    return Notice(
      code: "holds-later",
      text: "\(contact.id) (\(contact.display)) holds from \(TimeText.words(from)) and is not offered before.")
  }

  func conflicts(in contacts: [ReachedContact]) -> [Notice] {
    let disputed = contacts.filter { $0.contact.status == .conflicting }
    guard !disputed.isEmpty else { return [] }
    return [
      Notice(
        code: "conflicting-contact",
        text:
          "Sources disagree on \(disputed.map { "\($0.contact.id) (\($0.contact.display))" }.joined(separator: " and ")): "
          + "if one does not answer, ring the other, and tell an admin which was right.")
    ]
  }
}
