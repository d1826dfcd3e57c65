import Desk
import DeskServer
import Foundation
import NIOCore
import TestSupport
import Testing

/// Every limit, reached over a real socket.
struct LimitTests {
  private static func codes(_ wire: Wire) throws -> [String] {
    try wire.rest().split(separator: "\r\n").filter { $0.prefix(3).allSatisfy(\.isNumber) && $0.count > 4 }
      .map { String($0.prefix(3)) }
  }

  @Test(arguments: [(1020, "500"), (1022, "500"), (1023, "502"), (5000, "502"), (300_000, "502")])
  func `a line of 1,024 bytes with its ending is taken, and a longer one skipped`(length: Int, code: String)
    async throws
  {
    try await LiveDesk.run { desk in
      let wire = try desk.wire()
      try wire.send(line: String(repeating: "x", count: length))
      #expect(try wire.reply().first?.hasPrefix(code) == true)
      try wire.send(line: "lookup canterbury ooh")
      #expect(try wire.reply().first?.hasPrefix("210 Canterbury") == true)
    }
  }

  @Test func `the longest line is what it is set to`() async throws {
    try await LiveDesk.run {
      $0.limits.lineLength = 64
    } _: { desk in
      let wire = try desk.wire()
      try wire.send(line: String(repeating: "x", count: 63))
      #expect(try wire.reply().first?.hasPrefix("502 the line is too long; 64 bytes") == true)
    }
  }

  @Test(arguments: [
    [0x6c, 0x6f, 0x00, 0x6f], [0x1b, 0x5b, 0x41], [0x6c, 0x09, 0x6c], [0x7f], [0x0d, 0x0d], [0xff, 0xfe],
    [0xc3], [0xe2, 0x82], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xc2, 0x85],
  ])
  func `control characters and what is not UTF-8 are refused`(bytes: [UInt8]) async throws {
    try await LiveDesk.run { desk in
      let wire = try desk.wire()
      try wire.send([0x68, 0x20] + bytes + [0x0a])
      #expect(try wire.reply().first?.hasPrefix("501 ") == true)
      try wire.send(line: "version")
      #expect(try wire.reply().first?.hasPrefix("200 ") == true)
    }
  }

  @Test func `one session more than there is room for is told so, and comes in once there is`() async throws {
    try await LiveDesk.run {
      $0.limits.sessions = 2
    } _: { desk in
      let first = try desk.wire()
      let second = try desk.wire()
      let third = try Wire(port: desk.port)
      #expect(try third.rest() == "421 no room for another session; try again later\r\n")
      try second.send(line: "quit")
      #expect(try second.rest() == "221 goodbye\r\n")
      second.finish()
      #expect(comesTrue { (try? Wire(port: desk.port).line())??.hasPrefix("220 ") == true })
      try first.send(line: "version")
      #expect(try first.reply().first?.hasPrefix("200 ") == true)
    }
  }

  @Test func `a session that asks nothing is ended, also one that only drips bytes`() async throws {
    try await LiveDesk.run {
      $0.limits.idle = .milliseconds(400)
    } _: { desk in
      let silent = try desk.wire()
      let dripping = try desk.wire()
      var isOpen = true
      while isOpen {
        do { try dripping.send([0x78]) } catch { isOpen = false }
        Thread.sleep(forTimeInterval: 0.05)
      }
      #expect(try silent.rest() == "400 idle for too long\r\n")
    }
  }

  @Test func `requests beyond so many a second are told to slow down, and are not carried out`() async throws {
    try await LiveDesk.run {
      $0.limits.requestsPerSecond = 5
    } _: { desk in
      let wire = try desk.wire()
      try wire.send(Array(String(repeating: "failed luton/safeguarding\r\n", count: 100).utf8))
      wire.finish()
      let codes = try Self.codes(wire).filter { $0 == "210" || $0 == "450" }
      #expect(codes.count == 100)
      #expect(codes.prefix(5).allSatisfy { $0 == "210" })
      #expect(codes.contains("450"))
      #expect(desk.effects.count == codes.filter { $0 == "210" }.count)
    }
  }

  @Test func `a client that does not read is not read from, and gets all of it once it does`() async throws {
    try await LiveDesk.run {
      $0.limits.pendingOutput = 64 << 10
    } _: { desk in
      let wire = try Wire(port: desk.port, seconds: 60, receive: 8 << 10)
      let count = 3000
      let socket = wire.socket
      let writer = Thread {
        do {
          try Wire.send(Array((String(repeating: "councils\r\n", count: count) + "quit\r\n").utf8), to: socket)
        } catch {
          Issue.record("\(error)")
        }
      }
      #expect(try wire.line()?.hasPrefix("220 ") == true)
      writer.start()
      Thread.sleep(forTimeInterval: 0.5)
      var replies = 0
      while let first = try wire.reply().first, first.hasPrefix("213 ") { replies += 1 }
      #expect(replies == count)
    }
  }

  @Test func `a client that never reads is closed`() async throws {
    try await LiveDesk.run {
      $0.limits.pendingOutput = 64 << 10
      $0.limits.stalled = .milliseconds(500)
    } _: { desk in
      let wire = try Wire(port: desk.port, receive: 8 << 10)
      let other = try desk.wire()
      var isOpen = true
      while isOpen {
        do { try wire.send(Array("councils\r\n".utf8)) } catch { isOpen = false }
      }
      #expect(desk.log.lines.contains { $0.contains("does not read its replies") })
      try other.send(line: "version")
      #expect(try other.reply().first?.hasPrefix("200 ") == true)
    }
  }

  @Test func `what all clients together leave unread is bounded, and who reads is not among those closed`() async throws
  {
    try await LiveDesk.run {
      $0.limits.pendingOutput = 1 << 20
      $0.limits.totalPendingOutput = 2 << 20
    } _: { desk in
      let reading = try desk.wire()
      var greedy: [Wire] = []
      for _ in 0..<12 {
        let wire = try Wire(port: desk.port, receive: 4 << 10)
        // Below what one of them may leave, so that only the bound for all can stop them.
        try wire.send(Array(String(repeating: "councils\r\n", count: 6000).utf8))
        greedy.append(wire)
        try reading.send(line: "version")
        #expect(try reading.reply().first?.hasPrefix("200 ") == true)
      }
      #expect(
        comesTrue { desk.log.lines.contains { $0.contains("take too much room") } }, "\(desk.log.lines.suffix(3))")
      try reading.send(line: "lookup luton")
      #expect(try reading.reply().first?.hasPrefix("210 ") == true)
    }
  }

  @Test func `sign-ins that fail end the session`() async throws {
    try await LiveDesk.run {
      $0.limits.session.failedSignIns = 3
    } _: { desk in
      let wire = try desk.wire()
      try wire.send(Array(String(repeating: "auth wrong-secret\r\n", count: 5).utf8))
      #expect(try Self.codes(wire) == ["535", "535", "450"])
      #expect(desk.log.lines.filter { $0.contains("a sign-in failed") }.count == 3)
      #expect(!desk.log.lines.contains { $0.contains("wrong-secret") })
    }
  }

  @Test func `a triage takes so many answers, and one more once one is undone`() async throws {
    try await LiveDesk.run {
      $0.limits.session.answers = 2
    } _: { desk in
      let wire = try desk.wire()
      let lines = [
        "auth \(TestToken.officer)", "triage luton", "set pregnant yes", "set pregnant no", "set children 4",
        "unset pregnant", "back", "set children 4", "quit",
      ]
      try wire.send(Array(lines.joined(separator: "\r\n").utf8) + [0x0d, 0x0a])
      #expect(try Self.codes(wire) == ["230", "200", "200", "200", "503", "503", "200", "200", "221"])
    }
  }
}
