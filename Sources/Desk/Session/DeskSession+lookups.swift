import JSON
import Directory
import Triage
import WorkingTime

extension DeskSession {
  func deadline(_ words: [String], in context: DeskContext) -> Reply {
    guard words[1].lowercased() == "from" else { return Reply(501, "deadline takes: deadline RULE from MOMENT") }
    let start: LimitStart
    do {
      start = try TypedMoment.start(words[2...].joined(separator: " "), now: context.now, clock: context.engine.clock)
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
