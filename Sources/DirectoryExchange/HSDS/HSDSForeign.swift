import JSON
import Directory
import WorkingTime

/// Other people's HSDS as a table: a row for each way to reach a service, to be read by a map as every other table is.
///
/// HSDS says nothing of what a contact is for, nor whose it is in this directory: the map does, by the names of organisations
/// and services.
enum HSDSForeign {
  /// The headings of the table.
  static let headings = ["organization", "service", "contact", "department", "type", "value", "hours"]

  /// What stands for the service of what an organisation has for all its services: a map can say what it is for, or pass it
  /// over.
  static let itself = "(organisation itself)"

  /// A document as rows, and what of it is not read.
  struct Table {
    private(set) var rows: [[String]] = []
    private var known: Set<[String]> = []
    var passedOver: [String] = []
    /// What is wrong with it.
    var faults: [String] = []
    /// How often each field says something that no row holds.
    var unread: [String: Int] = [:]

    /// Adds a row that is not there yet.
    mutating func add(_ row: [String]) {
      if known.insert(row).inserted { rows.append(row) }
    }

    var text: String { ([HSDSForeign.headings] + rows).map(DelimitedText.line).joined() }
  }

  /// Whether some object is an organisation, a service or a service at a location.
  static func isOne(_ value: JSONValue) -> Bool {
    guard case .object(let members) = value, members["id"] != nil else { return false }
    return members["name"] != nil && (members["services"] != nil || members["description"] != nil)
      || members["organization"] != nil || members["service"] != nil || members["status"] != nil
  }

  /// Adds what one element of a document says.
  static func add(_ value: JSONValue, on day: Day?, to table: inout Table) {
    guard case .object(let members) = value else { return }
    if case .object(let service)? = members["service"] {
      // A service at a location: its own contacts beside those of its service.
      var merged = service
      for key in ["contacts", "phones", "schedules"] {
        guard case .list(let own)? = members[key] else { continue }
        if case .list(let of)? = service[key], key != "schedules" {
          merged[key] = .list(own + of)
        } else {
          merged[key] = .list(own)
        }
      }
      note(members, but: read.union(["service", "location", "location_id", "service_id"]), to: &table)
      if case .object(let location)? = members["location"] {
        merged["service_at_locations"] = .list([.object(["location": .object(location)])])
      }
      return addService(merged, of: name(service["organization"]), on: day, to: &table)
    }
    if isService(members) { return addService(members, of: name(members["organization"]), on: day, to: &table) }
    let organization = text(members["name"])
    addContacts(of: members, organization, itself, "", to: &table)
    if case .list(let services)? = members["services"] {
      for case .object(let service) in services { addService(service, of: organization, on: day, to: &table) }
    }
    if case .list(let places)? = members["locations"] {
      for case .object(let place) in places { addContacts(of: place, organization, itself, "", to: &table) }
    }
    note(members, but: read.union(["services", "website"]), to: &table)
  }

  private static func isService(_ members: [String: JSONValue]) -> Bool {
    members["services"] == nil && (members["status"] != nil || members["organization"] != nil)
  }

  private static func name(_ value: JSONValue?) -> String {
    if case .object(let members)? = value { text(members["name"]) } else { "" }
  }

  private static let read: Set<String> = [
    "id", "name", "description", "alternate_name", "contacts", "phones", "email", "schedules", "status", "alert", "url",
    "organization", "organization_id", "organization_identifiers", "uri", "last_modified", "metadata", "attributes",
    "locations", "service_at_locations", "regular_schedules",
  ]

  private static func addService(
    _ service: [String: JSONValue], of organization: String, on day: Day?, to table: inout Table
  ) {
    let title = text(service["name"])
    let status = text(service["status"]).lowercased()
    guard status.isEmpty || status == "active" else {
      table.passedOver.append("'\(title)' of \(organization) is \(status)")
      return
    }
    let alert = text(service["alert"])
    if !alert.isEmpty {
      table.passedOver.append("'\(title)' of \(organization) has an alert, which is not taken over: \(alert)")
    }
    // Open Referral UK's first edition calls them regular schedules.
    let own = ownHours(of: service["schedules"], on: day, called: "'\(title)' of \(organization)", &table)
    let hours =
      own.isEmpty
      ? hours(
        of: service["schedules"] ?? service["regular_schedules"], on: day, called: "'\(title)' of \(organization)",
        &table) : ""
    addContacts(of: service, organization, title, hours, own, to: &table)
    if case .object(let owner)? = service["organization"] { tellOwn(owner, called: organization, &table) }
    tell(service["description"], of: "'\(title)' of \(organization)", &table)
    if case .list(let places)? = service["service_at_locations"] {
      for case .object(let place) in places {
        // Its own hours where it has any, else the place's.
        let location: [String: JSONValue] = if case .object(let location)? = place["location"] { location } else { [:] }
        let given = [place, location].lazy.compactMap { $0["schedules"] ?? $0["regular_schedules"] }.first {
          $0 != .null && $0 != .list([])
        }
        let called = "'\(title)' of \(organization) at \(text(location["name"]))"
        let own = given.map { Self.hours(of: $0, on: day, called: called, &table) } ?? hours
        note(place, but: read.union(["location", "location_id", "service_id"]), to: &table)
        note(location, but: read.union(ofPlaces), to: &table)
        addContacts(of: place, organization, title, own, to: &table)
        if case .object(let location)? = place["location"] {
          addContacts(of: location, organization, title, own, to: &table)
        }
      }
    }
    note(service, but: read, to: &table)
  }

  /// What a location has that leads to nobody.
  private static let ofPlaces: Set<String> = [
    "latitude", "longitude", "addresses", "location_type", "transportation", "accessibility", "languages",
    "external_identifier", "external_identifier_type",
  ]

  /// What an organisation that stands in a service has for all its services is of no service and is told, each thing once.
  private static func tellOwn(_ owner: [String: JSONValue], called name: String, _ table: inout Table) {
    var own = Table()
    addContacts(of: owner, name, "", "", to: &own)
    let ways = own.rows.filter { $0[4] != "web" }.map {
      "\($0[5]) of '\(name)' itself is of none of its services, and is not taken over"
    }
    for told in ways + own.faults + own.passedOver {
      if !table.passedOver.contains(told) { table.passedOver.append(told) }
    }
  }

  /// A description is not read; one that may say that nobody answers any more is told.
  private static func tell(_ description: JSONValue?, of name: String, _ table: inout Table) {
    let said = text(description)
    for sentence in said.split(whereSeparator: { ".!\n;".contains($0) }).prefix(40) where sentence.count <= 300 {
      guard Remark(String(sentence)) == .refusal else { continue }
      table.passedOver.append(
        "the description of \(name) says '\(MappedRows.plain(String(sentence)))'; look whether anybody answers there")
      return
    }
  }

  private static func note(_ members: [String: JSONValue], but read: Set<String>, to table: inout Table) {
    for (key, value) in members where !read.contains(key) && value != .null && value != .list([]) && value != .text("")
    {
      table.unread[key, default: 0] += 1
    }
  }

  // MARK: - Ways to reach

  /// Parts of the types of telephones that no voice answers, and of those that one does.
  private static let voiceless = ["fax", "text", "sms", "pager", "video", "minicom", "tty", "whatsapp", "typetalk"]
  private static let voices = [
    "voice", "cell", "mobile", "landline", "phone", "tel", "line", "main", "office", "work", "freephone", "number",
    "primary", "other", "emergency", "duty",
  ]

  private static func addContacts(
    of members: [String: JSONValue], _ organization: String, _ service: String, _ hours: String,
    _ ownHours: [String: String] = [:], to table: inout Table
  ) {
    var service = service
    func add(_ contact: String, _ department: String, _ type: String, _ value: String, _ shown: String? = nil) {
      guard !value.isEmpty else { return }
      table.add([organization, service, contact, department, type, value, ownHours[shown ?? value] ?? hours])
    }
    func phones(_ list: JSONValue?, _ contact: String, _ department: String) {
      guard case .list(let list)? = list else { return }
      for case .object(let phone) in list {
        let type = text(phone["type"]).lowercased()
        let number = text(phone["number"]).filter { $0 != "\"" }
        guard !voiceless.contains(where: type.contains) else {
          table.passedOver.append("\(number) of '\(service)' is for \(type), where no voice answers")
          continue
        }
        if !type.isEmpty, !voices.contains(where: type.contains) {
          table.passedOver.append(
            "the type '\(type)' of \(number) of '\(service)' is not known; it is taken as a line that a voice answers")
        }
        if case .number? = phone["number"], !ShortCode.isOne(number) {
          table.faults.append(
            "\(number) of '\(service.isEmpty ? organization : service)' is a JSON number, which has lost the 0 or + that it "
              + "began with; write it as a text")
          continue
        }
        let digits = text(phone["extension"])
        // What is said of a number may be that nobody is to ring it: it is read as words beside it are.
        let words = text(phone["description"]).filter { !"()[]".contains($0) }
        let whole = digits.isEmpty ? number : "\(number) ext \(digits)"
        add(contact, department, "phone", words.isEmpty ? whole : "\(whole) (\(words))", number)
      }
    }
    phones(members["phones"], "", "")
    add("", "", "email", text(members["email"]))
    add("", "", "web", text(members["url"] ?? members["website"]))
    guard case .list(let contacts)? = members["contacts"] else { return }
    for case .object(let contact) in contacts {
      // A person's name is nobody's way to a service, and stays where it is.
      let department = text(contact["department"])
      let title = service
      defer { service = title }
      if let (purpose, doubt) = ownPurpose(text(contact["name"])) {
        service = purpose.words
        if !doubt.isEmpty {
          table.passedOver.append("a contact of '\(title)' of \(organization) says '\(doubt)', which is not taken over")
        }
      }
      phones(contact["phones"], text(contact["title"]), department)
      add(text(contact["title"]), department, "email", text(contact["email"]))
    }
  }

  /// A text, or a number as one.
  private static func text(_ value: JSONValue?) -> String {
    switch value {
    case .text(let text)?: MappedRows.plain(text)
    case .number(let number)? where number == number.rounded() && abs(number) < 9e15: "\(Int(number))"
    default: ""
    }
  }

  // MARK: - What our own export for publication says

  /// What a contact is for that is named after it, as an export of ours for publication names its contacts, and what else
  /// its name says: how far it is to be trusted.
  private static func ownPurpose(_ name: String) -> (purpose: Purpose, doubt: String)? {
    let words = name.prefix { $0 != "(" }
    guard let purpose = Purpose.allCases.first(where: { $0.words == MappedRows.plain(String(words)) }) else {
      return nil
    }
    return (purpose, name.dropFirst(words.count).filter { !"()".contains($0) })
  }

  /// The hours of each number or mailbox, as an export of ours for publication gives them with each schedule: in one line, and
  /// with the bank holidays that weekly schedules cannot say. Empty where any schedule is another's.
  private static func ownHours(
    of value: JSONValue?, on day: Day?, called name: String, _ table: inout Table
  ) -> [String: String] {
    guard case .list(let list)? = value else { return [:] }
    var found: [String: String] = [:]
    var unclear: Set<String> = []
    for case .object(let schedule) in list {
      let said = text(schedule["description"])
      guard let colon = said.firstRange(of: ": ") else { return [:] }
      let hours = String(said[colon.upperBound...])
      guard OpeningHours.isNotation(hours) else { return [:] }
      if let end = last(schedule), let day, end < day { continue }
      let number = String(said[..<colon.lowerBound])
      if let other = found.updateValue(hours, forKey: number), other != hours { unclear.insert(number) }
    }
    for number in unclear.sorted() {
      table.passedOver.append("\(number) of \(name) has several hours, of which none is taken over")
      found[number] = ""
    }
    return found
  }

  // MARK: - Schedules

  private static let days = ["MO": "Mo", "TU": "Tu", "WE": "We", "TH": "Th", "FR": "Fr", "SA": "Sa", "SU": "Su"]
  private static let order = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]

  /// Weekly schedules as opening hours; empty where there are none, or any that says more than this reads.
  private static func hours(
    of value: JSONValue?, on day: Day?, called name: String, _ table: inout Table
  ) -> String {
    guard case .list(let list)? = value, !list.isEmpty else { return "" }
    var spans: [(days: [String], span: String)] = []
    for case .object(let schedule) in list {
      if let end = last(schedule), let day, end < day {
        table.passedOver.append("a schedule of \(name) ended on \(TimeText.text(end))")
        continue
      }
      if let start = date(schedule["valid_from"]) ?? date(schedule["dtstart"]), let day, day < start {
        table.passedOver.append("a schedule of \(name) begins on \(TimeText.text(start)) only")
        continue
      }
      for said in [text(schedule["description"]), text(schedule["notes"])] where !said.isEmpty {
        table.passedOver.append("a schedule of \(name) says '\(said.prefix(200))', which is not taken over")
      }
      let names = text(schedule["byday"]).uppercased().split { !$0.isLetter && !$0.isNumber && $0 != "-" }.map(
        String.init)
      let known = names.compactMap { days[$0] }
      let frequency = text(schedule["freq"]).uppercased()
      let interval = text(schedule["interval"])
      let others = ["byweekno", "bymonthday", "byyearday", "count"].filter { !text(schedule[$0]).isEmpty }
      guard !known.isEmpty, known.count == names.count, ["", "WEEKLY"].contains(frequency),
        ["", "1"].contains(interval),
        others.isEmpty, let opens = time(text(schedule["opens_at"])), let closes = time(text(schedule["closes_at"]))
      else {
        table.passedOver.append("the schedules of \(name) say more than days and hours of a week, and are not read")
        return ""
      }
      let isWhole = opens == "00:00" && ["00:00", "23:59", "24:00"].contains(closes)
      spans.append((order.filter(known.contains), isWhole ? "00:00-24:00" : "\(opens)-\(closes)"))
    }
    var rules: [(span: String, days: [String])] = []
    for (names, span) in spans {
      if let place = rules.firstIndex(where: { $0.span == span }) {
        rules[place].days = order.filter { (rules[place].days + names).contains($0) }
      } else {
        rules.append((span, names))
      }
    }
    if rules.count == 1, rules[0].span == "00:00-24:00", rules[0].days.count == 7 { return "24/7" }
    // All spans of a day stand in one rule: a later rule takes an earlier one's place.
    var lines: [(days: [String], spans: String)] = []
    for day in order {
      let own = rules.filter { $0.days.contains(day) }.map(\.span).sorted().joined(separator: ",")
      if own.isEmpty { continue }
      if let place = lines.firstIndex(where: { $0.spans == own }) {
        lines[place].days.append(day)
      } else {
        lines.append(([day], own))
      }
    }
    return lines.map { "\($0.days.joined(separator: ",")) \($0.spans)" }.joined(separator: "; ")
  }

  private static func last(_ schedule: [String: JSONValue]) -> Day? {
    [date(schedule["valid_to"]), date(schedule["until"])].compactMap(\.self).min()
  }

  private static func date(_ value: JSONValue?) -> Day? {
    do throws(TimeTextError) {
      return try TimeText.day(String(text(value).prefix(10)))
    } catch {
      return nil
    }
  }

  /// `09:00`, `09:00:00`, `09:00Z`, `09:00+01:00`: the clock's own hours, which are what people read.
  static func time(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    func number(_ place: Int) -> Int? {
      guard place + 2 <= bytes.count else { return nil }
      let digits = bytes[place..<place + 2].map { Int($0) - 0x30 }
      return digits.allSatisfy((0...9).contains) ? digits[0] * 10 + digits[1] : nil
    }
    guard let hour = number(0), let minute = number(3), bytes[2] == UInt8(ascii: ":"), minute < 60,
      hour < 24 || hour == 24 && minute == 0
    else { return nil }
    var rest = bytes[5...]
    if rest.starts(with: ":00".utf8) {
      rest = rest.dropFirst(3)
      if rest.first == UInt8(ascii: ".") { rest = rest.dropFirst().drop { $0 == UInt8(ascii: "0") } }
    }
    let zone = rest.first
    if zone == UInt8(ascii: "+") || zone == UInt8(ascii: "-") {
      // Hours and minutes, with a colon between them or none.
      guard number(rest.startIndex + 1) != nil, number(bytes.count - 2) != nil, (5...6).contains(rest.count),
        rest.count == 5 || bytes[rest.startIndex + 3] == UInt8(ascii: ":")
      else { return nil }
    } else if !rest.isEmpty, Array(rest) != Array("Z".utf8) {
      return nil
    }
    return String(decoding: bytes[..<5], as: UTF8.self)
  }
}

extension HSDSForeign {
  /// A document as a table, and what of it is not read, told in a line each.
  static func table(of document: LongJSON, on day: Day?, log: FindingLog) throws(MalformedJSON) -> Table {
    var table = Table()
    if document.path == nil {
      add(document.shell, on: day, to: &table)
    } else {
      for index in 0..<document.count { add(try document.element(at: index), on: day, to: &table) }
    }
    table.tell(log)
    return table
  }
}

extension HSDSForeign.Table {
  /// Tells what is not taken over, and what is not read.
  func tell(_ log: FindingLog) {
    for fault in faults.prefix(100) { log.error("", fault) }
    if faults.count > 100 { log.error("", "… and \(faults.count - 100) more numbers like these") }
    var seen: Set<String> = []
    let all = passedOver.filter { seen.insert($0).inserted }
    for told in all.prefix(20) { log.warning("", told) }
    if all.count > 20 { log.warning("", "… and \(all.count - 20) more that are not taken over") }
    if !unread.isEmpty {
      let fields = unread.sorted { $0.key < $1.key }.map { $0.value == 1 ? $0.key : "\($0.key) (\($0.value))" }
      log.warning("", "not read: \(fields.joined(separator: ", "))")
    }
  }
}
