import Desk
import DeskServer
import TestSupport
import Testing
import Triage
import WorkingTime

/// A session in memory, as a socket's.
private struct InMemory: Conversation {
  var session = DeskSession(limits: SessionLimits())
  let context: DeskContext

  mutating func reply(to line: String) throws -> [String] {
    let text = String(decoding: session.handle(line, in: context).wire, as: UTF8.self)
    return text.split(separator: "\r\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }
}

/// A session over TCP.
private struct OverTCP: Conversation {
  let wire: Wire

  mutating func reply(to line: String) throws -> [String] {
    try wire.send(line: line)
    return try wire.reply()
  }
}

struct TranscriptTests {
  @Test(arguments: Transcript.all)
  func `a transcript goes in memory as it is written`(transcript: Transcript) throws {
    let engine = try Shipped.engine
    let context = DeskContext(
      engine: engine, now: try TimeText.moment(transcript.moment, clock: engine.clock).moment, programVersion: "test",
      signIn: SignIn(isRequired: false, holders: try LiveDesk.world().holders, mark: { Token.mark(of: $0) }))
    var conversation = InMemory(context: context)
    let differences = try transcript.differences(from: &conversation, engine: engine)
    #expect(differences == [], "\(differences.joined(separator: "\n"))")
  }

  @Test(arguments: Transcript.all)
  func `a transcript goes over TCP as it is written`(transcript: Transcript) async throws {
    try await LiveDesk.run(moment: transcript.moment) { desk in
      var conversation = OverTCP(wire: try desk.wire())
      #expect(try transcript.differences(from: &conversation, engine: try Shipped.engine) == [])
    }
  }

  @Test(arguments: Transcript.all)
  func `a whole transcript is answered alike in one piece and one byte at a time`(transcript: Transcript) async throws {
    let requests = Array(transcript.turns.map { $0.request + "\r\n" }.joined().utf8)
    try await LiveDesk.run(moment: transcript.moment) { desk in
      let whole = try desk.wire()
      try whole.send(requests)
      whole.finish()
      let expected = try whole.rest()
      #expect(!expected.isEmpty)
      let slow = try desk.wire()
      for byte in requests { try slow.send([byte]) }
      slow.finish()
      #expect(try slow.rest() == expected)
    }
  }
}
