import Desk
import DeskWeb
import Foundation
import Synchronization
import TestSupport
import Testing

/// A casebook whose disk is slow, or which another program has locked, holds no browser up but the one that asks it.
struct SlowPagesTests {
  /// What a thread of its own came back with.
  private final class Errand: Sendable {
    private let answer = Mutex<(status: Int, body: String)?>(nil)

    /// Gets a page on a thread of its own.
    init(_ path: String, cookie: String?, _ port: Int) {
      Thread.detachNewThread { [self] in
        let lines = ["GET \(path) HTTP/1.1", "Host: 127.0.0.1:\(port)", "Connection: close", "Cookie: \(cookie ?? "")"]
        do {
          let got = try Browser.raw(lines.joined(separator: "\r\n") + "\r\n\r\n", port: port)
          answer.withLock { $0 = (got?.status ?? 0, got?.body ?? "") }
        } catch { Issue.record("\(error)") }
      }
    }

    /// The status of the answer, once it has come; nil while it has not.
    var status: Int? { answer.withLock { $0?.status } }
  }

  /// Waits until something holds; false where it does not within two minutes.
  private static func comesTrue(_ condition: () -> Bool) -> Bool {
    let end = Date().addingTimeInterval(120)
    while !condition() {
      if Date() > end { return false }
      Thread.sleep(forTimeInterval: 0.01)
    }
    return true
  }

  @Test func `while one waits for the casebook, another's page comes at once`() async throws {
    let shelf = SlowShelf()
    try await LivePages.run {
      $0.cases = CaseAccess(shelf: shelf)
    } _: { pages in
      let (ann, mo) = (Browser(pages), Browser(pages))
      try ann.signIn("ann")
      let board = Errand("/board", cookie: ann.cookie, pages.port)
      #expect(Self.comesTrue { shelf.looks == 1 })
      #expect(try mo.signIn("mo").status == 303)
      for path in ["/style.css", "/sign-in", "/"] {
        #expect(try mo.get(path).status < 400)
      }
      #expect(board.status == nil)
      shelf.answer()
      #expect(Self.comesTrue { board.status == 200 })
    }
  }

  @Test func `one who asks twice is answered in order`() async throws {
    let shelf = SlowShelf()
    try await LivePages.run {
      $0.cases = CaseAccess(shelf: shelf)
    } _: { pages in
      let ann = Browser(pages)
      try ann.signIn("ann")
      let first = Errand("/board", cookie: ann.cookie, pages.port)
      #expect(Self.comesTrue { shelf.looks == 1 })
      let second = Errand("/board", cookie: ann.cookie, pages.port)
      // The second one is in line when a third connection, which came after it, has been answered.
      #expect(try Browser(pages).get("/style.css").status == 200)
      #expect(shelf.looks == 1)
      shelf.answer()
      #expect(Self.comesTrue { first.status == 200 && shelf.looks == 2 })
      let third = Errand("/board", cookie: ann.cookie, pages.port)
      #expect(try Browser(pages).get("/style.css").status == 200)
      shelf.answer()
      #expect(Self.comesTrue { second.status == 200 && shelf.looks == 3 })
      shelf.answer()
      #expect(Self.comesTrue { third.status == 200 })
    }
  }

  @Test func `pages that stop answer first who waits for the casebook`() async throws {
    let shelf = SlowShelf()
    let pages = try await LivePages(at: "2026-11-27T17:45") {
      $0.cases = CaseAccess(shelf: shelf)
      $0.limits.farewell = .seconds(120)
    }
    let port = pages.port
    let cookie = try await withTaskExecutorPreference(LivePages.ThreadPerJob()) {
      let ann = Browser(pages)
      try ann.signIn("ann")
      return ann.cookie
    }
    let board = Errand("/board", cookie: cookie, port)
    while shelf.looks == 0 { try await Task.sleep(for: .milliseconds(10)) }
    Thread.detachNewThread {
      // The listener is closed first; the answer comes while the server is on its way out.
      _ = Self.comesTrue { (try? Wire(port: port)) == nil }
      shelf.answer()
    }
    await pages.service.stop()
    while board.status == nil { try await Task.sleep(for: .milliseconds(10)) }
    #expect(board.status == 200)
  }
}
