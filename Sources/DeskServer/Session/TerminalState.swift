import Desk
import Directory
import Logging
import NIOCore
import WorkingTime

/// One front-desk terminal's session as a state machine: bytes, time and whether the client fetches its replies go in,
/// actions come out. It knows no socket, so that every path of it can be walked without one.
///
/// Lines are answered in order, each into one buffer that is sent in portions. A client that does not fetch its replies is
/// not answered further until it does; one that asks more than its share of time waits for its turn.
struct TerminalState {
  enum Phase {
    /// TLS is not agreed yet.
    case opening
    case open
    /// The last words are said; whatever still comes is dropped.
    case ending(deadline: NIODeadline)
  }

  /// How much is answered before it is sent.
  static let portion = 32 << 10
  /// How much may wait to be answered before nothing more is read.
  static let most = 4 << 10
  /// How long a client may take to hang up once it has everything.
  static let linger = TimeAmount.seconds(2)

  let desk: FrontDesk
  let hasTLS: Bool
  let origin: Admission.Origin
  var phase = Phase.opening
  var session: DeskSession
  var decoder: RequestDecoder
  var allowance: Allowance?
  var share: TimeShare
  /// What has been received and not yet answered.
  var inbox = ByteBuffer()
  /// What has been answered and not yet sent.
  var outbox = ByteBuffer()
  /// When it was connected.
  let start: NIODeadline
  /// When it last asked something.
  var lastRequest: NIODeadline
  /// Since when more waits for the client than may; nil while it fetches its replies.
  var pausedSince: NIODeadline?
  /// When the stretch of work that is under way has to end; nil while none is.
  var stretch: (start: NIODeadline, end: NIODeadline)?
  /// Whether it stands in line for its turn.
  var isWaiting = false
  /// Whether a line is being answered away from the loop; what comes meanwhile waits.
  var isAway = false
  /// Whether the connection is gone: nothing is answered any more.
  var isGone = false
  var isFresh = true
  var hasPeerFinished = false
  var isReading = true
  var hasSignedIn = false

  init(desk: FrontDesk, hasTLS: Bool, origin: Admission.Origin) {
    self.desk = desk
    self.hasTLS = hasTLS
    self.origin = origin
    session = DeskSession(limits: desk.limits.session)
    decoder = RequestDecoder(longest: desk.limits.lineLength)
    allowance = desk.limits.requestsPerSecond.map { Allowance(perSecond: $0) }
    start = desk.uptime()
    lastRequest = start
    share = TimeShare(at: start)
  }

  // MARK: - Coming and going

  /// The client is connected, and the desk takes it in or refuses it.
  mutating func connected(_ refusal: Reply?) -> TerminalActions {
    var actions = TerminalActions()
    guard let refusal else { return hasTLS ? actions : secured() }
    // Over TLS nothing can be said before a handshake, which is more than a client without room is worth; nor is there
    // time for last words where too many are being refused.
    if hasTLS || !desk.hasTimeForRefusals {
      phase = .ending(deadline: desk.uptime())
      actions.end = .now
    } else {
      end(with: refusal, &actions)
    }
    return finished(actions)
  }

  /// The way to the client is open: TLS is agreed, or there is none.
  mutating func secured() -> TerminalActions {
    var actions = TerminalActions()
    guard case .opening = phase else { return actions }
    phase = .open
    lastRequest = desk.uptime()
    if desk.isDraining {
      end(with: Self.leave, &actions)
    } else {
      write(desk.greeting(hasTLS: hasTLS), to: nil)
      actions.output = takeOutput()
    }
    return finished(actions)
  }

  /// The client sends nothing more.
  mutating func inputEnded() -> TerminalActions {
    var actions = TerminalActions()
    hasPeerFinished = true
    switch phase {
    case .ending(_) where sentLastWords: actions.end = .now
    case .open where !isHeld: end(with: nil, &actions)
    case .opening: actions.end = .now
    case .open, .ending: break
    }
    return finished(actions)
  }

  /// All that was to be sent when the session ended is on its way.
  mutating func lastWordsSent() -> TerminalActions {
    var actions = TerminalActions()
    guard case .ending = phase else { return actions }
    sentLastWords = true
    phase = .ending(deadline: desk.uptime() + Self.linger)
    if hasPeerFinished { actions.end = .now }
    return actions
  }

  var sentLastWords = false
  static let leave = Reply(400, "the server is shutting down")

  // MARK: - Receiving

  /// Takes what the client sent, and answers it where it may work now.
  mutating func received(_ bytes: ByteBuffer) -> TerminalActions {
    var actions = TerminalActions()
    guard case .open = phase else { return actions }
    var bytes = bytes
    if isFresh {
      isFresh = false
      if bytes.getInteger(at: bytes.readerIndex, as: UInt8.self) == FirstBytes.tlsHandshake {
        turnAway("a TLS handshake on a port without TLS", "this port does not speak TLS", &actions)
        return finished(actions)
      }
    }
    if inbox.readableBytes == 0 { inbox = bytes } else { inbox.writeBuffer(&bytes) }
    if isHeld { return finished(actions) }
    let now = desk.uptime()
    share.grow(to: now)
    if desk.turns.mayWork(share) {
      stretch = (now, now + Turns.slice)
      return goOn()
    }
    return waitForTurn(actions)
  }

  /// Goes on answering within the same stretch of work, once what was answered has been sent.
  mutating func proceed() -> TerminalActions {
    guard stretch != nil, case .open = phase else { return finished(TerminalActions()) }
    return goOn()
  }

  /// It is the session's turn.
  mutating func takeTurn() -> TerminalActions {
    isWaiting = false
    guard case .open = phase, pausedSince == nil else { return finished(TerminalActions()) }
    let now = desk.uptime()
    share.grow(to: now)
    stretch = (now, now + Turns.slice)
    return goOn()
  }

  /// Whether the client fetches its replies has changed.
  mutating func writability(_ isWritable: Bool) -> TerminalActions {
    let actions = TerminalActions()
    guard isWritable != (pausedSince == nil) else { return actions }
    if isWritable {
      pausedSince = nil
      // Not at once: this may be called from within the sending of what was answered before.
      if case .open = phase, !isWaiting, !isAway, stretch == nil { return waitForTurn(actions) }
    } else {
      pausedSince = desk.uptime()
    }
    return finished(actions)
  }

  /// Whether requests are here that are not answered yet: the client does not read, it is the others' turn, or one is answered
  /// elsewhere.
  var isHeld: Bool { pausedSince != nil || isWaiting || isAway || stretch != nil }

  private mutating func waitForTurn(_ actions: TerminalActions) -> TerminalActions {
    var actions = actions
    isWaiting = true
    actions.next = .turn
    return finished(actions)
  }

  // MARK: - Answering

  private mutating func goOn() -> TerminalActions {
    var actions = TerminalActions()
    guard let stretch else { return finished(actions) }
    let isThrough = pausedSince == nil && answer(until: stretch.end, &actions)
    if case .open = phase { actions.output = takeOutput() }
    if isAway {
      endStretch()
    } else if isThrough || pausedSince != nil {
      endStretch()
      if isThrough, case .open = phase { restOrLeave(&actions) }
    } else if case .open = phase, desk.uptime() < stretch.end {
      actions.next = .again
    } else {
      endStretch()
      if case .open = phase { return waitForTurn(actions) }
    }
    return finished(actions)
  }

  /// Nothing is left to answer: takes leave where the client or the server is going.
  private mutating func restOrLeave(_ actions: inout TerminalActions) {
    // An empty one, so that the buffer it came in goes back to be read into again.
    if inbox.readableBytes == 0 { inbox = ByteBuffer() }
    guard desk.isDraining || hasPeerFinished else { return }
    if let output = actions.output { outbox = output }
    actions.output = nil
    end(with: desk.isDraining ? Self.leave : nil, &actions)
  }

  mutating func endStretch() {
    guard let stretch else { return }
    let worked = desk.uptime() - stretch.start
    self.stretch = nil
    share.spend(worked)
    desk.turns.charge(worked)
  }

  /// Answers line after line until none is left, which it says; or a portion is full, or the time is up.
  private mutating func answer(until end: NIODeadline, _ actions: inout TerminalActions) -> Bool {
    let now = desk.moment()
    var sinceLook = 0
    while case .open = phase, !isAway {
      guard let request = decoder.decode(buffer: &inbox) else { return true }
      if let stretch { lastRequest = stretch.start }
      let isCheap = answer(request, at: now, &actions)
      if outbox.readableBytes >= Self.portion { return false }
      sinceLook += isCheap ? 1 : 16
      guard sinceLook >= 16 else { continue }
      sinceLook = 0
      if desk.uptime() >= end { return false }
    }
    return true
  }

  /// Answers a request; true where the answer was at hand and cost next to nothing.
  private mutating func answer(
    _ request: RequestLine, at now: Moment, _ actions: inout TerminalActions
  ) -> Bool {
    if outbox.storageCapacity == 0 { outbox = desk.takeBuffer() }
    if allowance?.take(at: desk.uptime()) == false {
      write(Reply(450, "slow down: more than \(desk.limits.requestsPerSecond ?? 0) requests a second"), to: nil)
      return false
    }
    switch request {
    case .tooLong(let beginning) where beginning.withUnsafeReadableBytes(FirstBytes.beginsWebRequest):
      turnAwayWeb(&actions)
    case .tooLong:
      write(Reply(502, "the line is too long; \(desk.limits.lineLength) bytes with its ending are taken"), to: nil)
    case .line(let line):
      if session.isPlain, !desk.requiresSignIn || session.mayLookUp(in: desk.signIn),
        desk.repeatReply(to: line, as: session.format, into: &outbox)
      {
        session.repeated(String(buffer: line))
        return true
      }
      answer(line, at: now, &actions)
    }
    return false
  }

  private mutating func answer(_ line: ByteBuffer, at now: Moment, _ actions: inout TerminalActions) {
    guard let text = line.withUnsafeReadableBytes({ RequestFramer.text($0) }) else {
      return write(Reply(501, "a line takes UTF-8 text without control characters"), to: nil)
    }
    let context = desk.context(at: now)
    if session.asksCasebook(text, in: context) {
      isAway = true
      actions.away = TerminalActions.Away(line: text, session: session, context: context)
      return
    }
    let reply = session.handle(text, in: context)
    if reply.code == 500, FirstBytes.isWeb(text) { return turnAwayWeb(&actions) }
    conclude(reply, to: line, &actions)
  }

  /// A line that was answered away from the loop is back. What it asked of the disk held nobody else up.
  mutating func cameBack(_ done: TerminalActions.Done) -> TerminalActions {
    var actions = TerminalActions()
    isAway = false
    // Also where it ends meanwhile: what it kept is kept once.
    session = done.session
    guard case .open = phase, !isGone else { return finished(actions) }
    lastRequest = desk.uptime()
    conclude(done.reply, to: nil, &actions)
    guard case .open = phase, !isAway else { return finished(actions) }
    return waitForTurn(actions)
  }

  /// Writes a reply, and does what it brings with it.
  private mutating func conclude(_ reply: Reply, to line: ByteBuffer?, _ actions: inout TerminalActions) {
    switch reply.effect {
    case .close?:
      if reply.code == 450 { actions.notices.append(.init(level: .notice, text: "a sign-in failed")) }
      end(with: reply, &actions)
    case .signInFailed?:
      actions.notices.append(.init(level: .notice, text: "a sign-in failed"))
      write(reply, to: nil)
    case .noteFailure?:
      // Whoever is on another machine says who they are before anything of theirs is kept.
      let somebody = session.signedInAs(in: desk.signIn)
      if origin.isStrange, somebody == nil { return write(reply.notNoted("sign in first"), to: nil) }
      if somebody == nil {
        actions.notices.append(.init(level: .notice, text: "a number was reported without a sign-in"))
      }
      // It says that it is noted once it is: the store may be locked by another program for seconds.
      isAway = true
      actions.away = TerminalActions.Away(
        reply, session: session, desk.carryingOut(for: somebody ?? CallReport.unsigned + "from " + origin.words))
    case nil:
      write(reply, to: line)
      if reply.code == 230, !hasSignedIn {
        hasSignedIn = true
        actions.hasSignedIn = true
      }
    }
  }

  mutating func write(_ reply: Reply, to line: ByteBuffer?) { desk.write(reply, to: line, into: &outbox) }

  mutating func takeOutput() -> ByteBuffer? {
    guard outbox.readableBytes > 0 else { return nil }
    defer { outbox = ByteBuffer() }
    return outbox
  }

  // MARK: - Reading

  /// Says whether to read where that is to change.
  mutating func finished(_ actions: TerminalActions) -> TerminalActions {
    let wanted =
      switch phase {
      case .opening, .ending: true
      case .open: pausedSince == nil && !(isHeld && (desk.isDraining || inbox.readableBytes >= Self.most))
      }
    guard wanted != isReading else { return actions }
    var actions = actions
    isReading = wanted
    actions.reads = wanted
    return actions
  }
}
