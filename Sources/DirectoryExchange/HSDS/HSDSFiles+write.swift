import JSON
package import Directory
package import WorkingTime

/// The directory in the Human Services Data Specification, version 3: a page of organisations with their services.
///
/// A council is an organisation, a team a service, a contact a contact. What HSDS has a field for stands there; the rest
/// stands in attributes, so that nothing is lost.
package enum HSDSFiles {
  /// Whom a file is for.
  package enum Audience: String, Sendable, CaseIterable {
    /// Another directory: all that is held, what must not be used marked as that. Read again, it says the same.
    case exchange
    /// Anybody: only what may be offered, in HSDS's own fields.
    case publication
  }

  /// Writes all councils and contacts for exchange.
  ///
  /// - Parameters:
  ///   - content: What to write. Councils that are not held have no place in HSDS and are left out.
  ///   - changes: What is known of how the records came to be as they are.
  /// - Returns: The JSON document.
  /// - Throws: `UnwritableContact` where a contact's council or team is not among those to be written.
  package static func text(
    of content: DirectoryContent, changes: [HSDSChange] = []
  ) throws(UnwritableContact) -> String {
    if let fault = unwritable(in: content) { throw fault }
    var text = ""
    exchange(content, changes: changes) { text += $0 }
    return text
  }

  /// Writes the same council by council, of content that `unwritable` finds nothing in.
  ///
  /// - Parameters:
  ///   - content: What to write.
  ///   - changes: What is known of how the records came to be as they are.
  ///   - put: Takes the document part by part, so that the whole of it is never in memory.
  package static func exchange(
    _ content: DirectoryContent, changes: [HSDSChange] = [], to put: (String) throws -> Void
  ) rethrows {
    let byCouncil = Dictionary(grouping: content.contacts, by: \.council)
    let byRecord = Dictionary(grouping: changes, by: \.record)
    var page = HSDSPage(count: content.councils.count)
    for council in content.councils {
      let own = byCouncil[council.id] ?? []
      try put(page.next(organization(council, fields(of: council), own, byRecord)))
    }
    try put(page.end)
  }

  /// Writes all that anybody may have of a directory on a day, council by council.
  ///
  /// - Parameters:
  ///   - content: The directory.
  ///   - day: Today: what does not hold is left out, and schedules are written for a year from it.
  ///   - calendar: Bank holidays, on which a line may have hours of its own.
  ///   - reported: The ids of contacts of which desks said that the number is wrong, and nobody has checked since.
  ///   - put: Takes the document part by part.
  /// - Returns: How many councils and contacts were written, and how many contacts of use were kept back, since they may name
  ///   a person, are not for everybody, or are said to be wrong.
  package static func publish(
    _ content: DirectoryContent, on day: Day, calendar: BankHolidays, reported: Set<String> = [],
    to put: (String) throws -> Void
  ) rethrows -> (councils: Int, contacts: Int, keptBack: Int) {
    let offer = PublishedOffer(content, on: day, calendar: calendar, reported: reported)
    let given = content.contacts.filter(offer.isGiven)
    let byCouncil = Dictionary(grouping: given, by: \.council)
    let offering = content.councils.filter { council in
      byCouncil[council.id] != nil
        && council.validUntil.map { day < $0 } ?? true && council.validFrom.map { $0 <= day } ?? true
    }
    var page = HSDSPage(count: offering.count)
    var contacts = 0
    for council in offering {
      let own = byCouncil[council.id] ?? []
      contacts += own.count
      try put(page.next(published(council, own, offer)))
    }
    try put(page.end)
    return (offering.count, contacts, content.contacts.count(where: offer.isOfUse) - given.count)
  }

  /// What keeps a directory from being written; nil where nothing does.
  package static func unwritable(in content: DirectoryContent) -> UnwritableContact? {
    let teams = Dictionary(content.councils.map { ($0.id, Set($0.teams.map(\.name))) }) { first, _ in first }
    for contact in content.contacts {
      guard let known = teams[contact.council] else {
        return UnwritableContact(
          contact: contact.id, explanation: "its council '\(contact.council)' is not among those to be written")
      }
      if !known.contains(contact.team) {
        return UnwritableContact(
          contact: contact.id, explanation: "its team '\(contact.team)' is not among the teams of \(contact.council)")
      }
    }
    return nil
  }

  /// What a council's file says beside its name and its teams.
  private static func fields(of council: Council) -> [String: JSONValue] {
    var fields: [String: JSONValue] = [:]
    for field in CouncilField.changing where field != .name && field != .teams {
      fields[field.rawValue] = JSONValue(council[field])
    }
    return fields
  }

  static func identifier(of council: Council) -> JSONText {
    .object([
      ("id", .text(HSDSIdentity.uuid("organization_identifier", council.id))),
      ("identifier_type", .text(HSDSIdentity.type)), ("identifier", .text(council.id)),
    ])
  }

  static func place(_ location: Location, of council: Council) -> JSONText {
    .object([
      ("id", .text(HSDSIdentity.uuid("location", council.id))), ("location_type", .text("physical")),
      ("name", .text("main office")), ("latitude", .number(location.latitude)),
      ("longitude", .number(location.longitude)),
    ])
  }

  private static func organization(
    _ council: Council, _ form: [String: JSONValue], _ contacts: [Contact], _ changes: [String: [HSDSChange]]
  ) -> JSONText {
    let id = HSDSIdentity.uuid("organization", council.id)
    var members: [(key: String, value: JSONText)] = [
      ("id", .text(id)), ("name", .text(council.name)),
      ("description", .text("\(council.name): who to reach in an evening, at night and at the weekend")),
    ]
    if let alias = council.aliases.first { members.append(("alternate_name", .text(alias))) }
    let website = contacts.first { $0.purpose == .website && $0.kind == .web && $0.status.isUsable }
    if let website = website?.value { members.append(("website", .text(website))) }
    members.append(("organization_identifiers", .list([identifier(of: council)])))
    if let location = council.location { members.append(("locations", .list([place(location, of: council)]))) }
    let byTeam = Dictionary(grouping: contacts, by: \.team)
    members.append(
      ("services", .list(council.teams.map { service($0, of: council, byTeam[$0.name] ?? [], changes) })))
    let rest = form.filter { !["id", "name", "teams"].contains($0.key) }
    members.append(("attributes", attributes(rest, of: council.id, entity: "organization", linked: id)))
    if let known = changes[council.id] { members.append(("metadata", metadata(known, linked: id, "organization"))) }
    return .object(members)
  }

  private static func service(
    _ team: Team, of council: Council, _ contacts: [Contact], _ changes: [String: [HSDSChange]]
  ) -> JSONText {
    let key = "\(council.id)/\(team.id)"
    let id = HSDSIdentity.uuid("service", key)
    var members: [(key: String, value: JSONText)] = [
      ("id", .text(id)), ("organization_id", .text(HSDSIdentity.uuid("organization", council.id))),
      ("name", .text(team.name)), ("status", .text("active")),
    ]
    let schedules = contacts.flatMap { contact -> [JSONText] in
      guard let hours = contact.hours, contact.status.isUsable else { return [] }
      return HSDSSchedule.all(of: hours).enumerated().map { place, schedule in
        let key = "\(contact.id)#\(place)"
        let id = HSDSIdentity.uuid("schedule", key)
        return .object([
          ("id", .text(id)), ("freq", .text("WEEKLY")), ("byday", .text(schedule.days)),
          ("opens_at", .text(schedule.opens)), ("closes_at", .text(schedule.closes)),
          ("description", .text("\(contact.display): \(hours.notation)")),
          ("attributes", attributes(["contact": .text(contact.id)], of: key, entity: "schedule", linked: id)),
        ])
      }
    }
    if !schedules.isEmpty { members.append(("schedules", .list(schedules))) }
    members.append(("contacts", .list(contacts.map { self.contact($0, service: id, changes) })))
    members.append(("attributes", attributes(["id": .text(team.id)], of: key, entity: "service", linked: id)))
    return .object(members)
  }

  private static func contact(
    _ contact: Contact, service: String, _ changes: [String: [HSDSChange]]
  ) -> JSONText {
    let id = HSDSIdentity.uuid("contact", contact.id)
    var members: [(key: String, value: JSONText)] = [
      ("id", .text(id)), ("service_id", .text(service)), ("name", .text(contact.purpose.words)),
      ("department", .text(contact.team)),
    ]
    var rest = fields(of: contact)
    // What must not be used stands in attributes alone, where no program takes it for something to ring or write to.
    switch contact.kind {
    case _ where !contact.status.isUsable: break
    case .phone, .extension:
      members.append(
        (
          "phones",
          .list([
            .object([
              ("id", .text(HSDSIdentity.uuid("phone", contact.id))), ("number", .text(contact.display)),
              ("type", .text("voice")),
            ])
          ])
        ))
      rest["display"] = nil
    case .email:
      if let value = contact.value {
        members.append(("email", .text(value)))
        rest["value"] = nil
      }
    case .web, .address: break
    }
    members.append(("attributes", attributes(rest, of: contact.id, entity: "contact", linked: id)))
    if let known = changes[contact.id] { members.append(("metadata", metadata(known, linked: id, "contact"))) }
    return .object(members)
  }

  /// A contact's fields as its council's file has them.
  static func fields(of contact: Contact) -> [String: JSONValue] {
    Dictionary(
      uniqueKeysWithValues: ContactField.inFiles.map { ($0.rawValue, JSONValue(contact[$0])) })
  }

  /// What HSDS has no field for, its name in the type of the link: an attribute's label came with 3.1, and 3.0 refuses it.
  /// Nothing is written for what is null or empty.
  private static func attributes(
    _ values: [String: JSONValue], of key: String, entity: String, linked: String
  ) -> JSONText {
    .list(
      values.keys.sorted().compactMap { label in
        let (link, text): (String, String)
        switch values[label] {
        case nil, .null?, .list([])?: return nil
        case .text(let value)?: (link, text) = (HSDSIdentity.textLink, value)
        case let value?: (link, text) = (HSDSIdentity.jsonLink, value.compact)
        }
        return .object([
          ("id", .text(HSDSIdentity.uuid("\(entity) attribute \(label)", key))), ("link_id", .text(linked)),
          ("link_entity", .text(entity)), ("link_type", .text("\(link):\(label)")), ("value", .text(text)),
        ])
      })
  }

  private static func metadata(_ changes: [HSDSChange], linked: String, _ entity: String) -> JSONText {
    .list(
      changes.enumerated().map { place, change in
        .object([
          ("id", .text(HSDSIdentity.uuid("\(entity) metadata \(place)", change.record))),
          ("resource_id", .text(linked)),
          ("resource_type", .text(entity)), ("last_action_date", .text(change.on)),
          ("last_action_type", .text(change.action)), ("field_name", .text(change.field)),
          ("previous_value", .text(change.old)), ("replacement_value", .text(change.new)),
          ("updated_by", .text(change.by)),
        ])
      })
  }
}
