import Casebook
import Directory
import Triage
import WorkingTime

/// The board and the sheets for a browser: everything is read, a few things are ticked, nothing is decided or typed in.
///
/// Who may see what is what it is at the desk, for it is the same session: a page asks for the same role as its command, a
/// case of another council is not there, and who reads a case is logged.
struct WebDesk {
  let access: CaseAccess
  let officer: CaseOfficer
  let context: DeskContext
  let visit: WebVisit
  /// Who asks, and that it is this browser.
  let seat: CaseSeat

  var desk: CaseDesk { CaseDesk(access: access, officer: officer, context: context, format: .text, seat: seat) }
  var clock: LondonClock { context.engine.clock }
  var frame: WebFrame { WebFrame(visit: visit, seesCases: officer.role.seesCases) }

  /// Made when, for whom, in words.
  var stamp: String {
    "As of \(TimeText.words(.moment(context.now), clock: clock)), for \(visit.name)."
  }

  /// The page that a request asks for.
  func page(_ request: WebRequest) throws -> WebAnswer {
    switch request.path.first {
    case "board": return try board()
    case "handover": return try handover()
    case "quarter", "quarter.csv": return try quarter(request)
    case "case":
      let record = try record(request)
      let (others, notices) = try desk.noted(record)
      switch request.path.dropFirst(2).first {
      case nil: return sheet(of: record, others, notices)
      case "family"?: return try familySheet(of: record)
      case "told"?: return told(record, refusal: nil)
      case let word?:
        guard let number = Int(word), let obligation = record.obligation(number) else { throw Self.nothing }
        return page(of: obligation, in: record, refusal: nil)
      }
    default: throw Self.nothing
    }
  }

  /// The case that a path names.
  func record(_ request: WebRequest) throws -> CaseRecord {
    guard request.path.count > 1 else { throw Self.nothing }
    return try desk.record(request.path[1], or: nil)
  }

  static let nothing = CaseTrouble(.notFound, "There is no such page.")

  /// Whom to reach for an action: what is to be done, and the number or the address with whose it is; nil where nobody may be
  /// reached now.
  func reached(for action: ProposedAction, of record: CaseRecord) -> (verb: String, whom: String)? {
    context.reach(of: record).contact(for: action).map {
      (Self.verb(for: $0.contact), "\($0.contact.display), \($0.contact.team)\(context.reported($0.contact))")
    }
  }

  /// What is done with a contact.
  static func verb(for contact: Contact) -> String { contact.isVoice ? "Ring" : "Write to" }

  /// A link to what a reference, or a reference with a number, stands for.
  func link(_ reference: CaseReference, _ number: Int?) -> Markup {
    let path = "/case/\(reference.text)"
    return Markup(
      "a", ["href": number.map { "\(path)/\($0)" } ?? path],
      text: reference.text + (number.map { ".\($0)" } ?? ""))
  }
}

/// What comes of a sign-in in a browser.
package enum WebEntry: Sendable, Hashable {
  /// Somebody is in, under this name.
  case name(String)
  /// Nobody is, and why, in a sentence.
  case refused(String)
}

extension DeskSession {
  /// The pages' style sheet.
  package static var style: WebAnswer { WebAnswer(200, .style(WebStyle.sheet)) }

  /// The page for a form that none of our pages sent.
  package static var notFromHere: String {
    WebFrame(visit: nil, seesCases: false).trouble(
      "That was not recorded",
      ["The form did not come from this desk's own page. Go back, load the page anew, and try again."])
  }

  /// Signs in from a browser: only who was let in to the casebook has anything to see there.
  package mutating func enter(with token: String, in context: DeskContext) -> WebEntry {
    guard let access = context.cases else { return .refused("No cases are kept here.") }
    guard !token.isEmpty else { return .refused("Enter your token.") }
    let reply = handle(words: ["auth", token], in: context)
    guard !reply.isError else { return .refused("That token is not known.") }
    do throws(CaseTrouble) {
      return .name(try officer(access, in: context, needs: .reporter).name)
    } catch {
      return .refused(error.text + ".")
    }
  }

  /// Whoever leaves has no case before them any more. That is a courtesy to others, who take it for open for two hours else.
  package func signOut(_ name: String, in context: DeskContext) {
    guard let access = context.cases else { return }
    try? access.shelf.putDown(nil, by: seat(name), at: context.now)
  }

  /// Answers a browser that has signed in.
  ///
  /// - Parameters:
  ///   - request: What it asks for.
  ///   - visit: Who, and the secret of its forms.
  ///   - context: The world at this moment; without a casebook there is nothing to see.
  /// - Returns: The answer; a refusal is a page too.
  package mutating func browse(_ request: WebRequest, _ visit: WebVisit, in context: DeskContext) -> WebAnswer {
    guard let access = context.cases else {
      return WebAnswer(404, .page(WebFrame(visit: nil, seesCases: false).trouble("Nothing is kept here", [])))
    }
    // Until it is known who asks, the pages that there are stay in the menu: the casebook that would tell may be away.
    var seesCases = true
    do {
      let isCount = request.path.first == "quarter" || request.path.first == "quarter.csv"
      let officer = try officer(access, in: context, needs: isCount || request.path.isEmpty ? .reporter : .dayTeam)
      seesCases = officer.role.seesCases
      if request.path.isEmpty { return WebAnswer(303, .seeOther(seesCases ? "/board" : "/quarter")) }
      let web = WebDesk(
        access: access, officer: officer, context: context, visit: visit, seat: seat(officer.name))
      return request.isPost ? try tick(request, web) : try web.page(request)
    } catch let refusal as CaseRefusal where !request.isPost {
      // Nothing was to be recorded.
      let frame = WebFrame(visit: visit, seesCases: seesCases)
      return WebAnswer(400, .page(frame.trouble("That page cannot be shown", [refusal.text])))
    } catch {
      if (error as? CaseTrouble)?.code == .notYours { seesCases = false }
      let answer = Self.answer(to: error, WebFrame(visit: visit, seesCases: seesCases), on: request.path.first ?? "")
      // A board on a wall comes back by itself when the casebook does.
      guard answer.status == 503, !request.isPost, request.path.first == "board", visit.isLive else { return answer }
      return answer.refreshed(every: WebDesk.pace)
    }
  }

  /// What a browser is answered where something came in the way.
  static func answer(to error: any Error, _ frame: WebFrame, on page: String) -> WebAnswer {
    switch error {
    case let refusal as CaseRefusal:
      return WebAnswer(409, .page(frame.trouble("That was not recorded", [refusal.text])))
    case let trouble as CaseTrouble: return answer(trouble, frame)
    default:
      // Nothing else is thrown; its own words are not logged, for nobody knows whether a family is in them.
      return WebAnswer(
        500,
        .page(
          frame.trouble("That did not work", ["The log tells the administrator. Look-ups at the desk go on."])),
        fault: "the page \(page) met an error of type \(type(of: error))")
    }
  }

  private static func answer(_ trouble: CaseTrouble, _ frame: WebFrame) -> WebAnswer {
    switch trouble.code {
    case .notFound: return WebAnswer(404, .page(frame.trouble("Page not found", [trouble.text])))
    case .signInFirst: return WebAnswer(303, .seeOther("/sign-in"), isSignedOut: true)
    case .notYours:
      return WebAnswer(403, .page(frame.trouble("This is not for you", [trouble.text])))
    case .changed, .refused: return WebAnswer(409, .page(frame.trouble("That was not recorded", [trouble.text])))
    case .unavailable, .busy, .foreign, .damaged, .failed:
      return WebAnswer(
        503,
        .page(
          frame.trouble(
            "The casebook cannot be used now", [trouble.text, "Look-ups at the desk go on. In danger ring 999."])),
        fault: "the casebook cannot be used (\(trouble.code.rawValue)): \(trouble.text)")
    }
  }
}
