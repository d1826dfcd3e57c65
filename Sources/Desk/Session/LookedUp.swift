import Directory

/// What a session was shown by its last look-up, so that `rang 1` can mean the first of it.
enum LookedUp: Sendable {
  /// Contacts, by their ids.
  case contacts([String])
  /// A line that was answered without the session.
  case line(String)
}

extension DeskSession {
  /// Notes that a look-up was answered with what another session was told a moment ago.
  package mutating func repeated(_ line: String) { lookedUp = .line(line) }

  /// Notes which contacts a reply has shown; a page of a triage puts numbers of its own in their place.
  mutating func remember(_ reply: Reply, to word: String?) {
    if !reply.shown.isEmpty {
      lookedUp = .contacts(reply.shown)
      return
    }
    switch word.flatMap({ Command.named($0)?.name }) {
    case .rang where !hasTriage: break
    case .triage, .set, .unset, .back, .ask, .result, .close, .switch, .rang, .auth:
      if !reply.isError { lookedUp = nil }
    default: break
    }
  }

  /// The contacts of the last look-up, in the order of its lines.
  func shown(in context: DeskContext) -> [Contact] {
    switch lookedUp {
    case .contacts(let ids): return ids.compactMap { context.directory.contact(id: $0) }
    case .line(let line):
      let words = Request(line: line).words
      guard let command = words.first.flatMap({ Command.named($0) }) else { return [] }
      let reply = desk(in: context).answer(command.name, Array(words.dropFirst()), as: .json)
      return (reply?.shown ?? []).compactMap { context.directory.contact(id: $0) }
    case nil: return []
    }
  }
}
