import Casebook

extension DeskSession {
  /// Records what was ticked, as the desk's own command does, and shows the case again.
  mutating func tick(_ request: WebRequest, _ web: WebDesk) throws -> WebAnswer {
    guard request.path.count == 3, request.path[0] == "case", request.path[2] == "tick" else { throw WebDesk.nothing }
    let record = try web.record(request)
    let name = record.reference.text
    // What the page did not show yet; a form that does not say what it showed is of before it did.
    let seen = request.fields["seen"].flatMap { Int($0) } ?? record.last
    let number = request.fields["number"].flatMap { Int($0) }.flatMap { record.obligation($0) }
    var words: [String]
    let notice: String
    switch (request.fields["deed"], number) {
    case ("done", let obligation?):
      words = ["done", "\(name).\(obligation.number)"]
      notice = "Recorded: \(obligation.number), \(obligation.action.key.words.lowercased()), is done."
    case ("reopen", let obligation?):
      words = ["reopen", "\(name).\(obligation.number)"]
      notice = "Recorded: \(obligation.number), \(obligation.action.key.words.lowercased()), is to be done again."
    case ("told", _):
      if let other = record.place(after: seen) {
        return try refusal(Self.otherPlace(other, web.officer.name, in: web.context), request, record, web)
      }
      words = ["family-told", name]
      notice = "Recorded: the family has the address and the way in."
    case ("receive", _):
      words = ["receive", name]
      notice = "You have signed for case \(name). It is yours from now on."
    default: throw WebDesk.nothing
    }
    let at = (request.fields["at"] ?? "").split(whereSeparator: \.isWhitespace).map(String.init)
    if !at.isEmpty, words[0] != "reopen" {
      // A time, and nothing that would be a clause of its own.
      guard at.count <= 3, at.allSatisfy({ $0.utf8.count <= 20 && !Self.clauses.contains($0.lowercased()) }) else {
        return try refusal("Enter a time, like 17:25.", request, record, web)
      }
      words += ["at"] + at
    }
    if words[0] == "done", let told = request.fields["by"], !told.isEmpty {
      guard let way = Channel(rawValue: told) else {
        return try refusal("Choose how it was done from the list, or leave that out.", request, record, web)
      }
      words += ["by", way.rawValue]
    }
    let reply = handle(words: words, in: web.context)
    guard reply.isError else {
      let fresh = CaseWording.meanwhile(record.events.filter { $0.number > seen }, web.officer.name)
      return WebAnswer(
        303, .seeOther("/case/\(name)"), notice: fresh.isEmpty ? notice : notice + fresh.dropFirst() + ".")
    }
    switch reply.code {
    case 530: throw CaseTrouble(.signInFirst, reply.text)
    case 540: throw CaseTrouble(.notYours, reply.text)
    case 451: throw CaseTrouble(.failed, reply.text)
    case _ where words[0] == "receive": throw CaseRefusal(reply.text)
    default: return try refusal(reply.text, request, record, web)
    }
  }

  private static let clauses: Set<String> = ["at", "by", "note"]

  /// The page again with what was in the way, on the case as it is by now: somebody else may have been quicker.
  private func refusal(
    _ text: String, _ request: WebRequest, _ old: CaseRecord, _ web: WebDesk
  ) throws -> WebAnswer {
    let plain = text.hasPrefix("at: ") ? text.dropFirst(4) : text[...]
    let sentence = plain.prefix(1).uppercased() + plain.dropFirst() + (plain.hasSuffix(".") ? "" : ".")
    let record = try web.access.shelf.record(of: old.reference)
    guard let obligation = request.fields["number"].flatMap({ Int($0) }).flatMap({ record.obligation($0) }) else {
      return web.told(record, refusal: sentence)
    }
    return web.page(of: obligation, in: record, refusal: sentence)
  }
}
