import JSON
package import Directory

/// One contact changed by hand, field by field, as `directory set` takes it.
package enum ContactEdit {
  /// The fields that may be set. `warning` adds one; all others take the place of what was there.
  package static let fields =
    ContactTable.columns.filter { column in
      guard let field = ContactTable.fields[column] else { return false }
      return field != .id && field != .council && field != .checkedOn && !field.shape.isList
    } + alsoSeen + ["warning", "warnings"]
  /// Who gives the same besides: one more, beside those that are named already.
  private static let alsoSeen = ["seenAlsoDocument", "seenAlsoPlace"]
  /// Those that may be emptied.
  private static let emptied = Set(
    fields.filter { field in
      field == "warnings" || field != "value" && ContactTable.fields[field].map { !$0.shape.isAlways } ?? false
    })

  /// Reads `FIELD=VALUE` texts; an empty value is nothing, where the field may be nothing.
  ///
  /// A new value must come with its source, and takes away what was said of the old one: who else printed it, and that
  /// somebody checked it.
  ///
  /// - Parameters:
  ///   - texts: The fields as typed.
  ///   - contact: The contact as the directory holds it.
  ///   - base: The directory.
  /// - Returns: The contact as a delivery of one row, or what is wrong.
  package static func read(_ texts: [String], of contact: Contact, in base: DirectoryContent) -> FilesReading {
    let log = FindingLog(file: contact.id)
    var given: [String: String] = [:]
    for text in texts {
      guard let equals = text.firstIndex(of: "=") else {
        log.error("", "'\(text)' is not FIELD=VALUE, like hours=24/7")
        continue
      }
      let field = String(text[..<equals])
      let value = MappedRows.plain(String(text[text.index(after: equals)...]))
      guard let known = fields.first(where: { $0.lowercased() == field.lowercased() }) else {
        log.error(
          field,
          "is not a field of a contact; accepted are \(fields.joined(separator: ", "))"
            + Spelling.hint(for: field, in: fields.map { $0.lowercased() }))
        continue
      }
      if value.isEmpty, !emptied.contains(known) { log.error(known, "is empty; must say something") }
      if given.updateValue(value, forKey: known) != nil { log.error(known, "is given twice; once is right") }
    }
    if texts.isEmpty {
      log.error("", "give at least one FIELD=VALUE; the fields are \(fields.joined(separator: ", "))")
    }
    if given["status"] == "verified", contact.status != .verified {
      log.error("status", "a check is entered by 'directory verify' or 'directory checked', with who made it and how")
    }
    var reading = FilesReading()
    if !log.hasErrors, let edited = edited(contact, given, in: base, log: log) {
      reading.rows = [edited]
      reading.named = [contact.council]
      reading.sourced = [contact.id]
      reading.places[contact.id] = RecordPlace(file: contact.id)
    }
    reading.findings = log.findings
    return reading
  }

  private static func edited(
    _ contact: Contact, _ given: [String: String], in base: DirectoryContent, log: FindingLog
  ) -> Contact? {
    var form = HSDSFiles.fields(of: contact)
    for (field, text) in given
    where !(["team", "value", "display", "warning", "warnings"] + alsoSeen).contains(field) {
      switch field {
      case "sourceDocument", "sourcePlace": continue
      case "purpose": form[field] = .text(Purpose(typed: text)?.rawValue ?? text)
      default: form[field] = text.isEmpty ? .null : .text(text)
      }
    }
    // A check says that it is right: what is less than that takes it away.
    if let status = given["status"], status != ContactStatus.verified.rawValue { form["checkedOn"] = .null }
    let teams = base.councils.first { $0.id == contact.council }?.teams.map(\.name) ?? []
    let team = given["team"] ?? contact.team
    if !teams.contains(team) {
      log.error(
        "team",
        "'\(team)' is not a team of \(contact.council); it has \(teams.joined(separator: ", "))"
          + Spelling.hint(for: team, in: teams))
    }
    if let text = given["value"] { take(value: text, into: &form, of: contact, given, log: log) }
    if let display = given["display"] { form["display"] = .text(display) }
    form["source"] = .object([
      "document": .text(given["sourceDocument"] ?? contact.source.document),
      "place": .text(given["sourcePlace"] ?? contact.source.place),
    ])
    corroborate(&form, given, log: log)
    warn(&form, given, log: log)
    let read = ContactForm(.object(form), field: "", council: contact.council, team: team, log: log)
    return log.hasErrors ? nil : read?.contact
  }

  private static func take(
    value text: String, into form: inout [String: JSONValue], of contact: Contact, _ given: [String: String],
    log: FindingLog
  ) {
    let kind = given["kind"].flatMap(ContactKind.init) ?? contact.kind
    let reading = MappedValue().read(text, kind: kind)
    for fault in reading.faults + reading.passedOver { log.error("value", fault) }
    guard reading.found.count == 1, let found = reading.found.first else {
      if !log.hasErrors { log.error("value", "'\(text)' holds \(reading.found.count) of them; a contact has one") }
      return
    }
    form["value"] = .text(found.value)
    guard found.value != contact.value || kind != contact.kind else { return }
    if !contact.warnings.isEmpty, given["warnings"] == nil {
      log.warning(
        "warnings",
        "those of \(contact.id) (\(contact.warnings.map(\.code).joined(separator: ", "))) were written about "
          + "\(contact.display) and stay; look whether they are true of \(found.display). 'warnings=' takes them away")
    }
    form["display"] = .text(found.display)
    form["seenAlso"] = .list([])
    form["checkedOn"] = .null
    if given["status"] == nil { form["status"] = .text(ContactStatus.stated.rawValue) }
    if given["reason"] == nil { form["reason"] = .null }
    if case .list(let held)? = form["warnings"] {
      form["warnings"] = .list(
        held + found.notices.map { .object(["code": .text($0.code), "text": .text($0.text)]) })
    }
    if given["sourceDocument"] == nil || given["sourcePlace"] == nil {
      log.error(
        "source",
        "\(contact.source.document) does not give the new value; say who does: sourceDocument=\"…\" sourcePlace=\"…\"")
    }
  }

  private static func corroborate(
    _ form: inout [String: JSONValue], _ given: [String: String], log: FindingLog
  ) {
    let (document, place) = (given[alsoSeen[0]], given[alsoSeen[1]])
    guard document != nil || place != nil else { return }
    guard let document, let place, case .list(let held)? = form["seenAlso"] else {
      return log.error(
        "seenAlso", "who gives the same besides needs both: \(alsoSeen.joined(separator: "=\"…\" "))=\"…\"")
    }
    form["seenAlso"] = .list(held + [.object(["document": .text(document), "place": .text(place)])])
    let isLess = [ContactStatus.stated, .unconfirmed].contains { form["status"] == .text($0.rawValue) }
    if given["status"] == nil, isLess { form["status"] = .text(ContactStatus.corroborated.rawValue) }
  }

  private static func warn(_ form: inout [String: JSONValue], _ given: [String: String], log: FindingLog) {
    if let text = given["warnings"] {
      if !text.isEmpty { log.error("warnings", "can only be emptied: warnings= and one warning=\"code: sentence\"") }
      form["warnings"] = .list([])
    }
    guard let text = given["warning"] else { return }
    guard let colon = text.firstRange(of: ": ") else {
      return log.error("warning", "'\(text)' is not like \"check-hours: Nobody has said when it is open.\"")
    }
    guard case .list(let held)? = form["warnings"] else { return }
    let notice = JSONValue.object([
      "code": .text(String(text[..<colon.lowerBound])), "text": .text(String(text[colon.upperBound...])),
    ])
    form["warnings"] = .list(held + [notice])
  }
}
