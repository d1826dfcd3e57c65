import Directory
import WorkingTime

/// One contact of a council's file, checked as a whole: each part, and the parts against each other.
struct ContactForm {
  /// Its id, known even where other parts are wrong.
  let id: String?
  /// The contact, nil where any part is wrong.
  let contact: Contact?

  /// Reads a contact of a council and a team, either nil where it could not be read itself.
  init?(_ value: JSONValue, field: String, council: String?, team: String?, log: FindingLog) {
    guard let object = ObjectReader(value, field: field, keys: CouncilKeys.contact, log: log) else { return nil }
    id = Self.id(object, council: council)
    let purpose = object.word("purpose", Purpose.self, called: "purpose")
    let kind = object.word("kind", ContactKind.self, called: "kind")
    let value = object.textOrNull("value")
    let display = object.text("display")
    let hours = object.hoursOrNull("hours")
    let status = object.word("status", ContactStatus.self, called: "status")
    let reason = object.textOrNull("reason")
    let warnings = object.notices("warnings")
    let source = object.source("source")
    let seenAlso = object.sources("seenAlso")
    let checkedOn = object.dayOrNull("checkedOn")
    let validFrom = object.dayOrNull("validFrom")
    let validUntil = object.dayOrNull("validUntil")

    if let status {
      Self.check(value, status, object)
      Self.check(reason: reason, status, object)
      Self.check(checkedOn: checkedOn, status, object)
    }
    if let kind, let value = value.value {
      // A pattern has no value that its display could differ from; that it has one is said above.
      Self.check(value, kind: kind, display: status == .pattern ? nil : display, object)
    }
    if let from = validFrom.value, let until = validUntil.value, until <= from {
      let (first, end) = (TimeText.text(from), TimeText.text(until))
      log.error(
        object.path("validUntil"), "\(end) is not after validFrom \(first); it is the first day no longer valid")
    }
    guard let id, let council, let team, let purpose, let kind, let display, let status, let source else {
      contact = nil
      return
    }
    contact = Contact(
      id: id, council: council, team: team, purpose: purpose, kind: kind, value: value.value, display: display,
      hours: hours.value, status: status, reason: reason.value, warnings: warnings, source: source, seenAlso: seenAlso,
      checkedOn: checkedOn.value, validFrom: validFrom.value, validUntil: validUntil.value)
  }

  private static func id(_ object: ObjectReader, council: String?) -> String? {
    guard let id = object.text("id") else { return nil }
    guard let council else { return id }
    let beginning = council + "/"
    guard id.hasPrefix(beginning), ObjectReader.isID(String(id.dropFirst(beginning.count))) else {
      object.log.error(
        object.path("id"), "'\(id)' is not of the form \(beginning)name: small letters, digits and hyphens")
      return nil
    }
    return id
  }

  private static func check(_ value: Given<String>, _ status: ContactStatus, _ object: ObjectReader) {
    switch (value, status) {
    case (.value(let text), .pattern):
      object.log.error(
        object.path("value"), "'\(text)' is given for a pattern; must be null, the printed form in display")
    case (.nothing, let status) where status != .pattern:
      object.log.error(
        object.path("value"), "is null; only a pattern has no value, and the status is \(status.rawValue)")
    default: break
    }
  }

  private static func check(reason: Given<String>, _ status: ContactStatus, _ object: ObjectReader) {
    guard case .nothing = reason, status == .quarantined else { return }
    object.log.error(object.path("reason"), "is null; a quarantined contact needs the reason")
  }

  private static func check(checkedOn: Given<Day>, _ status: ContactStatus, _ object: ObjectReader) {
    switch (checkedOn, status) {
    case (.nothing, .verified):
      object.log.error(object.path("checkedOn"), "is null; a verified contact needs the day on which it was checked")
    case (.value, let status) where status != .verified:
      object.log.error(
        object.path("checkedOn"), "is given, but the status is \(status.rawValue); must be null or the status verified")
    default: break
    }
  }

  private static func check(_ value: String, kind: ContactKind, display: String?, _ object: ObjectReader) {
    let field = object.path("value")
    func show(_ kind: DisplayText.Kind) {
      guard let display, let fault = DisplayText.fault(in: display, beside: value, kind: kind) else { return }
      object.log.error(object.path("display"), fault)
    }
    switch kind {
    case .phone:
      if let fault = PhoneText.fault(inStored: value) {
        object.log.error(field, fault)
      } else if let display, !PhoneText.prints(display, stored: value) {
        object.log.error(object.path("display"), "'\(display)' is not the number in value, \(value)")
      }
    case .email:
      let parts = value.split(separator: "@", omittingEmptySubsequences: false)
      if parts.count != 2 || parts.contains(where: \.isEmpty) || value.contains(where: \.isWhitespace) {
        object.log.error(field, "'\(value)' is not an address like housing@council.gov.uk")
      } else {
        show(.email)
      }
    case .web:
      if let fault = WebText.fault(in: value) {
        object.log.error(field, fault)
      } else {
        show(.web)
      }
    case .extension: show(.extension)
    case .address: show(.address)
    }
  }
}
