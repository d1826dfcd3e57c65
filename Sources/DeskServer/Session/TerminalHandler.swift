import Desk
import Logging
import NIOCore
import NIOPosix
import NIOTLS

/// One front-desk terminal's connection: hands what happens on its channel to the state machine, and does what that says.
final class TerminalHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let desk: FrontDesk
  /// Where the client is, as far as it is counted.
  let origin: Admission.Origin
  private var context: ChannelHandlerContext?
  private var state: TerminalState
  /// Bytes that were sent and that the client has not fetched, as last counted.
  private(set) var unread = 0
  /// Bytes that were sent since then.
  private var uncounted = 0
  /// What has been handed over to be sent when the round is over; kept so that it can be written into again.
  private var unsent: ByteBuffer?
  private var isRefused = false

  init(desk: FrontDesk, hasTLS: Bool, origin: Admission.Origin) {
    self.desk = desk
    self.origin = origin
    state = TerminalState(desk: desk, hasTLS: hasTLS, origin: origin)
    state.session.isPrivate = hasTLS || !origin.isStrange
  }

  // MARK: - What happens on the channel

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }

  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  func channelActive(context: ChannelHandlerContext) {
    let refusal = desk.admit(self)
    isRefused = refusal != nil
    perform(state.connected(refusal))
    // The desk does not know it, and will not look after it.
    if isRefused {
      context.eventLoop.assumeIsolated().scheduleTask(in: TerminalState.linger) { [weak self] in self?.close() }
    }
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    desk.count(unread: 0, of: self, before: unread)
    unread = 0
    if isRefused { desk.refusalIsOver() } else { endSession(on: context.eventLoop) }
    context.fireChannelInactive()
  }

  /// Lets the session go, once what its families told is kept where the site wants that. A server that stops waits for it.
  private func endSession(on loop: any EventLoop) {
    let ending = state.ending()
    guard !state.isAway else { return }
    guard let ending else { return desk.release(self) }
    DiskThreads.casebook.runIfActive(eventLoop: loop) { ending.carriedOut() }
      .assumeIsolated().whenComplete { [self] result in
        switch result {
        case .success(let said):
          for line in said {
            desk.log.notice("a session ended with a triage under way", metadata: ["it is": "\(line)"])
          }
        case .failure(let error):
          desk.log.error(
            "a triage could not be kept at the end of its session",
            metadata: ["why": "\(NetworkTrouble.words(for: error))"])
        }
        desk.release(self)
      }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) { perform(state.received(unwrapInboundIn(data))) }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    perform(state.writability(context.channel.isWritable))
    context.fireChannelWritabilityChanged()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch event {
    case TLSUserEvent.handshakeCompleted: perform(state.secured())
    case ChannelEvent.inputClosed: perform(state.inputEnded())
    default: context.fireUserInboundEventTriggered(event)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    desk.log.debug("session failed", metadata: ["peer": "\(peer)", "error": "\(error)"])
    context.close(promise: nil)
  }

  // MARK: - What the desk asks of it

  /// Works on, once the others have had their turn.
  func takeTurn() { perform(state.takeTurn()) }

  /// Sends what it has answered in this round.
  func sendAnswers() {
    guard let context, let output = unsent.take() else { return }
    context.flush()
    // Asking the channel takes as long as answering. The kernel holds so much for a client before anything waits here.
    if unread > 0 || uncounted >= Self.few { countUnread() }
    desk.giveBack(output)
  }

  /// Takes leave.
  func drain() { perform(state.drain()) }

  /// Ends the session where its time is up.
  func sweep(at time: NIODeadline) {
    perform(state.sweep(at: time))
    if unread > 0 || uncounted > 0 { countUnread() }
  }

  /// Carries a triage over to the directory of a context; false where there was nothing to do.
  func follow(_ context: DeskContext) -> Bool { state.follow(context) }

  /// Closes at once.
  func close() { context?.close(promise: nil) }

  /// The client's address, for the log.
  var peer: String { context?.remoteAddress.map { "\($0)" } ?? "unknown" }

  // MARK: - What the state machine says

  private func perform(_ actions: consuming TerminalActions) {
    while true {
      for notice in actions.notices {
        desk.log.log(level: notice.level, "\(notice.text)", metadata: ["peer": "\(peer)"])
      }
      if actions.hasSignedIn { desk.signedIn(self) }
      carryOut(actions)
      if let away = actions.away { send(away) }
      switch actions.next {
      case .rest: return
      case .turn: return desk.turns.wait(self)
      case .again: actions = state.proceed()
      }
    }
  }

  /// Has a line answered on a thread that may wait for the disk. A casebook may be locked by another program for seconds.
  private func send(_ away: TerminalActions.Away) {
    guard let loop = context?.eventLoop else { return }
    let threads =
      switch away.disk {
      case .casebook: DiskThreads.casebook
      case .store: DiskThreads.reports
      }
    threads.runIfActive(eventLoop: loop) { away.answered() }
      .assumeIsolated().whenComplete { [self] result in
        defer { if state.isGone { endSession(on: loop) } }
        switch result {
        case .success(let done): perform(state.cameBack(done))
        case .failure:
          perform(state.cameBack(TerminalActions.Done(session: away.session, reply: away.otherwise)))
        }
      }
  }

  private func carryOut(_ actions: TerminalActions) {
    guard let context else { return }
    if let isOn = actions.reads { read(isOn) }
    switch actions.end {
    case nil: if let output = actions.output { send(output, context) }
    case .now?:
      context.close(promise: nil)
    case .afterSending?:
      let sent = context.eventLoop.makePromise(of: Void.self)
      sent.futureResult.assumeIsolated().whenComplete { [self] _ in
        let last = state.lastWordsSent()
        if last.end == nil { self.context?.close(mode: .output, promise: nil) } else { perform(last) }
      }
      context.writeAndFlush(wrapOutboundOut(actions.output ?? ByteBuffer()), promise: sent)
    }
  }

  /// Short answers are sent once all that have come have been answered: one after the other they wake whoever waits for
  /// them, which takes longer than to answer. Long ones go at once, while the processor has them at hand.
  private func send(_ output: ByteBuffer, _ context: ChannelHandlerContext) {
    let isFirst = unsent == nil
    context.write(wrapOutboundOut(output), promise: nil)
    unsent = output
    uncounted += output.readableBytes
    if !isFirst || output.readableBytes >= Self.short { sendAnswers() } else { desk.turns.send(self) }
  }

  /// Up to how many bytes an answer may wait for the others.
  private static let short = 4 << 10

  /// How many bytes are sent before it is counted again what waits.
  private static let few = 16 << 10

  private func countUnread() {
    uncounted = 0
    guard let context, context.channel.isActive else { return }
    do {
      let now = try context.channel.syncOptions?.getOption(.bufferedWritableBytes) ?? 0
      guard now != unread else { return }
      let before = unread
      unread = now
      desk.count(unread: now, of: self, before: before)
    } catch {
      desk.log.error(
        "what a client has not fetched cannot be counted", metadata: ["why": "\(NetworkTrouble.words(for: error))"])
      close()
    }
  }

  private func read(_ isOn: Bool) {
    do {
      try context?.channel.syncOptions?.setOption(.autoRead, value: isOn)
    } catch {
      desk.log.error("a session's reading cannot be switched", metadata: ["why": "\(NetworkTrouble.words(for: error))"])
      close()
    }
  }
}
