import Desk
import Logging
import NIOCore
import TestSupport
import Testing
import WorkingTime

@testable import DeskServer

/// A terminal's session without a socket, a loop or a clock that runs by itself.
final class Bench {
  /// The time; it goes on by so much whenever somebody looks.
  private final class Watch {
    var now = NIODeadline.uptimeNanoseconds(1_000_000_000_000)
    var step = TimeAmount.zero
  }

  /// Who has reported what was noted.
  private final class Noted: @unchecked Sendable {
    // Of one test, which runs on one thread.
    var names: [String] = []
  }

  private let watch = Watch()
  private let noted = Noted()
  var reporters: [String] { noted.names }
  let desk: FrontDesk
  var state: TerminalState
  /// All that was sent so far.
  private(set) var sent = ""
  private(set) var notices: [String] = []
  private(set) var reads = true
  private(set) var end: TerminalActions.End?
  private(set) var isInLine = false
  /// How often it stood in line.
  private(set) var turns = 0
  private(set) var refusesNotes = false

  init(
    hasTLS: Bool = false, requiresSignIn: Bool = false, notes: String? = nil,
    origin: Admission.Origin = .loopback,
    _ change: (inout DeskLimits) -> Void = { _ in }
  ) throws {
    var limits = DeskLimits()
    change(&limits)
    let configuration = FrontDeskConfiguration(
      name: "test", programVersion: "test", requiresSignIn: requiresSignIn, limits: limits)
    let (watch, noted) = (watch, noted)
    let moment = try TimeText.moment("2026-11-26T17:45", clock: Shipped.clock).moment
    desk = FrontDesk(
      configuration, world: try LiveDesk.world(),
      log: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }), mark: { Token.mark(of: $0) },
      clock: { moment },
      perform: { _, somebody in
        noted.names.append(somebody)
        return notes
      },
      uptime: {
        watch.now = watch.now + watch.step
        return watch.now
      })
    state = TerminalState(desk: desk, hasTLS: hasTLS, origin: origin)
  }

  /// How much time passes whenever somebody looks.
  var step: TimeAmount {
    get { watch.step }
    set { watch.step = newValue }
  }

  func pass(_ time: TimeAmount) { watch.now = watch.now + time }

  /// Does what the state machine says, as the handler would.
  func perform(_ first: TerminalActions) {
    var actions = first
    while true {
      notices += actions.notices.map(\.text)
      if let isOn = actions.reads { reads = isOn }
      if let output = actions.output { sent += String(buffer: output) }
      end = actions.end ?? end
      if let away = actions.away {
        actions = state.cameBack(away.answered())
        continue
      }
      switch actions.next {
      case .rest: return
      case .again: actions = state.proceed()
      case .turn:
        isInLine = true
        turns += 1
        return
      }
    }
  }

  func connect() {
    perform(state.connected(nil))
    sent = ""
  }

  func send(_ text: String) { perform(state.received(ByteBuffer(string: text))) }

  /// Lets it have its turns until it asks for none.
  func takeTurns() {
    while isInLine {
      isInLine = false
      desk.turns.endRound()
      perform(state.takeTurn())
    }
  }

  func sweep() { perform(state.sweep(at: watch.now)) }

  var codes: [String] {
    sent.split(separator: "\r\n").filter { $0.prefix(3).allSatisfy(\.isNumber) && $0.dropFirst(3).first == " " }
      .map { String($0.prefix(3)) }
  }
}

struct TerminalStateTests {
  @Test func `it greets, answers in order, and takes leave`() throws {
    let bench = try Bench()
    bench.perform(bench.state.connected(nil))
    bench.send("version\r\nlookup canterbury ooh\nnonsense\r\nquit\r\nversion\r\n")
    #expect(bench.codes == ["220", "200", "210", "500", "221"])
    #expect(bench.end == .afterSending)
    bench.perform(bench.state.lastWordsSent())
    #expect(bench.end == .afterSending)
    bench.perform(bench.state.inputEnded())
    #expect(bench.end == .now)
  }

  @Test func `over TLS it says nothing before that is agreed, and waits for it only so long`() throws {
    let bench = try Bench(hasTLS: true)
    bench.perform(bench.state.connected(nil))
    #expect(bench.sent == "")
    bench.sweep()
    #expect(bench.end == nil)
    bench.pass(bench.desk.limits.handshake + .seconds(1))
    bench.sweep()
    #expect(bench.end == .now)
    #expect(bench.notices == ["a TLS handshake was not finished in time"])
    let other = try Bench(hasTLS: true)
    other.perform(other.state.connected(nil))
    other.perform(other.state.secured())
    #expect(other.codes == ["220"])
  }

  @Test func `any split of the bytes, and any order of turns, gives the replies of one whole write`() throws {
    let text = """
      auth \(TestToken.officer)\r\nlookup canterbury ooh\nfind cantebury\r\ntriage luton\r\nset children 4 7\r
      \u{1}bad\r\n\(String(repeating: "x", count: 3000))\r\nfacts\r\nformat json\r\nresult\r\nback\r\ncouncils\r
      failed luton/safeguarding\r\nhelp\r\nlookup luton\r\nlookup luton\r\nquit\r\n
      """
    let whole = try Bench()
    whole.connect()
    whole.send(text)
    whole.takeTurns()
    #expect(whole.codes.last == "221")
    #expect(whole.codes.count > 15)
    var dice = SplitMix64(seed: 11)
    for round in 0..<200 {
      let bench = try Bench()
      bench.connect()
      // A clock so fast that a stretch of work is over after a request or two, in every other round.
      if round % 2 == 1 { bench.step = .microseconds(60) }
      var rest = Array(text.utf8)[...]
      while !rest.isEmpty {
        let part = rest.prefix(Int.random(in: 1...(round < 100 ? 20 : 600), using: &dice))
        rest = rest.dropFirst(part.count)
        bench.perform(bench.state.received(ByteBuffer(bytes: part)))
        switch Int.random(in: 0..<4, using: &dice) {
        case 0: bench.takeTurns()
        case 1:
          bench.perform(bench.state.writability(false))
          bench.perform(bench.state.writability(true))
        default: break
        }
      }
      if round % 3 == 0 { bench.perform(bench.state.inputEnded()) }
      bench.takeTurns()
      #expect(bench.sent == whole.sent, "round \(round)")
      #expect(bench.end == .afterSending)
    }
  }

  @Test func `whoever asks more than a share of the time waits, and the others' requests go first`() throws {
    let bench = try Bench()
    bench.connect()
    bench.step = .microseconds(200)
    bench.send((0..<50).map { "find word\($0) other\($0)\r\n" }.joined())
    let first = bench.codes.count
    #expect((1...4).contains(first))
    #expect(bench.isInLine)
    // Nothing of it is read meanwhile once enough waits.
    bench.send((0..<200).map { "find more\($0) of\($0) it\($0)\r\n" }.joined())
    #expect(bench.codes.count == first)
    #expect(!bench.reads)
    // Others that have asked little are answered at once all the same.
    #expect(bench.desk.turns.mayWork(TimeShare(at: bench.desk.uptime())))
    bench.takeTurns()
    #expect(bench.codes.count == 250)
    #expect(bench.turns >= 50)
    #expect(bench.reads)
  }

  @Test func `in one round of the loop all who ask much work only so long together`() throws {
    let bench = try Bench()
    var share = TimeShare(at: bench.desk.uptime())
    share.spend(.seconds(1))
    #expect(share.left == TimeShare.least)
    #expect(bench.desk.turns.mayWork(share))
    bench.desk.turns.charge(Turns.round)
    #expect(!bench.desk.turns.mayWork(share))
    bench.desk.turns.endRound()
    #expect(bench.desk.turns.mayWork(share))
    // A debt is over some seconds later, however deep it was.
    bench.desk.turns.charge(Turns.round)
    bench.pass(.seconds(11))
    share.grow(to: bench.desk.uptime())
    #expect(share.left > 0)
    #expect(bench.desk.turns.mayWork(share))
  }

  @Test func `a client that does not fetch its replies is not read from, and closed in the end`() throws {
    let bench = try Bench()
    bench.connect()
    bench.perform(bench.state.writability(false))
    #expect(!bench.reads)
    bench.send("version\r\n")
    #expect(bench.sent == "")
    bench.perform(bench.state.writability(true))
    bench.takeTurns()
    #expect(bench.codes == ["200"])
    #expect(bench.reads)
    bench.perform(bench.state.writability(false))
    bench.pass(bench.desk.limits.stalled + .seconds(1))
    bench.sweep()
    #expect(bench.end == .now)
  }

  @Test(arguments: [true, false])
  func `what was sent before the client closed its side, or the server leaves, is answered first`(isServer: Bool) throws
  {
    let bench = try Bench()
    bench.connect()
    bench.perform(bench.state.writability(false))
    bench.send("version\r\nlookup luton\r\n")
    if isServer {
      bench.desk.beginDraining()
      bench.perform(bench.state.drain())
    } else {
      bench.perform(bench.state.inputEnded())
    }
    #expect(bench.end == nil)
    bench.perform(bench.state.writability(true))
    bench.takeTurns()
    #expect(bench.codes == ["200", "210"] + (isServer ? ["400"] : []))
    #expect(bench.end == .afterSending)
  }

  @Test func `a session that is refused is told so, and many at once are only hung up on`() throws {
    let bench = try Bench()
    let refusal = Reply(421, "no room for another session; try again later")
    bench.perform(bench.state.connected(refusal))
    #expect(bench.codes == ["421"])
    #expect(bench.end == .afterSending)
    let hidden = try Bench(hasTLS: true)
    hidden.perform(hidden.state.connected(refusal))
    #expect(hidden.sent == "")
    #expect(hidden.end == .now)
    let crowded = try Bench { $0.sessions = 0 }
    for _ in 0...FrontDesk.mostRefusals {
      _ = crowded.desk.admit(TerminalHandler(desk: crowded.desk, hasTLS: false, origin: .loopback))
    }
    crowded.perform(crowded.state.connected(refusal))
    #expect(crowded.sent == "")
    #expect(crowded.end == .now)
  }

  @Test func `where signing in is required it has to be done in time`() throws {
    for signsIn in [false, true] {
      let bench = try Bench(requiresSignIn: true)
      bench.connect()
      bench.pass(.seconds(100))
      bench.send("help\r\n")
      if signsIn { bench.send("auth \(TestToken.terminal)\r\n") }
      bench.pass(.seconds(21))
      bench.sweep()
      #expect((bench.end == nil) == signsIn)
      #expect(bench.codes.last == (signsIn ? "230" : "400"))
    }
  }

  @Test func `one that asks nothing is ended, and a request begins that time anew`() throws {
    let bench = try Bench()
    bench.connect()
    for _ in 0..<3 {
      bench.pass(.minutes(29))
      bench.send("lookup luton\r\n")
      bench.sweep()
      #expect(bench.end == nil)
    }
    bench.pass(.minutes(29))
    bench.send("half a li")
    bench.pass(.minutes(2))
    bench.sweep()
    #expect(bench.codes.last == "400")
  }

  @Test(arguments: [
    "POST / HTTP/1.1\r\n", "POST /\(String(repeating: "A", count: 1100)) HTTP/1.1\r\n",
    "GET /a path with spaces HTTP/1.0\r\n", "x\(String(repeating: "y", count: 1100))\r\nHost: localhost\r\n",
    "PATCH http://\(String(repeating: "b", count: 2000)) HTTP/1.1\r\n", "PRI * HTTP/2.0\r\n",
    "nothing\r\nContent-Type: text/plain\r\n", "host:localhost:6110\r\n",
  ])
  func `a web request of whatever shape ends the session, and nothing behind it is carried out`(head: String) throws {
    for isWhole in [true, false] {
      let bench = try Bench()
      bench.connect()
      let text = head + "\r\nfailed luton/safeguarding wrong-number\r\nversion\r\n"
      if isWhole {
        bench.send(text)
      } else {
        for byte in text.utf8 { bench.perform(bench.state.received(ByteBuffer(bytes: [byte]))) }
      }
      #expect(bench.codes.last == "400", "\(bench.sent)")
      #expect(!bench.codes.contains("210") && !bench.codes.contains("200"))
      #expect(bench.notices == ["a web request turned away"])
    }
  }

  @Test func `every sign-in that fails is told to the log, the last one too, and a success counts anew`() throws {
    let bench = try Bench { $0.session.failedSignIns = 3 }
    bench.connect()
    bench.send("auth a\r\nauth b\r\nauth \(TestToken.officer)\r\nauth c\r\nauth d\r\n")
    #expect(bench.codes == ["535", "535", "230", "535", "535"])
    bench.send("auth e\r\n")
    #expect(bench.codes.last == "450")
    #expect(bench.notices.count == 5)
    #expect(bench.end == .afterSending)
  }

  @Test func `a triage does not pass to whoever signs in next on the same session`() throws {
    let bench = try Bench()
    bench.connect()
    bench.send(
      "auth \(TestToken.officer)\r\ntriage luton\r\nset children 4 7\r\nauth \(TestToken.officer)\r\nfacts\r\n")
    #expect(bench.codes.last == "213")
    bench.send("auth \(TestToken.terminal)\r\nauth \(TestToken.officer)\r\nfacts\r\n")
    #expect(bench.codes.suffix(3) == ["230", "230", "503"])
    #expect(bench.sent.contains("the triage that was under way is closed"))
  }

  @Test func `a failed contact is only said to be noted when it is`() throws {
    for (why, says) in [
      (nil, ", noted for whoever checks numbers; try next"),
      ("the disk is full", ", not noted: the disk is full; try next"),
    ] {
      let bench = try Bench(notes: why)
      bench.connect()
      bench.send("failed luton/safeguarding\r\n")
      bench.takeTurns()
      #expect(bench.sent.contains(says))
    }
  }

  @Test func `a report says who made it, and from another machine it takes a sign-in`() throws {
    for (origin, signsIn, says, who) in [
      (
        Admission.Origin.loopback, false, ", noted for whoever checks numbers; try next",
        ["not signed in, from loopback"]
      ),
      (.unixSocket, true, ", noted for whoever checks numbers; try next", ["ann"]),
      (.remote("192.0.2.1"), false, ", not noted: sign in first; try next", []),
      (.remote("192.0.2.1"), true, ", noted for whoever checks numbers; try next", ["ann"]),
    ] {
      let bench = try Bench(origin: origin)
      bench.connect()
      if signsIn { bench.send("auth \(TestToken.officer)\r\n") }
      bench.send("failed luton/safeguarding wrong-number\r\n")
      bench.takeTurns()
      #expect(bench.sent.contains(says), "\(bench.sent)")
      #expect(bench.reporters == who)
    }
  }

  @Test func `a session with a width of its own is not told what one without was`() throws {
    let bench = try Bench()
    bench.connect()
    bench.send("lookup kingston\r\nformat text 40\r\n")
    let before = bench.sent.utf8.count
    bench.send("lookup kingston\r\n")
    let lines = String(decoding: bench.sent.utf8.dropFirst(before), as: UTF8.self).split(separator: "\r\n")
    #expect(lines.count > 3)
    #expect(lines.dropFirst().allSatisfy { $0.count <= 41 }, "\(lines)")
  }

  @Test(arguments: [
    "find " + (1...13).map { "w\($0)" }.joined(separator: " "), "find " + String(repeating: "e", count: 900),
    "lookup " + String(repeating: "e", count: 900), "who " + String(repeating: "long ", count: 60) + "housing",
    "failed luton/" + String(repeating: "x", count: 500), "councils " + String(repeating: "y", count: 81),
  ])
  func `a search for more than anybody means is refused before it costs anything`(line: String) throws {
    let bench = try Bench()
    bench.connect()
    bench.send(line + "\r\n")
    #expect(bench.codes == ["501"], "\(bench.sent)")
  }
}
