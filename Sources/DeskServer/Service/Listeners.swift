import Glibc
import Logging
import NIOCore
import NIOPosix
import NIOSSL

/// Opens what the server listens on, and makes each connection that comes in a session of the desk.
struct Listeners {
  let configuration: FrontDeskConfiguration
  let loop: any EventLoop
  let desk: NIOLoopBound<FrontDesk>
  /// Certificate and key of the sessions that come next; nil without TLS.
  let identity: NIOLoopBoundBox<TLSIdentity?>
  let log: Logger

  /// All of them, or none.
  func open() async throws(DeskServerError) -> [any Channel] {
    var channels: [any Channel] = []
    do throws(DeskServerError) {
      for address in configuration.addresses { channels.append(try await open(address)) }
      for socket in configuration.inherited { channels.append(try await adopt(socket)) }
      return channels
    } catch {
      for channel in channels { channel.close(promise: nil) }
      throw error
    }
  }

  private func open(_ address: DeskAddress) async throws(DeskServerError) -> any Channel {
    switch address {
    case .tcp(let host, let port):
      do {
        let resolved = try SocketAddress.makeAddressResolvingHost(host, port: port)
        try checkExposure(of: resolved)
        return try await bootstrap(isTCP: true).bind(to: resolved).get()
      } catch let error as DeskServerError {
        throw error
      } catch {
        throw DeskServerError(
          .cannotListen, "cannot listen on \(address): \(ListenTrouble.words(for: error, on: address))")
      }
    case .unix(let path):
      if UnixSocket.isAnswered(path) {
        throw DeskServerError(.cannotListen, "cannot listen on \(path): another server is there and answers")
      }
      do {
        let channel = try await bootstrap(isTCP: false).bind(
          unixDomainSocketPath: path, cleanupExistingSocketFile: true
        )
        .get()
        // Whoever may write to the socket may look things up; who that is, its owner and group say.
        guard chmod(path, 0o660) == 0 else { throw IOError(errnoCode: errno, reason: "chmod") }
        return channel
      } catch {
        throw DeskServerError(
          .cannotListen, "cannot listen on \(path): \(ListenTrouble.words(for: error, on: address))")
      }
    }
  }

  private func adopt(_ socket: CInt) async throws(DeskServerError) -> any Channel {
    guard let isTCP = UnixSocket.isTCP(listening: socket) else {
      throw DeskServerError(.unusableSocket, "descriptor \(socket) is not a stream socket that listens")
    }
    let channel: any Channel
    do {
      channel = try await bootstrap(isTCP: isTCP).withBoundSocket(socket).get()
    } catch {
      throw DeskServerError(
        .unusableSocket, "descriptor \(socket) cannot be listened on: \(ClientTrouble.words(for: error))")
    }
    if let address = channel.localAddress {
      do throws(DeskServerError) {
        try checkExposure(of: address)
      } catch {
        channel.close(promise: nil)
        throw error
      }
    }
    return channel
  }

  private func checkExposure(of address: SocketAddress) throws(DeskServerError) {
    guard configuration.tls == nil, !configuration.offersPlainText, !address.isLocal else { return }
    throw DeskServerError(
      .exposed,
      "\(address.deskAddress) can be reached by other machines, and what they ask would cross the network in plain text: give "
        + "--tls-certificate and --tls-key, or say --plain-text-for-other-machines")
  }

  private func bootstrap(isTCP: Bool) -> ServerBootstrap {
    let hasTLS = isTCP && configuration.tls != nil
    let limits = configuration.limits
    return ServerBootstrap(group: loop)
      .serverChannelOption(.backlog, value: 4096)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .serverChannelInitializer { [desk] channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(Door(desk: desk.value))
        }
      }
      // What a client may have on its way to us without our taking it; sessions inherit it.
      .serverChannelOption(.socketOption(.so_rcvbuf), value: 64 << 10)
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .childChannelOption(
        .writeBufferWaterMark, value: .init(low: limits.pendingOutput / 2, high: limits.pendingOutput)
      )
      .childChannelInitializer { [desk, identity, log] channel in
        channel.eventLoop.makeCompletedFuture {
          let desk = desk.value
          let pipeline = channel.pipeline.syncOperations
          if hasTLS, let identity = identity.value {
            try pipeline.addHandler(PlainTextRefusal(log: log))
            try pipeline.addHandler(NIOSSLServerHandler(context: identity.context))
          }
          let origin = channel.remoteAddress.map { Admission.Origin($0) } ?? (isTCP ? .unknown : .unixSocket)
          try pipeline.addHandler(TerminalHandler(desk: desk, hasTLS: hasTLS, origin: origin))
        }
      }
  }
}
