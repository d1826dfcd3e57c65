import Directory
import Triage
import WorkingTime

extension DeskSession {
  mutating func failed(_ words: [String], in context: DeskContext) -> Reply {
    guard let contact = context.directory.contact(id: words[0].lowercased()),
      let ref = context.directory.ref(id: contact.council)
    else {
      let hint = context.directory.contactID(near: words[0]).map { "; did you mean \($0)?" } ?? ""
      return Reply(550, "no contact '\(words[0].prefix(60))'\(hint); a contact's id stands at the end of its line")
    }
    var how = FailureKind.noAnswer
    if words.count > 1 {
      guard let given = FailureKind(rawValue: words[1].lowercased()) else {
        return Reply(501, "failed takes: no-answer, wrong-number or refused")
      }
      how = given
    }
    if !tried.contains(where: { $0.id == contact.id }) { tried.append(contact) }
    // Nobody rings so many in one session; a client that only claims to must not make it grow.
    if tried.count > 200 { tried.removeFirst() }
    let rest = context.desk.at(context.now).who(ref, purpose: contact.purpose, after: tried)
    let reply = context.desk.contacts(
      rest, title: "after \(contact.id) (\(how.rawValue)), noted; try next", context.now, as: format)
    return Reply(reply.code, reply.text, block: reply.block, effect: .noteFailure(contact: contact.id, how: how))
  }

  func deadline(_ words: [String], in context: DeskContext) -> Reply {
    guard words[1].lowercased() == "from" else { return Reply(501, "deadline takes: deadline RULE from MOMENT") }
    let text = words[2...].joined(separator: "T")
    let start: LimitStart
    do {
      start =
        text.utf8.count == 10
        ? .day(try TimeText.day(text))
        : .moment(try TypedMoment.read(text, now: context.now, clock: context.engine.clock))
    } catch {
      return Reply(501, "from: \(error.explanation)")
    }
    do {
      let answer = try context.engine.book.limits(of: words[0], from: start, in: context.engine.frame)
      if format == .json {
        var json = JSONWriter()
        json.write(answer, clock: context.engine.clock)
        return Reply(213, answer.rule, block: [json.text])
      }
      return Reply(213, answer.rule, block: [answer.text] + answer.warnings.map { "! \($0.text)" })
    } catch {
      switch error {
      case .unknownRule, .noLimit: return Reply(550, error.explanation)
      case .needsMoment, .beyondCalendar: return Reply(501, error.explanation)
      }
    }
  }
}
