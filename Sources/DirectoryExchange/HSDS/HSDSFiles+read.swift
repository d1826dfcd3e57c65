import JSON
import Directory
import WorkingTime

/// What one organisation of an HSDS file says, in the shape of a council's own file.
struct HSDSCouncil {
  let document: JSONValue
  /// From a path in that shape to the path in the HSDS file.
  let place: (String) -> String
}

extension HSDSFiles {
  /// The keys under which a page may list its organisations; the last is Open Referral UK's.
  static let lists: Set<String> = ["contents", "organizations", "content"]

  /// Whether a JSON document looks like HSDS.
  ///
  /// - Throws: `MalformedJSON` where its list has an element that is not JSON.
  static func isOne(_ document: LongJSON) throws(MalformedJSON) -> Bool {
    guard let path = document.path else { return isOrganization(document.shell) }
    if !path.isEmpty || document.count == 0 { return true }
    for index in 0..<document.count where isOrganization(try document.element(at: index)) { return true }
    return false
  }

  /// Whether any organisation of a document says by our identifier which council it is, as our exports do. One that has
  /// services and none of our attributes is from an export for publication, which is nobody's directory.
  static func isOurs(_ document: LongJSON) throws(MalformedJSON) -> Bool {
    func isOurs(_ value: JSONValue) -> Bool {
      guard case .object(let members) = value, identifier(in: members) != nil else { return false }
      return members["attributes"] != nil || members["services"] == nil
    }
    guard document.path != nil else { return isOurs(document.shell) }
    for index in 0..<document.count where isOurs(try document.element(at: index)) { return true }
    return false
  }

  /// Which page of how many a document says it is; nil where it says nothing of pages.
  static func page(of document: LongJSON) -> (number: Int, total: Int)? {
    guard case .object(let members) = document.shell else { return nil }
    // As HSDS 3 spells them, and as Open Referral UK does.
    func count(_ keys: String...) -> Int? {
      for key in keys {
        if case .number(let number)? = members[key], (0...1e6).contains(number) { return Int(number) }
      }
      return nil
    }
    func isNot(_ keys: String...) -> Bool { keys.contains { members[$0] == .bool(false) } }
    let isLast = !isNot("last_page", "last")
    let isFirst = !isNot("first_page", "first")
    let pages = count("total_pages", "totalPages")
    let number = count("page_number", "number") ?? (isFirst ? 1 : 2)
    let total = max(pages ?? 1, isLast ? number : number + 1)
    return pages == nil && isLast && isFirst ? nil : (number, total)
  }

  private static func isOrganization(_ value: JSONValue) -> Bool {
    guard case .object(let members) = value else { return false }
    return members["organization_identifiers"] != nil || members["services"] != nil
  }

  /// Reads the organisations that say which council they are, one after the other; all else that is wrong with their form
  /// is logged.
  ///
  /// - Throws: `MalformedJSON` where its list has an element that is not JSON.
  static func read(
    _ document: LongJSON, log: FindingLog, _ each: (HSDSCouncil) -> Void
  ) throws(MalformedJSON) {
    guard let list = document.path else {
      if let council = council(of: document.shell, at: "", log: log) { each(council) }
      return
    }
    for index in 0..<document.count {
      let value = try document.element(at: index)
      if let council = council(of: value, at: "\(list)[\(index)]", log: log) { each(council) }
    }
  }

  private static func council(of value: JSONValue, at path: String, log: FindingLog) -> HSDSCouncil? {
    func at(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
    guard case .object(let members) = value else {
      log.error(path, "is \(value.kindName); must be an organisation")
      return nil
    }
    guard let id = identifier(in: members) else {
      log.error(
        at("organization_identifiers"),
        "has none of identifier_type '\(HSDSIdentity.type)'; add one whose identifier is the council's id")
      return nil
    }
    guard members["services"] != nil else {
      log.warning(path, "'\(id)' has no services; its council is left as it is")
      return nil
    }
    var form = attributes(of: members, at: path, log: log)
    form["id"] = .text(id)
    form["name"] = members["name"] ?? .null
    if case .object(var location)? = form["location"], let native = firstObject(members["locations"]) {
      for key in ["latitude", "longitude"] { if let number = native[key] { location[key] = number } }
      form["location"] = .object(location)
    }
    form["teams"] = .list(
      objects(members["services"], at: at("services"), log: log).map { team($0.members, at: $0.path, log: log) })
    fill(&form, CouncilKeys.council)
    return HSDSCouncil(document: .object(form)) { field in
      let renamed = field.replacing("teams[", with: "services[")
      return path.isEmpty ? renamed : renamed.isEmpty ? path : "\(path).\(renamed)"
    }
  }

  private static func team(_ members: [String: JSONValue], at path: String, log: FindingLog) -> JSONValue {
    var form = attributes(of: members, at: path, log: log).filter { $0.key == "id" }
    form["name"] = members["name"] ?? .null
    tellUnread(of: members, at: path, log: log)
    let contacts = objects(members["contacts"], at: "\(path).contacts", log: log)
    var forms: [JSONValue] = []
    var hours: [String: JSONValue] = [:]
    for (members, path) in contacts {
      let contact = contact(members, at: path, log: log)
      forms.append(.object(contact))
      if case .text(let id)? = contact["id"] { hours[id] = contact["hours"] ?? .null }
    }
    form["contacts"] = .list(forms)
    checkSchedules(members["schedules"], hours, at: "\(path).schedules", log: log)
    fill(&form, CouncilKeys.team)
    return .object(form)
  }

  /// What another program may have written beside what our exports hold: nothing of it is taken over in silence.
  private static func tellUnread(of service: [String: JSONValue], at path: String, log: FindingLog) {
    if case .text(let status)? = service["status"], status != "active" {
      log.warning(
        "\(path).status", "is '\(status)', which is not taken over; quarantine its contacts, or give them a validUntil")
    }
    for key in ["alert", "phones", "email", "url", "service_at_locations"] {
      guard let value = service[key], value != .null, value != .list([]), value != .text("") else { continue }
      log.warning("\(path).\(key)", "is not read; a way to reach a team is one of its contacts")
    }
  }

  private static func contact(
    _ members: [String: JSONValue], at path: String, log: FindingLog
  ) -> [String: JSONValue] {
    var form = attributes(of: members, at: path, log: log)
    if form.isEmpty {
      log.error(
        "\(path).attributes",
        "has none of link_type '\(HSDSIdentity.textLink)'; a contact needs id, purpose, kind, status and source there")
    }
    if let phone = firstObject(members["phones"]), let number = phone["number"] { form["display"] = number }
    if let email = members["email"] {
      form["value"] = email
      if form["display"] == nil { form["display"] = email }
    }
    if case .list(let phones)? = members["phones"], phones.count > 1 {
      log.error(
        "\(path).phones", "has \(counted(phones.count, "number")); a contact has one, so that each has its own source")
    }
    fill(&form, CouncilKeys.contact)
    return form
  }

  /// Schedules repeat what a contact's hours say. Where another program has changed one and not the other, nobody can
  /// know which of them is meant.
  private static func checkSchedules(
    _ value: JSONValue?, _ hours: [String: JSONValue], at path: String, log: FindingLog
  ) {
    var given: [String: [HSDSSchedule]] = [:]
    for (members, path) in objects(value, at: path, log: log) {
      guard case .text(let contact)? = attributes(of: members, at: path, log: log)["contact"] else {
        log.warning(path, "belongs to no contact that is named in its attributes, and is not read")
        continue
      }
      func text(_ key: String) -> String { if case .text(let text)? = members[key] { text } else { "" } }
      given[contact, default: []].append(
        HSDSSchedule(days: text("byday"), opens: text("opens_at"), closes: text("closes_at")).plain)
    }
    for (contact, schedules) in given.sorted(by: { $0.key < $1.key }) {
      guard case .text(let notation)? = hours[contact] else {
        log.error(path, "gives hours for '\(contact)', which has no attribute 'hours' in this service")
        continue
      }
      do throws(OpeningHoursError) {
        let known = HSDSSchedule.all(of: try OpeningHours(notation: notation)).map(\.plain)
        if Set(known) != Set(schedules) {
          log.error(
            path,
            "say other hours of '\(contact)' than its attribute 'hours' (\(notation)); change both, or leave the "
              + "schedules out")
        }
      } catch {
        continue  // The contact's own check says what is wrong with the notation.
      }
    }
  }

  // MARK: - Parts

  private static func identifier(in members: [String: JSONValue]) -> String? {
    guard case .list(let list)? = members["organization_identifiers"] else { return nil }
    for case .object(let entry) in list where entry["identifier_type"] == .text(HSDSIdentity.type) {
      if case .text(let id)? = entry["identifier"] { return id }
    }
    return nil
  }

  private static func attributes(
    of members: [String: JSONValue], at path: String, log: FindingLog
  ) -> [String: JSONValue] {
    var found: [String: JSONValue] = [:]
    for (entry, path) in objects(members["attributes"], at: "\(path).attributes", log: log) {
      guard let (link, label) = link(of: entry) else { continue }
      guard case .text(let text)? = entry["value"] else {
        log.error("\(path).value", "must be a text")
        continue
      }
      if found[label] != nil { log.error(path, "'\(label)' is given twice; once is right") }
      guard link == HSDSIdentity.jsonLink else {
        found[label] = .text(text)
        continue
      }
      do throws(MalformedJSON) {
        found[label] = try JSONValue.parse(Array(text.utf8))
      } catch {
        log.error("\(path).value", "'\(label)' is not JSON: \(error.detail)")
      }
    }
    return found
  }

  /// Whether an attribute is of our text or our JSON, and of which field: `nightdesk-text:status`. Exports of before named
  /// the field in the label.
  private static func link(of entry: [String: JSONValue]) -> (link: String, label: String)? {
    guard case .text(let type)? = entry["link_type"] else { return nil }
    for link in [HSDSIdentity.textLink, HSDSIdentity.jsonLink] {
      if type.hasPrefix(link + ":") { return (link, String(type.dropFirst(link.count + 1))) }
      if type == link, case .text(let label)? = entry["label"] { return (link, label) }
    }
    return nil
  }

  private static func objects(
    _ value: JSONValue?, at path: String, log: FindingLog
  ) -> [(members: [String: JSONValue], path: String)] {
    switch value {
    case nil, .null?: return []
    case .list(let list)?:
      return list.enumerated().compactMap { place, element in
        guard case .object(let members) = element else {
          log.error("\(path)[\(place)]", "is \(element.kindName); must be an object")
          return nil
        }
        return (members, "\(path)[\(place)]")
      }
    case let value?:
      log.error(path, "is \(value.kindName); must be a list")
      return []
    }
  }

  private static func firstObject(_ value: JSONValue?) -> [String: JSONValue]? {
    guard case .list(let list)? = value, case .object(let members)? = list.first else { return nil }
    return members
  }

  private static let listKeys: Set<String> = [
    "aliases", "places", "domains", "successors", "warnings", "seenAlso", "teams", "contacts",
  ]

  /// What is not given is not known.
  private static func fill(_ form: inout [String: JSONValue], _ keys: [String]) {
    for key in keys where form[key] == nil { form[key] = listKeys.contains(key) ? .list([]) : .null }
  }
}
