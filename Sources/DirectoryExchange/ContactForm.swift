import JSON
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
    var given: [ContactField: Given<FieldValue>] = [:]
    for field in ContactField.inFiles where field != .id { given[field] = object.value(of: field) }
    let status = given[.status]?.value?.text.flatMap(ContactStatus.init)
    let value = given[.value]?.value?.text
    if let status { Self.check(given, status, object) }
    if let kind = given[.kind]?.value?.text.flatMap(ContactKind.init), let value {
      // A pattern has no value that its display could differ from; that it has one is said above.
      Self.check(value, kind: kind, display: status == .pattern ? nil : given[.display]?.value?.text, object)
    }
    if case .day(let from)? = given[.validFrom]?.value, case .day(let until)? = given[.validUntil]?.value, until <= from
    {
      let (first, end) = (TimeText.text(from), TimeText.text(until))
      log.error(
        object.path("validUntil"), "\(end) is not after validFrom \(first); it is the first day no longer valid")
    }
    let id = id
    contact = Contact { field in
      switch field {
      case .id: id.map { .text($0) }
      case .council: council.map { .text($0) }
      case .team: team.map { .text($0) }
      default: given[field]?.value
      }
    }
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

  /// What a status asks of the other fields; a field that is wrong in itself is told already.
  private static func check(
    _ given: [ContactField: Given<FieldValue>], _ status: ContactStatus, _ object: ObjectReader
  ) {
    func say(_ field: ContactField, _ fault: String) { object.log.error(object.path(field.rawValue), fault) }
    switch given[.value] {
    case .value(let value)? where status == .pattern:
      say(.value, "'\(value.text ?? "")' is given for a pattern; must be null, the printed form in display")
    case .nothing? where status != .pattern:
      say(.value, "is null; only a pattern has no value, and the status is \(status.rawValue)")
    default: break
    }
    if case .nothing? = given[.reason], status == .quarantined {
      say(.reason, "is null; a quarantined contact needs the reason")
    }
    switch given[.checkedOn] {
    case .nothing? where status == .verified:
      say(
        .checkedOn,
        "is null; a verified contact needs the day on which it was checked. No file verifies anew: 'nightdesk directory checked' does"
      )
    case .value? where status != .verified:
      say(.checkedOn, "is given, but the status is \(status.rawValue); must be null or the status verified")
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
