package import DeskServer
package import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import ServiceLifecycle
import Synchronization
package import WorkingTime

/// Offers the board and the sheets to browsers until it is told to stop.
///
/// It has an event loop of its own. What a browser waits for on the disk, no terminal waits for, and no other browser.
package final class WebService: Service, Sendable {
  private struct Running {
    let group: MultiThreadedEventLoopGroup
    let loop: any EventLoop
    let front: NIOLoopBound<WebFront>
    let listener: any Channel
  }

  private let configuration: WebConfiguration
  /// What the pages answer from now: the one before is nobody's to keep.
  private let world: Mutex<DeskWorld>
  private let log: Logger
  private let clock: @Sendable () -> Moment
  private let running = Mutex<Running?>(nil)

  /// Pages that are not offered yet.
  ///
  /// - Parameters:
  ///   - configuration: Where they are offered, and what is allowed.
  ///   - world: What they answer from at first.
  ///   - log: Told of who comes and is turned away; never of what was read.
  ///   - clock: The moment of a request.
  package init(
    _ configuration: WebConfiguration, world: DeskWorld, log: Logger, clock: @escaping @Sendable () -> Moment
  ) {
    self.configuration = configuration
    self.world = Mutex(world)
    self.log = log
    self.clock = clock
  }

  /// Offers them until the service group shuts down.
  ///
  /// - Throws: `DeskServerError` where it cannot start.
  package func run() async throws {
    let address = try await start()
    log.notice("pages at \(configuration.tls == nil ? "http" : "https")://\(address)/")
    do { try await gracefulShutdown() } catch is CancellationError { log.notice("stopped at once") }
    await stop()
  }

  /// Begins to listen.
  ///
  /// - Returns: Where, with the port that was found for 0.
  /// - Throws: `DeskServerError`: `cannotListen`, `exposed`, `unusableCertificate`, `unusableSocket`.
  package func start() async throws(DeskServerError) -> DeskAddress {
    let identity = try configuration.tls.map { files throws(DeskServerError) in try TLSIdentity(files) }
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let loop = group.next()
    let first = world.withLock { $0 }
    let front = await onLoop(loop) { [configuration, log, clock] in
      NIOLoopBound(
        WebFront(configuration, world: first, tls: identity, log: log, on: loop, clock: clock), eventLoop: loop)
    }
    do {
      let listener = try await listen(loop, front)
      running.withLock { $0 = Running(group: group, loop: loop, front: front, listener: listener) }
      return listener.localAddress?.deskAddress ?? configuration.address
    } catch {
      await shutDown(group)
      if let error = error as? DeskServerError { throw error }
      let why = ListenTrouble.words(for: error, on: configuration.address)
      throw DeskServerError(.cannotListen, "cannot listen on \(configuration.address): \(why)")
    }
  }

  private func listen(_ loop: any EventLoop, _ front: NIOLoopBound<WebFront>) async throws -> any Channel {
    let bootstrap = ServerBootstrap(group: loop)
      .serverChannelOption(.backlog, value: 256)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          if let identity = front.value.tls { try pipeline.addHandler(NIOSSLServerHandler(context: identity.context)) }
          try pipeline.configureHTTPServerPipeline(withPipeliningAssistance: true, withErrorHandling: true)
          try pipeline.addHandler(WebHandler(front: front.value, peer: channel.remoteAddress))
        }
      }
    if let socket = configuration.inherited {
      let listener = try await bootstrap.withBoundSocket(socket).get()
      do {
        try checkExposure(of: listener.localAddress)
      } catch {
        listener.close(promise: nil)
        throw error
      }
      return listener
    }
    guard case .tcp(let host, let port) = configuration.address else {
      throw DeskServerError(.notAnAddress, "browsers need HOST:PORT, and \(configuration.address) is a path")
    }
    let resolved = try SocketAddress.makeAddressResolvingHost(host, port: port)
    try checkExposure(of: resolved)
    return try await bootstrap.bind(to: resolved).get()
  }

  /// No case crosses a network in plain text, whatever else is offered so.
  private func checkExposure(of address: SocketAddress?) throws(DeskServerError) {
    guard configuration.tls == nil, address?.isLocal != true else { return }
    throw DeskServerError(
      .exposed,
      "the pages at \(configuration.address) can be reached by other machines, and cases go over TLS only: give "
        + "--tls-certificate and --tls-key")
  }

  /// Has every page answer from another world, and connections that come from now on get another certificate.
  package func answer(from world: DeskWorld, _ identity: FrontDeskService.Identity? = nil) async {
    self.world.withLock { $0 = world }
    guard let running = running.withLock({ $0 }) else { return }
    await onLoop(running.loop) {
      running.front.value.world = world
      if let identity, running.front.value.tls != nil { running.front.value.tls = identity.tls }
    }
  }

  /// Stops listening, lets each browser have what it was answered, and returns once all have gone or have had their time.
  package func stop() async {
    let last = running.withLock { state in
      defer { state = nil }
      return state
    }
    guard let last else { return }
    do { try await last.listener.close().get() } catch {
      log.debug("the pages' listener was closed already", metadata: ["error": "\(error)"])
    }
    await onLoop(last.loop) { last.front.value.leave() }
    let end = ContinuousClock.now + configuration.limits.farewell
    while ContinuousClock.now < end {
      if await onLoop(last.loop, { last.front.value.count }) == 0 { break }
      do { try await Task.sleep(for: .milliseconds(50)) } catch { break }
    }
    await shutDown(last.group)
  }

  private func shutDown(_ group: MultiThreadedEventLoopGroup) async {
    do { try await group.shutdownGracefully() } catch {
      log.error("the pages' event loop did not stop", metadata: ["error": "\(error)"])
    }
  }

  private func onLoop<Value: Sendable>(_ loop: any EventLoop, _ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in loop.execute { continuation.resume(returning: body()) } }
  }
}
