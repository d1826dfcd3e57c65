import CFuzzer
import Desk
import Directory
import Foundation
import TestSupport
import Triage
import WorkingTime

/// A session of an officer: any lines must be answered, each by one reply of the contract that ends where it should.
///
/// An input is a session; a line that begins with `~` swaps the directory for one without some of its councils first.
@_cdecl("LLVMFuzzerTestOneInput")
package func converse(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
  guard let data else { return 0 }
  do {
    try converse(UnsafeRawBufferPointer(start: data, count: size), in: try World.shared.get())
  } catch {
    preconditionFailure("\(error)")
  }
  return 0
}

/// The program: libFuzzer's own.
@_cdecl("SessionFuzz_main")
package func run(_ count: Int32, _ words: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> Int32 {
  fuzz(count, words)
}

private struct World {
  static let shared = Result { try World() }

  /// The contract's list.
  static let codes: Set<Int> = [
    200, 210, 211, 212, 213, 220, 221, 230, 310, 400, 421, 450, 500, 501, 502, 503, 530, 535, 550, 551, 552,
  ]

  let contexts: [DeskContext]

  init() throws {
    let engine = try Shipped.engine
    let directory = engine.directory
    // Without the councils that other ones do not lean on, every other one of them.
    let leanedOn = Set(directory.councils.flatMap { [$0.childrensServices, $0.county].compactMap { $0 } })
    let gone = Set(
      directory.councils.map(\.id).filter { !leanedOn.contains($0) }.enumerated().filter { $0.offset % 2 == 0 }.map(
        \.element))
    let fewer = DirectorySnapshot(
      councils: directory.councils.filter { !gone.contains($0.id) },
      contacts: directory.contacts.filter { !gone.contains($0.council) }, elsewhere: directory.elsewhere,
      version: "fewer", date: directory.date)
    let now = try TimeText.moment("2026-11-26T17:45", clock: engine.clock).moment
    let signIn = SignIn(isRequired: false, holders: ["o": TokenHolder(name: "o", role: .officer)], mark: { $0 })
    contexts = try [directory, fewer].map { directory in
      DeskContext(
        engine: try TriageEngine(
          directory: directory, clock: engine.clock, calendar: engine.calendar, book: engine.book),
        now: now, programVersion: "fuzz", signIn: signIn)
    }
  }
}

private func converse(_ input: UnsafeRawBufferPointer, in world: World) throws {
  var session = DeskSession(limits: SessionLimits(answers: 20, failedSignIns: 5))
  var which = 0
  _ = session.handle("auth o", in: world.contexts[0])
  for bytes in input.split(separator: 0x0a).prefix(40) {
    guard var line = RequestFramer.text(UnsafeRawBufferPointer(rebasing: bytes)) else { continue }
    if line.hasPrefix("~") {
      which = 1 - which
      line.removeFirst()
    }
    let reply = session.handle(line, in: world.contexts[which])
    precondition(World.codes.contains(reply.code), "\(reply.code) is no code of the contract")
    check(reply.wire, of: reply)
    if reply.effect == .close { return }
  }
}

/// A reply is its line and, where the code says so, a block that ends at the first line of one dot.
private func check(_ wire: [UInt8], of reply: Reply) {
  precondition(wire.suffix(2) == [0x0d, 0x0a], "a reply does not end with a line's end")
  let lines = String(decoding: wire, as: UTF8.self).components(separatedBy: "\r\n").dropLast()
  precondition(lines.first?.hasPrefix("\(reply.code) ") == true, "a reply begins with no code")
  if reply.hasBlock {
    precondition(lines.firstIndex(of: ".") == lines.count - 1, "a block ends early, or not at all")
  } else {
    precondition(lines.count == 1, "lines follow a reply that has no block")
  }
  precondition(!wire.contains { $0 < 0x20 && $0 != 0x0d && $0 != 0x0a || $0 == 0x7f }, "control characters are sent")
}
