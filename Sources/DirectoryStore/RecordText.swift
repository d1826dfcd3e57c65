import JSON
import Directory
import WorkingTime

/// A record as canonical JSON: keys in one order, what is not there left out, no spaces. History holds it and the chain
/// hashes it, so that its form may gain keys and never change what it writes today.
///
/// A text is read only where writing what was read gives its very bytes: a key of a newer program would else be lost unseen.
enum RecordText {
  static func text(of council: Council) -> String {
    var json = JSONWriter(.sealed, capacity: 1024)
    json.object { json in
      for field in CouncilField.allCases {
        let name = field.rawValue
        switch council[field] {
        case .nothing: break
        case .text(let text): json.add(name, text)
        case .texts(let texts): json.add(name, texts)
        case .location(let location):
          json.key(named: name)
          json.object { json in
            json.add("latitude", location.latitude)
            json.add("longitude", location.longitude)
            json.add("source", location.source)
          }
        case .hours(let hours):
          json.key(named: name)
          json.object { json in
            json.add("spans", hours.hours.notation)
            json.add("source", hours.source)
          }
        case .teams(let teams):
          json.list(name, teams) { json, team in
            json.add("id", team.id)
            json.add("name", team.name)
          }
        case .day(let day): json.add(name, TimeText.text(day))
        case .successions(let successions):
          json.list(name, successions) { json, succession in
            json.add("council", succession.council)
            json.add("purposes", succession.purposes.map(\.rawValue))
          }
        }
      }
    }
    return json.text
  }

  static func text(of contact: Contact) -> String {
    var json = JSONWriter(.sealed, capacity: 1024)
    json.object { json in
      for field in ContactField.allCases {
        switch contact[field] {
        case .source(let source): json.add(field.rawValue, source)
        case .notices(let notices):
          json.list(field.rawValue, notices) { json, notice in
            json.add("code", notice.code)
            json.add("text", notice.text)
          }
        case .sources(let sources):
          json.list(field.rawValue, sources) { json, source in
            json.add("document", source.document)
            json.add("place", source.place)
          }
        case let value: json.add(field.rawValue, value.text)
        }
      }
      if let place = contact.place { json.add("place", place) }
    }
    return json.text
  }

  static func text(of elsewhere: CouncilElsewhere) -> String {
    var json = JSONWriter(.sealed, capacity: 1024)
    json.object { json in
      json.add("id", elsewhere.id)
      json.add("name", elsewhere.name)
      json.add("website", elsewhere.website)
      json.add("nation", elsewhere.nation?.rawValue)
      // Only where there is any of it: what was sealed before stays as it was written.
      if let from = elsewhere.validFrom { json.add("validFrom", TimeText.text(from)) }
      if let until = elsewhere.validUntil { json.add("validUntil", TimeText.text(until)) }
      if !elsewhere.successors.isEmpty { json.add("successors", elsewhere.successors) }
    }
    return json.text
  }

  // MARK: - Reading

  static func council(_ text: String) throws -> Council {
    let form = try Form(text)
    var values: [CouncilField: CouncilValue] = [:]
    for field in CouncilField.allCases {
      values[field] = try form[field.rawValue].map { try $0.value(of: field.shape) }
    }
    guard let council = Council({ values[$0] ?? $0.shape.empty }) else {
      throw UnreadableValue(description: "it lacks a field of a council, or has a word that is not known")
    }
    try require(self.text(of: council), is: text)
    return council
  }

  static func contact(_ text: String) throws -> Contact {
    let form = try Form(text)
    guard let contact = try Contact({ field in try form[field.rawValue].map { try $0.value(of: field.shape) } }) else {
      throw UnreadableValue(description: "it lacks a field of a contact, or has a word that is not known")
    }
    let placed = contact.placed(at: try form["place"]?.integer)
    try require(self.text(of: placed), is: text)
    return placed
  }

  static func elsewhere(_ text: String) throws -> CouncilElsewhere {
    let form = try Form(text)
    let elsewhere = CouncilElsewhere(
      id: try form.text("id"), name: try form.text("name"), website: try form["website"]?.text,
      nation: try form["nation"]?.text.word(), validFrom: try form["validFrom"].map { try TimeText.day($0.text) },
      validUntil: try form["validUntil"].map { try TimeText.day($0.text) },
      successors: try form["successors"]?.list { try $0.text } ?? [])
    try require(self.text(of: elsewhere), is: text)
    return elsewhere
  }

  /// Refuses a text that says more, or otherwise, than what was read of it. Bytes are compared, for Swift takes texts that
  /// differ in encoding alone to be equal.
  private static func require(_ written: String, is text: String) throws {
    guard !written.utf8.elementsEqual(text.utf8) else { return }
    throw UnreadableValue(
      description: "it is not as this program writes it, so that something of it would be lost; use the newer program")
  }

  /// A value of a record's text, read as what it must be. What this lets through, as a key that comes twice, `require` refuses.
  private struct Form {
    let value: JSONValue

    init(_ text: String) throws {
      do throws(MalformedJSON) {
        value = try JSONValue.parse(Array(text.utf8))
      } catch {
        throw UnreadableValue(description: "it is not JSON: \(error.detail)")
      }
    }

    init(_ value: JSONValue) { self.value = value }

    /// A member; nil where there is none.
    subscript(name: String) -> Form? { value[name].map { Form($0) } }

    func member(_ name: String) throws -> Form {
      guard let member = self[name] else { throw UnreadableValue(description: "it lacks '\(name)'") }
      return member
    }

    var text: String {
      get throws {
        guard let text = value.text else { throw UnreadableValue(description: "\(value.kindName) is not a text") }
        return text
      }
    }

    func text(_ name: String) throws -> String { try member(name).text }

    var number: Double {
      get throws {
        guard case .number(let number) = value else {
          throw UnreadableValue(description: "\(value.kindName) is not a number")
        }
        return number
      }
    }

    var integer: Int {
      get throws {
        guard let integer = Int(exactly: try number) else {
          throw UnreadableValue(description: "it has a fraction")
        }
        return integer
      }
    }

    func list<Element>(_ element: (Form) throws -> Element) throws -> [Element] {
      guard let elements = value.elements else { throw UnreadableValue(description: "\(value.kindName) is not a list") }
      return try elements.map { try element(Form($0)) }
    }

    var source: Source { get throws { Source(document: try text("document"), place: try text("place")) } }

    func value(of shape: ContactField.Shape) throws -> FieldValue {
      switch shape {
      case .text, .textOrNothing, .purpose, .kind, .status: .text(try text)
      case .hours: .hours(try OpeningHours(notation: try text))
      case .day: .day(try TimeText.day(try text))
      case .notices: .notices(try list { Notice(code: try $0.text("code"), text: try $0.text("text")) })
      case .source: .source(try source)
      case .sources: .sources(try list { try $0.source })
      }
    }

    func value(of shape: CouncilField.Shape) throws -> CouncilValue {
      switch shape {
      case .text, .textOrNothing: .text(try text)
      case .texts: .texts(try list { try $0.text })
      case .location:
        .location(
          Location(
            latitude: try member("latitude").number, longitude: try member("longitude").number,
            source: try member("source").source))
      case .hours:
        .hours(
          OfficeHours(
            hours: try OpeningHours(notation: try text("spans")), source: try member("source").source))
      case .teams: .teams(try list { Team(id: try $0.text("id"), name: try $0.text("name")) })
      case .day: .day(try TimeText.day(try text))
      case .successions:
        .successions(
          try list { one in
            Succession(
              council: try one.text("council"), purposes: try one["purposes"]?.list { try $0.text.word() } ?? [])
          })
      }
    }
  }
}

extension String {
  /// The word of a closed set that this is.
  fileprivate func word<Word: RawRepresentable<String>>() throws -> Word {
    guard let word = Word(rawValue: self) else {
      throw UnreadableValue(description: "'\(self)' is not a word that is known here")
    }
    return word
  }
}

/// What is not there is left out of a record's text.
extension JSONWriter {
  fileprivate mutating func add(_ name: String, _ text: String?) {
    guard let text else { return }
    key(named: name)
    string(text)
  }

  fileprivate mutating func add(_ name: String, _ value: Double) {
    key(named: name)
    number(value)
  }

  fileprivate mutating func add(_ name: String, _ value: Int) {
    key(named: name)
    integer(value)
  }

  fileprivate mutating func add(_ name: String, _ source: Source) {
    key(named: name)
    object { json in
      json.add("document", source.document)
      json.add("place", source.place)
    }
  }

  fileprivate mutating func add(_ name: String, _ texts: [String]) {
    guard !texts.isEmpty else { return }
    key(named: name)
    strings(texts)
  }

  fileprivate mutating func list<Element>(
    _ name: String, _ elements: [Element], _ body: (inout JSONWriter, Element) -> Void
  ) {
    guard !elements.isEmpty else { return }
    key(named: name)
    array(elements) { json, element in json.object { body(&$0, element) } }
  }
}

extension CouncilField.Shape {
  /// What a field says that a record's text leaves out.
  fileprivate var empty: CouncilValue {
    switch self {
    case .text, .textOrNothing, .location, .hours, .day: .nothing
    case .texts: .texts([])
    case .teams: .teams([])
    case .successions: .successions([])
    }
  }
}
