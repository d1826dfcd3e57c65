import JSON
import Directory

extension JSONValue {
  /// What a field of a contact says, as files have it.
  init(_ value: FieldValue) {
    func source(_ source: Source) -> JSONValue {
      .object(["document": .text(source.document), "place": .text(source.place)])
    }
    switch value {
    case .notices(let notices): self = .list(notices.map { .object(["code": .text($0.code), "text": .text($0.text)]) })
    case .source(let one): self = source(one)
    case .sources(let sources): self = .list(sources.map(source))
    case .nothing, .text, .hours, .day: self = value.text.map { .text($0) } ?? .null
    }
  }
}

extension JSONText {
  /// The same with its keys in the order of files.
  init(_ value: FieldValue) {
    func source(_ source: Source) -> JSONText {
      .object([("document", .text(source.document)), ("place", .text(source.place))])
    }
    switch value {
    case .notices(let notices):
      self = .list(notices.map { .object([("code", .text($0.code)), ("text", .text($0.text))]) })
    case .source(let one): self = source(one)
    case .sources(let sources): self = .list(sources.map(source))
    case .nothing, .text, .hours, .day: self = .textOrNull(value.text)
    }
  }
}
