import Desk
import DeskServer
import Foundation
import Synchronization
import TestSupport
import Testing
import WorkingTime

/// A casebook whose disk is slow, or which another program has locked, holds nobody up but whoever asks it.
struct SlowCasebookTests {
  private static func officer(_ desk: LiveDesk) throws -> Wire {
    let wire = try desk.wire()
    try wire.send(line: "auth \(TestToken.officer)")
    #expect(try wire.reply().first?.hasPrefix("230") == true)
    return wire
  }

  @Test func `while one waits for the casebook, another is answered at once`() async throws {
    let shelf = SlowShelf()
    try await LiveDesk.run {
      $0.cases = CaseAccess(shelf: shelf)
    } _: { desk in
      let slow = try Self.officer(desk)
      let quick = try desk.wire()
      try slow.send(line: "board")
      #expect(comesTrue { shelf.looks == 1 })
      for _ in 0..<20 {
        try quick.send(line: "who luton housing")
        #expect(try quick.reply().first?.hasPrefix("210") == true)
      }
      shelf.answer()
      #expect(try slow.reply().first?.hasPrefix("215") == true)
    }
  }

  @Test func `a number is reported at once, however many wait for the casebook`() async throws {
    let shelf = SlowShelf()
    try await LiveDesk.run {
      $0.cases = CaseAccess(shelf: shelf)
    } _: { desk in
      let waiting = try (0..<24).map { _ in try Self.officer(desk) }
      for wire in waiting { try wire.send(line: "board") }
      #expect(comesTrue { shelf.looks >= 2 })
      let quick = try Self.officer(desk)
      for line in ["failed dover/out-of-hours no-answer", "triage thanet", "rang 1 no answer"] {
        try quick.send(line: line)
        #expect(try quick.reply().first?.hasPrefix("2") == true)
      }
      #expect(desk.effects.count == 2)
      // Nobody was answered meanwhile.
      shelf.answer(times: waiting.count)
      for wire in waiting { #expect(try wire.reply().first?.hasPrefix("215") == true) }
    }
  }

  @Test func `what one session asks behind it is answered in its order`() async throws {
    let shelf = SlowShelf()
    try await LiveDesk.run {
      $0.cases = CaseAccess(shelf: shelf)
    } _: { desk in
      let wire = try Self.officer(desk)
      try wire.send(Array("board\nversion\nboard\nlookup dover\nquit\n".utf8))
      #expect(comesTrue { shelf.looks == 1 })
      shelf.answer(times: 2)
      var codes: [String] = []
      for _ in 0..<5 { codes.append(String(try wire.reply().first?.prefix(3) ?? "")) }
      #expect(codes == ["215", "200", "215", "210", "221"])
    }
  }

  @Test func `who hangs up meanwhile is forgotten, and a server that stops answers first`() async throws {
    let shelf = SlowShelf()
    let desk = try await LiveDesk(moment: "2026-11-26T17:45", world: nil) { $0.cases = CaseAccess(shelf: shelf) }
    let isAsked = Mutex(false)
    async let talk = onThread {
      var gone: Wire? = try Self.officer(desk)
      try gone?.send(line: "board")
      #expect(comesTrue { shelf.looks == 1 })
      gone = nil
      shelf.answer()
      let last = try Self.officer(desk)
      try last.send(line: "board")
      #expect(comesTrue { shelf.looks == 2 })
      isAsked.withLock { $0 = true }
      // The answer comes while the server is on its way out.
      // Other tests may keep all threads that this one could go on from for minutes.
      #expect(comesTrue(within: 900) { (try? Wire(port: desk.port)) == nil })
      shelf.answer()
      return try last.rest()
    }
    while !isAsked.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(10)) }
    await desk.service.stop()
    let said = try await talk
    #expect(said.contains("215 0 open cases"), "\(said)")
    #expect(said.contains("400 the server is shutting down"), "\(said)")
  }
}
