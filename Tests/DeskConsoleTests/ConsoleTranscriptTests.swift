import Desk
import DeskConsole
import Foundation
import TestSupport
import Testing
import Triage
import WorkingTime

/// What the desk said, beside what the console made of it.
private final class Overheard {
  var reply: Reply?
}

/// A desk that lets its replies be overheard.
private struct OverheardDesk: ConsoleDesk {
  var session = DeskSession(limits: SessionLimits())
  let context: DeskContext
  let overheard: Overheard
  let welcome = ["welcome"]
  let prompt = "> "
  var format: DeskFormat { session.format }

  mutating func answer(_ line: String) throws -> Reply {
    let reply = session.handle(line, in: context)
    overheard.reply = reply
    return reply
  }
}

/// A session at a console: the lines as they are printed, with the codes that only a socket shows.
private struct AtConsole: Conversation {
  let overheard = Overheard()
  let output: FileHandle
  var console: Console<OverheardDesk>

  init(context: DeskContext) throws {
    let path = NSTemporaryDirectory() + "nightdesk-console-" + UUID().uuidString
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    output = try FileHandle(forUpdating: URL(fileURLWithPath: path))
    try FileManager.default.removeItem(atPath: path)
    console = Console(
      at: OverheardDesk(context: context, overheard: overheard), options: ConsoleOptions(goesOn: true), output: output)
  }

  mutating func reply(to line: String) throws -> [String] {
    try output.truncate(atOffset: 0)
    overheard.reply = nil
    _ = try console.run(script: [line])
    try output.seek(toOffset: 0)
    let printed = String(decoding: output.readDataToEndOfFile(), as: UTF8.self)
    var lines = printed.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    // A console passes over an empty line, which a socket must answer.
    guard let reply = overheard.reply else { return ["500 an empty line is not a command; 'help' lists the commands"] }
    guard reply.hasBlock else { return lines.map { "\(reply.code) \($0)" } }
    let isDocument = console.isWritingDocuments && reply.code != 211
    let isTitled = !isDocument && reply.code != 212
    let title = isTitled ? lines.removeFirst() : reply.text
    if !isDocument { lines = lines.map { $0.hasPrefix("  ") ? String($0.dropFirst(2)) : $0 } }
    return ["\(reply.code) \(title)"] + lines + ["."]
  }
}

/// The transcripts that socket and memory run, at a console.
struct ConsoleTranscriptTests {
  @Test(arguments: Transcript.all)
  func `a transcript goes at a console as it is written`(transcript: Transcript) throws {
    let engine = try Shipped.engine
    let context = DeskContext(
      engine: engine, now: try TimeText.moment(transcript.moment, clock: engine.clock).moment, programVersion: "test",
      signIn: SignIn(
        isRequired: false,
        holders: [
          TestToken.officer: TokenHolder(name: "ann", role: .officer),
          TestToken.terminal: TokenHolder(name: "desk-3", role: .terminal),
        ], mark: { $0 }))
    var conversation = try AtConsole(context: context)
    let differences = try transcript.differences(from: &conversation, engine: engine)
    #expect(differences == [])
  }
}
