package import Desk
package import Logging
package import NIOCore
import NIOPosix
import ServiceLifecycle
import Synchronization
package import WorkingTime

/// The line protocol's server: answers terminals over TCP and Unix-domain sockets until it is told to stop.
package final class FrontDeskService: Service, Sendable {
  private struct Running {
    let group: MultiThreadedEventLoopGroup
    let loop: any EventLoop
    let desk: NIOLoopBound<FrontDesk>
    let identity: NIOLoopBoundBox<TLSIdentity?>
    let listeners: [any Channel]
    let sweeps: RepeatedTask
  }

  private enum State {
    case new
    case starting
    case running(Running)
    case stopped
  }

  private let configuration: FrontDeskConfiguration
  /// What it answers from now: the one before is nobody's to keep.
  private let world: Mutex<DeskWorld>
  private let log: Logger
  private let clock: @Sendable () -> Moment
  private let perform: @Sendable (DeskEffect, String) -> String?
  private let ready: @Sendable ([DeskAddress]) -> Void
  private let heartbeat: Heartbeat?
  private let state = Mutex(State.new)

  /// Something that is done again and again for as long as the event loop goes round, so that somebody else can tell that
  /// it does.
  package struct Heartbeat: Sendable {
    let pace: TimeAmount
    let beat: @Sendable () -> Void

    /// A pace, and what is done; it must not take long.
    package init(every pace: TimeAmount, _ beat: @escaping @Sendable () -> Void) {
      self.pace = pace
      self.beat = beat
    }
  }

  /// A server that is not listening yet.
  ///
  /// - Parameters:
  ///   - configuration: Where it listens, and what it allows.
  ///   - world: What it answers from at first.
  ///   - log: Told of what comes and goes; never of what was asked.
  ///   - clock: The moment of a request.
  ///   - perform: Carries out what a reply brings with it for somebody (a token's holder, else where the session comes
  ///   from), or says in a few words why that cannot be done. It is called away from
  ///     the loop, and may wait for the disk.
  ///   - heartbeat: What is done for as long as the event loop goes round; nil for nothing.
  ///   - ready: Told where it listens once it does, when run as a service.
  package init(
    _ configuration: FrontDeskConfiguration, world: DeskWorld, log: Logger, clock: @escaping @Sendable () -> Moment,
    perform: @escaping @Sendable (DeskEffect, String) -> String?, heartbeat: Heartbeat? = nil,
    ready: @escaping @Sendable ([DeskAddress]) -> Void = { _ in }
  ) {
    self.configuration = configuration
    self.world = Mutex(world)
    self.log = log
    self.clock = clock
    self.perform = perform
    self.ready = ready
    self.heartbeat = heartbeat
  }

  /// Listens and answers until the service group shuts down, then drains.
  ///
  /// - Throws: `DeskServerError` where it cannot start.
  package func run() async throws {
    ready(try await start())
    do { try await gracefulShutdown() } catch is CancellationError { log.notice("stopped at once") }
    await stop()
  }

  /// Begins to listen.
  ///
  /// - Returns: The addresses, with the ports that were found for those given as 0.
  /// - Throws: `DeskServerError`: `cannotListen`, `exposed`, `unusableCertificate`, `unusableSocket`.
  package func start() async throws(DeskServerError) -> [DeskAddress] {
    let isNew = state.withLock { state in
      guard case .new = state else { return false }
      state = .starting
      return true
    }
    guard isNew else { throw DeskServerError(.cannotListen, "this server has been started before") }
    let firstIdentity = try renewedIdentity()?.tls
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let loop = group.next()
    let desk = await madeDesk(on: loop)
    let identity = NIOLoopBoundBox.makeBoxSendingValue(firstIdentity, as: TLSIdentity?.self, eventLoop: loop)
    do throws(DeskServerError) {
      let answer = await onLoop(loop) { NIOLoopBound({ desk.value.turns.rung() }, eventLoop: loop) }
      let bell = try await Bell.hung(on: loop, answer)
      await onLoop(loop) { desk.value.turns.bell = bell.value }
      let listeners = try await Listeners(
        configuration: configuration, loop: loop, desk: desk, identity: identity, log: log
      ).open()
      let pace = min(.seconds(1), TimeAmount.nanoseconds(shortestWait.nanoseconds / 4))
      let sweeps = loop.scheduleRepeatedTask(initialDelay: pace, delay: pace) { _ in desk.value.sweep() }
      if let heartbeat {
        loop.scheduleRepeatedTask(initialDelay: .zero, delay: heartbeat.pace) { _ in heartbeat.beat() }
      }
      let running = Running(
        group: group, loop: loop, desk: desk, identity: identity, listeners: listeners, sweeps: sweeps)
      state.withLock { $0 = .running(running) }
      return listeners.compactMap { $0.localAddress?.deskAddress }
    } catch {
      state.withLock { $0 = .stopped }
      await onLoop(loop) { desk.value.turns.takeDown() }
      await shutDown(group)
      throw error
    }
  }

  /// Does something on the event loop and waits for it.
  private func onLoop<Value: Sendable>(_ loop: any EventLoop, _ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in loop.execute { continuation.resume(returning: body()) } }
  }

  private var shortestWait: TimeAmount {
    min(configuration.limits.idle, configuration.limits.stalled, configuration.limits.handshake)
  }

  private func madeDesk(on loop: any EventLoop) async -> NIOLoopBound<FrontDesk> {
    let first = world.withLock { $0 }
    return await withCheckedContinuation { continuation in
      loop.execute { [configuration, log, clock, perform] in
        let desk = FrontDesk(
          configuration, world: first, log: log, mark: { Token.mark(of: $0) }, clock: clock, perform: perform,
          loop: loop)
        continuation.resume(returning: NIOLoopBound(desk, eventLoop: loop))
      }
    }
  }

  /// Has every session answer from another world, from its next request on; sessions that come from now on get another
  /// certificate, where one is given, and those under way keep theirs.
  package func answer(from world: DeskWorld, _ identity: Identity? = nil) async {
    self.world.withLock { $0 = world }
    guard let running else { return }
    let desk = running.desk
    // Waited for, so that the caller may then let go of the old directory: freeing it takes longer than a reply may.
    await withCheckedContinuation { continuation in
      running.loop.execute {
        desk.value.answer(from: world)
        if let identity { running.identity.value = identity.tls }
        continuation.resume()
      }
    }
  }

  /// How many sessions there are now.
  package func sessionCount() async -> Int {
    guard let running else { return 0 }
    let desk = running.desk
    return await withCheckedContinuation { continuation in
      running.loop.execute { continuation.resume(returning: desk.value.count) }
    }
  }

  /// Certificate and key as read at one time.
  package struct Identity: Sendable {
    /// What both are, ready for use.
    package let tls: TLSIdentity
  }

  /// Reads certificate and key again, and changes nothing yet; nil where the server speaks no TLS.
  ///
  /// - Throws: `DeskServerError`, `unusableCertificate`.
  package func renewedIdentity() throws(DeskServerError) -> Identity? {
    guard let files = configuration.tls else { return nil }
    let identity = try TLSIdentity(files)
    for doubt in identity.doubts { log.warning("\(doubt)") }
    return Identity(tls: identity)
  }

  /// Stops listening, answers what is in flight, takes leave of every session, and returns once all have gone or ten
  /// seconds have passed.
  package func stop() async {
    guard let running else { return }
    state.withLock { $0 = .stopped }
    for listener in running.listeners {
      do {
        try await listener.close().get()
      } catch {
        log.debug("a listener was closed already", metadata: ["error": "\(error)"])
      }
    }
    running.sweeps.cancel()
    await drain(running)
    let desk = running.desk
    await onLoop(running.loop) { desk.value.turns.takeDown() }
    await shutDown(running.group)
    for case .unix(let path) in configuration.addresses { UnixSocket.remove(path) }
  }

  private func drain(_ running: Running) async {
    let desk = running.desk
    let drained = running.loop.makePromise(of: Void.self)
    // A moment first, in which what clients have already sent is read and answered.
    running.loop.scheduleTask(in: .milliseconds(100)) { desk.value.drain(drained) }
    let sweeps = running.loop.scheduleRepeatedTask(initialDelay: .milliseconds(250), delay: .milliseconds(250)) { _ in
      desk.value.sweep()
    }
    let last = running.loop.scheduleTask(in: .seconds(10)) {
      desk.value.closeAll()
    }
    do {
      try await drained.futureResult.get()
    } catch {
      log.error("draining failed", metadata: ["why": "\(ClientTrouble.words(for: error))"])
    }
    last.cancel()
    sweeps.cancel()
  }

  private func shutDown(_ group: MultiThreadedEventLoopGroup) async {
    do {
      try await group.shutdownGracefully()
    } catch {
      log.error("the event loop did not stop", metadata: ["why": "\(ClientTrouble.words(for: error))"])
    }
  }

  private var running: Running? {
    state.withLock { state in
      if case .running(let running) = state { running } else { nil }
    }
  }
}
