import JSON
import Directory
import Foundation
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
    }
    return json.text
  }

  // MARK: - Reading

  static func council(_ text: String) throws -> Council {
    let form = try JSONDecoder().decode(CouncilText.self, from: Data(text.utf8))
    guard let council = Council({ form.values[$0] ?? $0.shape.empty }) else {
      throw UnreadableValue(description: "it lacks a field of a council, or has a word that is not known")
    }
    try require(self.text(of: council), is: text)
    return council
  }

  static func contact(_ text: String) throws -> Contact {
    let form = try JSONDecoder().decode(ContactText.self, from: Data(text.utf8))
    guard let contact = Contact({ form.values[$0] }) else {
      throw UnreadableValue(description: "it lacks a field of a contact, or has a word that is not known")
    }
    let placed = contact.placed(at: form.place)
    try require(self.text(of: placed), is: text)
    return placed
  }

  static func elsewhere(_ text: String) throws -> CouncilElsewhere {
    let form = try JSONDecoder().decode(ElsewhereText.self, from: Data(text.utf8))
    let elsewhere = CouncilElsewhere(
      id: form.id, name: form.name, website: form.website, nation: try form.nation.map(word))
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

  private static func word<Word: RawRepresentable<String>>(_ text: String) throws -> Word {
    guard let word = Word(rawValue: text) else { throw UnreadableValue(description: "'\(text)' is no \(Word.self)") }
    return word
  }

  private struct SourceText: Decodable {
    let document: String
    let place: String

    var source: Source { Source(document: document, place: place) }
  }

  private struct ElsewhereText: Decodable {
    let id: String
    let name: String
    let website: String?
    let nation: String?
  }

  private struct NoticeText: Decodable {
    let code: String
    let text: String
  }

  /// A council's fields, each read as its shape has it.
  private struct CouncilText: Decodable {
    private struct Place: Decodable {
      let latitude: Double
      let longitude: Double
      let source: SourceText
    }

    private struct Hours: Decodable {
      let spans: String
      let source: SourceText
    }

    private struct TeamText: Decodable {
      let id: String
      let name: String
    }

    private struct Successor: Decodable {
      let council: String
      let purposes: [String]?
    }

    var values: [CouncilField: CouncilValue] = [:]

    init(from decoder: any Decoder) throws {
      let form = try decoder.container(keyedBy: CouncilField.self)
      for field in CouncilField.allCases where form.contains(field) {
        switch field.shape {
        case .text, .textOrNothing: values[field] = .text(try form.decode(String.self, forKey: field))
        case .texts: values[field] = .texts(try form.decode([String].self, forKey: field))
        case .location:
          let place = try form.decode(Place.self, forKey: field)
          values[field] = .location(
            Location(latitude: place.latitude, longitude: place.longitude, source: place.source.source))
        case .hours:
          let hours = try form.decode(Hours.self, forKey: field)
          values[field] = .hours(
            OfficeHours(hours: try OpeningHours(notation: hours.spans), source: hours.source.source))
        case .teams:
          values[field] = .teams(
            try form.decode([TeamText].self, forKey: field).map { Team(id: $0.id, name: $0.name) })
        case .day: values[field] = .day(try TimeText.day(try form.decode(String.self, forKey: field)))
        case .successions:
          values[field] = .successions(
            try form.decode([Successor].self, forKey: field).map {
              Succession(council: $0.council, purposes: try ($0.purposes ?? []).map(word))
            })
        }
      }
    }
  }

  /// A contact's fields, each read as its shape has it.
  private struct ContactText: Decodable {
    /// What stands beside the fields.
    private enum Beside: String, CodingKey { case place }

    var values: [ContactField: FieldValue] = [:]
    let place: Int?

    init(from decoder: any Decoder) throws {
      place = try decoder.container(keyedBy: Beside.self).decodeIfPresent(Int.self, forKey: .place)
      let form = try decoder.container(keyedBy: ContactField.self)
      for field in ContactField.allCases where form.contains(field) {
        switch field.shape {
        case .text, .textOrNothing, .purpose, .kind, .status:
          values[field] = .text(try form.decode(String.self, forKey: field))
        case .hours:
          values[field] = .hours(try OpeningHours(notation: try form.decode(String.self, forKey: field)))
        case .day: values[field] = .day(try TimeText.day(try form.decode(String.self, forKey: field)))
        case .notices:
          values[field] = .notices(
            try form.decode([NoticeText].self, forKey: field).map { Notice(code: $0.code, text: $0.text) })
        case .source: values[field] = .source(try form.decode(SourceText.self, forKey: field).source)
        case .sources: values[field] = .sources(try form.decode([SourceText].self, forKey: field).map(\.source))
        }
      }
    }
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

/// A record's text has the fields under their own names.
extension ContactField: CodingKey {}
extension CouncilField: CodingKey {}

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
