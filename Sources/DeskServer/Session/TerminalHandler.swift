import Desk
import Logging
import NIOCore
import NIOTLS
import WorkingTime

/// One front-desk terminal's connection: lines in, replies out, in order.
///
/// All of it runs on the event loop and in one go: a read is taken apart into requests, each is answered into one buffer,
/// and that is sent once. A client that does not fetch its replies is not read from until it does.
final class TerminalHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private enum Phase {
    /// TLS is not agreed yet.
    case opening
    case open
    /// The last words are said; whatever still comes is dropped.
    case ending(deadline: NIODeadline)
  }

  /// How much is answered before it is sent and the client's reading looked at.
  private static let portion = 32 << 10
  /// How many requests are worked out for one client before the others have their turn.
  private static let turn = 8
  /// How long a client may take to hang up once it has everything.
  private static let linger = TimeAmount.seconds(2)

  // The properties marked unchecked are touched for each request, on the event loop only. None is handed inout to anything
  // that calls back into this handler, so that no two accesses can overlap, and the look-up that would find them is saved.

  private let desk: FrontDesk
  private let hasTLS: Bool
  /// The address that is counted; nil for loopback and the Unix socket.
  private let countedAddress: String?
  @exclusivity(unchecked) private var context: ChannelHandlerContext?
  @exclusivity(unchecked) private var phase = Phase.opening
  @exclusivity(unchecked) private var session: DeskSession
  @exclusivity(unchecked) private var decoder: RequestDecoder
  @exclusivity(unchecked) private var allowance: Allowance?
  /// What has been received and not yet answered.
  @exclusivity(unchecked) private var inbox = ByteBuffer()
  /// What has been answered and not yet sent.
  @exclusivity(unchecked) private var outbox = ByteBuffer()
  @exclusivity(unchecked) private var lastRequest: NIODeadline
  /// Whether more waits for the client than may.
  @exclusivity(unchecked) private var isCongested = false
  /// Since when the client has not fetched its replies.
  @exclusivity(unchecked) private var pausedSince: NIODeadline?
  /// Whether it has used up its turn and waits for the next.
  @exclusivity(unchecked) private var isWaiting = false
  @exclusivity(unchecked) private var isFresh = true
  private var hasPeerFinished = false

  init(desk: FrontDesk, hasTLS: Bool, countedAddress: String?) {
    self.desk = desk
    self.hasTLS = hasTLS
    self.countedAddress = countedAddress
    session = DeskSession(limits: desk.limits.session)
    decoder = RequestDecoder(longest: desk.limits.lineLength)
    allowance = desk.limits.requestsPerSecond.map { Allowance(perSecond: $0) }
    lastRequest = desk.time
  }

  // MARK: - Coming and going

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    self.context = nil
  }

  func channelActive(context: ChannelHandlerContext) {
    lastRequest = .now()
    if let refusal = desk.admit(self, from: countedAddress) {
      // Over TLS nothing can be said before a handshake, which is more than a client without room is worth.
      if hasTLS { context.close(promise: nil) } else { end(with: refusal) }
      // The desk does not know it, and will not look after it.
      context.eventLoop.assumeIsolated().scheduleTask(in: Self.linger) { [weak self] in self?.close() }
    } else if !hasTLS {
      greet()
    }
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    desk.release(self, from: countedAddress)
    context.fireChannelInactive()
  }

  private func greet() {
    phase = .open
    write(desk.greeting(hasTLS: hasTLS), to: nil)
    send()
    if desk.isDraining { drain() }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch event {
    case TLSUserEvent.handshakeCompleted: greet()
    case ChannelEvent.inputClosed:
      hasPeerFinished = true
      if case .ending = phase { close() } else if !isHeld { end(with: nil) }
    default: context.fireUserInboundEventTriggered(event)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    desk.log.debug("session failed", metadata: ["peer": "\(peer)", "error": "\(error)"])
    context.close(promise: nil)
  }

  private var peer: String { context?.remoteAddress.map { "\($0)" } ?? "unknown" }

  // MARK: - Requests

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard case .open = phase else { return }
    var bytes = unwrapInboundIn(data)
    if isFresh {
      isFresh = false
      if bytes.getInteger(at: bytes.readerIndex, as: UInt8.self) == FirstBytes.tlsHandshake {
        return turnAway("a TLS handshake on a port without TLS", "this port speaks no TLS")
      }
    }
    if inbox.readableBytes == 0 { inbox = bytes } else { inbox.writeBuffer(&bytes) }
    if !isHeld { answer() }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    send()
    context.fireChannelReadComplete()
  }

  /// Whether requests are here that are not answered yet: the client does not read, or it is the others' turn.
  private var isHeld: Bool { pausedSince != nil || isWaiting }

  private func answer() {
    let now = desk.moment()
    var worked = 0
    var hasRequest = false
    while pausedSince == nil, worked < Self.turn, case .open = phase, let request = decoder.decode(buffer: &inbox) {
      hasRequest = true
      if !answer(request, at: now) { worked += 1 }
      if outbox.readableBytes >= Self.portion { send() }
    }
    if hasRequest { lastRequest = desk.time }
    // An empty one, so that the buffer it came in goes back to be read into again.
    if inbox.readableBytes == 0 { inbox = ByteBuffer() } else if worked == Self.turn { waitForTurn() }
  }

  /// Answers a request; true where the answer was at hand and cost next to nothing.
  private func answer(_ request: RequestLine, at now: Moment) -> Bool {
    if outbox.storageCapacity == 0 { outbox = desk.takeBuffer() }
    if allowance?.take(at: .now()) == false {
      write(Reply(450, "slow down: more than \(desk.limits.requestsPerSecond ?? 0) requests a second"), to: nil)
      return false
    }
    switch request {
    case .tooLong:
      write(Reply(502, "the line is too long; \(desk.limits.lineLength) bytes with its ending are taken"), to: nil)
    case .line(let line):
      if !desk.requiresSignIn || session.mayLookUp(in: desk.signIn),
        desk.repeatReply(to: line, as: session.format, into: &outbox)
      {
        return true
      }
      answer(line, at: now)
    }
    return false
  }

  /// Lets the others have their turn before the rest is answered; until then nothing more is read.
  private func waitForTurn() {
    send()
    guard let context, case .open = phase, pausedSince == nil else { return }
    isWaiting = true
    read(false)
    context.eventLoop.assumeIsolated().execute { [self] in
      isWaiting = false
      goOn()
    }
  }

  /// Answers what waits and reads on, unless there is a reason still not to.
  private func goOn() {
    answer()
    send()
    guard !isHeld, case .open = phase else { return }
    read(true)
    if desk.isDraining { drain() } else if hasPeerFinished { end(with: nil) }
  }

  private func answer(_ line: ByteBuffer, at now: Moment) {
    guard let text = line.withUnsafeReadableBytes({ RequestFramer.text($0) }) else {
      return write(Reply(501, "a line takes UTF-8 text without control characters"), to: nil)
    }
    let reply = session.handle(text, in: desk.context(at: now))
    if reply.code == 500, FirstBytes.isWebRequest(text) {
      return turnAway("a web request", "this is no web server; it speaks the desk's line protocol")
    }
    switch reply.effect {
    case .close?: end(with: reply)
    case .signInFailed?:
      desk.log.notice("a sign-in failed", metadata: ["peer": "\(peer)"])
      write(reply, to: nil)
    case .noteFailure?:
      write(reply, to: nil)
      if let effect = reply.effect { desk.carryOut(effect) }
    case nil: write(reply, to: line)
    }
  }

  private func write(_ reply: Reply, to line: ByteBuffer?) {
    desk.write(reply, to: line, into: &outbox)
  }

  // MARK: - Sending

  /// Sends what is answered, and stops reading where the client does not fetch it.
  private func send() {
    guard let context, outbox.readableBytes > 0 else { return }
    let bytes = outbox
    outbox = ByteBuffer()
    context.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
    // What went out at once is nobody else's by now, and can be written into again.
    desk.giveBack(consume bytes)
    if isCongested, pausedSince == nil {
      pausedSince = .now()
      read(false)
    }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    isCongested = !context.channel.isWritable
    if pausedSince != nil, !isCongested {
      pausedSince = nil
      goOn()
    }
    context.fireChannelWritabilityChanged()
  }

  private func read(_ isOn: Bool) {
    do {
      try context?.channel.syncOptions?.setOption(.autoRead, value: isOn)
    } catch {
      desk.log.error("a session's reading cannot be switched", metadata: ["error": "\(error)"])
      close()
    }
  }

  // MARK: - Ending

  /// Says why to the log and to whoever is there, and ends the session.
  private func turnAway(_ what: String, _ why: String) {
    desk.log.notice("\(what) turned away", metadata: ["peer": "\(peer)"])
    end(with: Reply(400, why))
  }

  /// Sends all that is answered and a last reply, then closes for writing; for good once the client has hung up too, so
  /// that no reset overtakes the last words.
  private func end(with last: Reply?) {
    guard let context else { return }
    if case .ending = phase { return }
    if let last { write(last, to: nil) }
    phase = .ending(deadline: .now() + desk.limits.stalled)
    inbox = ByteBuffer()
    let sent = context.eventLoop.makePromise(of: Void.self)
    sent.futureResult.assumeIsolated().whenComplete { [self] _ in
      phase = .ending(deadline: .now() + Self.linger)
      if hasPeerFinished { close() } else { context.close(mode: .output, promise: nil) }
    }
    context.writeAndFlush(wrapOutboundOut(outbox), promise: sent)
    outbox = ByteBuffer()
    if isHeld { read(true) }
  }

  /// Closes at once.
  func close() {
    context?.close(promise: nil)
  }

  /// Takes leave: now, or as soon as a client that is behind has been answered.
  func drain() {
    switch phase {
    case .opening: close()
    case .open where !isHeld: end(with: Reply(400, "the server is shutting down"))
    case .open, .ending: break
    }
  }

  /// Ends the session where its time is up.
  func sweep(at time: NIODeadline) {
    switch phase {
    case .opening where time - lastRequest > desk.limits.handshake:
      desk.log.notice("a TLS handshake was not finished in time", metadata: ["peer": "\(peer)"])
      close()
    case .ending(let deadline) where time > deadline: close()
    case .open:
      if let since = pausedSince {
        if time - since > desk.limits.stalled {
          desk.log.notice("a client does not read its replies; closed", metadata: ["peer": "\(peer)"])
          close()
        }
      } else if time - lastRequest > desk.limits.idle {
        desk.log.debug("a session was idle for too long", metadata: ["peer": "\(peer)"])
        end(with: Reply(400, "idle for too long"))
      }
    case .opening, .ending: break
    }
  }

  /// Carries a triage over to the directory of a context; false where there was nothing to do.
  func follow(_ context: DeskContext) -> Bool { session.follow(context) }
}
