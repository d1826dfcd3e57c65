import Directory
import JSON
import WorkingTime

extension JSONText {
  /// What a field of a contact says, as files have it.
  init(_ value: FieldValue) {
    switch value {
    case .notices(let notices):
      self = .list(notices.map { .object([("code", .text($0.code)), ("text", .text($0.text))]) })
    case .source(let source): self.init(source)
    case .sources(let sources): self = .list(sources.map { JSONText($0) })
    case .nothing, .text, .hours, .day: self = .textOrNull(value.text)
    }
  }

  /// What a field of a council says, as files have it; of its teams, their ids and names.
  init(_ value: CouncilValue) {
    switch value {
    case .nothing: self = .null
    case .text(let text): self = .text(text)
    case .texts(let texts): self = .texts(texts)
    case .location(let location):
      self = .object([
        ("latitude", .number(location.latitude)), ("longitude", .number(location.longitude)),
        ("source", JSONText(location.source)),
      ])
    case .hours(let hours):
      self = .object([("spans", .text(hours.hours.notation)), ("source", JSONText(hours.source))])
    case .teams(let teams): self = .list(teams.map { .object([("id", .text($0.id)), ("name", .text($0.name))]) })
    case .day(let day): self = .text(TimeText.text(day))
    case .successions(let successions):
      self = .list(
        successions.map {
          .object([("council", .text($0.council)), ("purposes", .texts($0.purposes.map(\.rawValue)))])
        })
    }
  }

  /// A document and the place in it.
  init(_ source: Source) {
    self = .object([("document", .text(source.document)), ("place", .text(source.place))])
  }
}

extension JSONValue {
  /// What a field of a contact says, as files have it.
  init(_ value: FieldValue) { self = JSONText(value).value }

  /// What a field of a council says, as files have it.
  init(_ value: CouncilValue) { self = JSONText(value).value }
}
