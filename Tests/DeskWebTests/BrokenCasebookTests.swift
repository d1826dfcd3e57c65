import Casebook
import DeskWeb
import TestSupport
import Testing
import WorkingTime

@testable import Desk

/// A browser is told in a page that something is broken, and whoever looks after the server by the log.
struct BrokenCasebookTests {
  /// A casebook that lets everybody in and then fails in one way.
  private struct BrokenShelf: CaseShelf {
    let trouble: CaseTrouble

    var notice: String? { nil }

    func officer(named name: String) throws(CaseTrouble) -> CaseOfficer? {
      CaseOfficer(name: name, role: .officer, councils: nil)
    }
    func open() throws(CaseTrouble) -> [CaseRecord] { throw trouble }
    func begin(_: Revision, of: TriageName?, by: String, at: Moment) throws(CaseTrouble) -> CaseRecord { throw trouble }
    func append(
      _: [NewDeed], to: CaseReference, by: String, at: Moment, after: Int
    ) throws(CaseTrouble) -> CaseRecord { throw trouble }
    func record(of: CaseReference) throws(CaseTrouble) -> CaseRecord { throw trouble }
    func read(_: CaseReference, by: CaseSeat, at: Moment) throws(CaseTrouble) -> [CaseReader] { throw trouble }
    func glance(at _: CaseReference, by _: CaseSeat, at _: Moment) throws(CaseTrouble) { throw trouble }
    func putDown(_: CaseReference?, by: CaseSeat, at: Moment) throws(CaseTrouble) { throw trouble }
    func counts(in: Quarter) throws(CaseTrouble) -> [CountRow] { throw trouble }
  }

  @Test(arguments: [
    (CaseTrouble.Code.unavailable, 503, true), (.busy, 503, true), (.foreign, 503, true), (.damaged, 503, true),
    (.failed, 503, true), (.notFound, 404, false), (.changed, 409, false), (.notYours, 403, false),
  ])
  func `the log tells of a casebook that is broken, and of nothing that a person did`(
    code: CaseTrouble.Code, status: Int, isTold: Bool
  ) async throws {
    try await LivePages.run {
      $0.cases = CaseAccess(shelf: BrokenShelf(trouble: CaseTrouble(code, "the disk is on fire")))
    } _: { pages in
      let browser = Browser(pages)
      try browser.signIn("ann")
      #expect(try browser.get("/board").status == status)
      let told = pages.log.filter { $0.hasPrefix("error") && $0.contains(code.rawValue) && $0.contains("on fire") }
      #expect(told.count == (isTold ? 1 : 0), "\(pages.log)")
    }
  }

  private struct Unheard: Error { let family = "Harrow Road" }

  @Test func `an error that nobody thought of is told by its type, and without its words`() {
    let answer = DeskSession.answer(to: Unheard(), WebFrame(visit: nil, seesCases: false), on: "board")
    #expect(answer.status == 500)
    #expect(answer.fault == "the page board met an error of type Unheard")
    guard case .page(let html) = answer.content else {
      Issue.record("\(answer.content)")
      return
    }
    #expect(html.contains("The log tells the administrator.") && !html.contains("Harrow"))
  }

  @Test(arguments: [true, false])
  func `a board that loads anew goes on doing so while the casebook is away, and stays in the menu`(isLive: Bool)
    async throws
  {
    try await LivePages.run {
      $0.cases = CaseAccess(shelf: BrokenShelf(trouble: CaseTrouble(.unavailable, "it is away")))
    } _: { pages in
      let browser = Browser(pages)
      try browser.signIn("ann", live: isLive)
      let board = try browser.get("/board")
      #expect(board.status == 503 && (board.headers["refresh"] == "30") == isLive, "\(board)")
      #expect(board.body.contains("href=\"/board\""))
    }
  }
}
