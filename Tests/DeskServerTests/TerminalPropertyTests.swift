import Foundation
import NIOCore
import TestSupport
import Testing

@testable import DeskServer

/// Whatever a client sends, and however it comes, the replies are those of one whole write.
struct TerminalPropertyTests {
  private static let isLong = ProcessInfo.processInfo.environment["NIGHTDESK_LONG"] == "1"

  private static let lines = [
    "version", "lookup canterbury ooh", "lookup luton", "who luton housing", "find cantebury", "councils", "help",
    "triage luton", "triage thanet at fri 5pm", "ask", "set children 4 7", "set violence-risk thanet",
    "set pregnant yes",
    "unset pregnant", "back", "facts", "result", "why LUT-24", "close", "format json", "format text", "format text 40",
    "failed luton/safeguarding", "rang 1", "complete lo", "auth \(TestToken.officer)", "auth \(TestToken.terminal)",
    "auth wrong", "deadline LUT-35 from today", "nonsense", "", " ", ".", "..", "GET", "a: b", "HELP lookup",
  ]

  /// A client's bytes: commands, now and then something that is none, with every kind of line ending.
  private static func input(_ dice: inout SplitMix64) -> [UInt8] {
    var bytes: [UInt8] = Bool.random(using: &dice) ? Array("auth \(TestToken.officer)\r\n".utf8) : []
    for _ in 0..<Int.random(in: 1...30, using: &dice) {
      switch Int.random(in: 0..<20, using: &dice) {
      case 0: bytes += (0..<Int.random(in: 1...60, using: &dice)).map { _ in UInt8.random(in: 0...255, using: &dice) }
      case 1: bytes += [UInt8](repeating: UInt8.random(in: 0x20...0x7e, using: &dice), count: 1100)
      case 2: bytes += Array("POST /".utf8) + [UInt8](repeating: 0x41, count: Int.random(in: 1...1500, using: &dice))
      case 3: bytes += Array("find \u{e9}\u{1F600} zz".utf8)
      default: bytes += Array(lines[Int.random(in: 0..<lines.count, using: &dice)].utf8)
      }
      bytes += [[0x0d, 0x0a], [0x0a], [0x0d, 0x0a], [0x0d, 0x0d, 0x0a], []][Int.random(in: 0..<5, using: &dice)]
    }
    return bytes
  }

  private static func play(_ bytes: [UInt8], inPieces: Bool, _ dice: inout SplitMix64) throws -> Bench {
    let bench = try Bench()
    bench.connect()
    if inPieces, Bool.random(using: &dice) { bench.step = .microseconds(Int64.random(in: 20...90, using: &dice)) }
    let most = inPieces ? [3, 40, 700][Int.random(in: 0..<3, using: &dice)] : bytes.count + 1
    var rest = bytes[...]
    while !rest.isEmpty {
      let part = rest.prefix(inPieces ? Int.random(in: 1...most, using: &dice) : most)
      rest = rest.dropFirst(part.count)
      bench.perform(bench.state.received(ByteBuffer(bytes: part)))
      guard inPieces else { continue }
      switch Int.random(in: 0..<5, using: &dice) {
      case 0: bench.takeTurns()
      case 1: bench.perform(bench.state.writability(false))
      case 2: bench.perform(bench.state.writability(true))
      case 3: bench.sweep()
      default: break
      }
    }
    // The client has closed its side: before it is answered, or after.
    if inPieces, Bool.random(using: &dice) { bench.takeTurns() }
    bench.perform(bench.state.inputEnded())
    bench.perform(bench.state.writability(true))
    bench.takeTurns()
    return bench
  }

  @Test func `any input in any pieces, order of turns and half-closure gives the replies of one whole write`() throws {
    var dice = SplitMix64(seed: 14)
    for round in 0..<(Self.isLong ? 3000 : 60) {
      let bytes = Self.input(&dice)
      let whole = try Self.play(bytes, inPieces: false, &dice)
      #expect(whole.end != nil)
      for _ in 0..<3 {
        let pieces = try Self.play(bytes, inPieces: true, &dice)
        #expect(pieces.sent == whole.sent, "round \(round): \(String(decoding: bytes, as: UTF8.self).debugDescription)")
        #expect(pieces.end != nil, "round \(round)")
        guard pieces.sent == whole.sent else { return }
      }
    }
  }
}
