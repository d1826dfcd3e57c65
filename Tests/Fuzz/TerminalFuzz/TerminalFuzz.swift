import CFuzzer
import Desk
import Logging
import NIOCore
import TestSupport
import Triage
import WorkingTime

@testable import DeskServer

/// A terminal's state machine: whatever a client sends, in whatever pieces and between whatever else befalls the
/// connection, the replies are those of one whole write, and the session ends once the client has closed its side.
///
/// The first eight bytes of an input say how it comes; the rest is what the client sends.
@_cdecl("LLVMFuzzerTestOneInput")
package func play(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
  guard let data, size > 8 else { return 0 }
  let input = UnsafeRawBufferPointer(start: data, count: size)
  let bytes = Array(input.dropFirst(8))
  let plan = SplitMix64(seed: input.loadUnaligned(as: UInt64.self))
  do {
    let world = try World.shared.get()
    let whole = Terminal(world).replies(to: bytes, in: nil)
    let pieces = Terminal(world).replies(to: bytes, in: plan)
    precondition(whole == pieces, "in pieces the replies are others")
    check(whole)
  } catch {
    preconditionFailure("\(error)")
  }
  return 0
}

/// The program: libFuzzer's own.
@_cdecl("TerminalFuzz_main")
package func run(_ count: Int32, _ words: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> Int32 {
  fuzz(count, words)
}

private struct World {
  static let shared = Result { try World() }

  let world: DeskWorld
  let now: Moment

  init() throws {
    let engine = try Shipped.engine
    now = try TimeText.moment("2026-11-26T17:45", clock: engine.clock).moment
    world = DeskWorld(engine: engine, holders: ["o": TokenHolder(name: "o", role: .officer)])
  }
}

/// A session with a clock of its own, which stands still or goes on by so much whenever somebody looks.
private final class Terminal {
  private final class Watch {
    var now = NIODeadline.uptimeNanoseconds(1_000_000_000_000)
    var step = TimeAmount.zero
  }

  private let watch: Watch
  private let desk: FrontDesk
  private var state: TerminalState
  private var sent: [UInt8] = []
  private var isInLine = false
  private var hasEnded = false

  init(_ world: World) {
    let (watch, now) = (Watch(), world.now)
    self.watch = watch
    desk = FrontDesk(
      FrontDeskConfiguration(name: "fuzz", programVersion: "fuzz"), world: world.world,
      log: Logger(label: "fuzz", factory: { _ in SwiftLogNoOpLogHandler() }), mark: { $0 }, clock: { now },
      perform: { _, _ in nil },
      uptime: {
        watch.now = watch.now + watch.step
        return watch.now
      })
    state = TerminalState(desk: desk, hasTLS: false, origin: .loopback)
  }

  /// All that is sent to a client that sends these bytes and closes its side: at once, or as a plan has it.
  func replies(to bytes: [UInt8], in plan: SplitMix64?) -> [UInt8] {
    var dice = plan ?? SplitMix64(seed: 0)
    perform(state.connected(nil))
    if plan != nil { watch.step = .microseconds(Int64.random(in: 0...90, using: &dice)) }
    let most = plan == nil ? bytes.count : [3, 40, 700].randomElement(using: &dice) ?? 3
    var rest = bytes[...]
    while !rest.isEmpty {
      let part = rest.prefix(plan == nil ? most : Int.random(in: 1...most, using: &dice))
      rest = rest.dropFirst(part.count)
      perform(state.received(ByteBuffer(bytes: part)))
      if plan != nil { befall(&dice) }
    }
    if plan != nil, Bool.random(using: &dice) { takeTurns() }
    perform(state.inputEnded())
    perform(state.writability(true))
    takeTurns()
    precondition(hasEnded, "the client is gone and the session is not")
    return sent
  }

  private func befall(_ dice: inout SplitMix64) {
    switch Int.random(in: 0..<5, using: &dice) {
    case 0: takeTurns()
    case 1: perform(state.writability(false))
    case 2: perform(state.writability(true))
    case 3: perform(state.sweep(at: watch.now))
    default: break
    }
  }

  private func takeTurns() {
    while isInLine {
      isInLine = false
      desk.turns.endRound()
      perform(state.takeTurn())
    }
  }

  /// Does what the state machine says, as the handler would.
  private func perform(_ first: TerminalActions) {
    var actions = first
    while true {
      if let output = actions.output { sent += output.readableBytesView }
      if actions.end != nil { hasEnded = true }
      if let away = actions.away {
        actions = state.cameBack(away.answered())
        continue
      }
      switch actions.next {
      case .rest: return
      case .again: actions = state.proceed()
      case .turn:
        precondition(!isInLine, "it stands in line twice")
        isInLine = true
        return
      }
    }
  }
}

/// Whole lines of printable text, the first of which is the greeting.
private func check(_ sent: [UInt8]) {
  precondition(sent.starts(with: Array("220 ".utf8)), "no greeting comes first")
  precondition(sent.suffix(2) == [0x0d, 0x0a], "the last reply does not end with a line's end")
  precondition(!sent.contains { $0 < 0x20 && $0 != 0x0d && $0 != 0x0a || $0 == 0x7f }, "control characters are sent")
}
