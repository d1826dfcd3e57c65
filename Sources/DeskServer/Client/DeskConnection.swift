package import Desk
import Dispatch
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// A client's end of a session: says a line, waits for its reply. For one thread that may block.
package final class DeskConnection {
  /// How a server's certificate is judged.
  package struct Trust: Sendable {
    /// Certificates of authorities to trust instead of the machine's own, PEM; nil for the machine's.
    package let authorities: String?

    /// The machine's authorities, or those of a file.
    package init(authorities: String? = nil) {
      self.authorities = authorities
    }
  }

  /// The server's first words.
  package let greeting: String
  private let channel: any Channel
  private let inbox = ReplyInbox()

  /// How long a client waits, in seconds.
  package struct Patience: Sendable {
    /// For the connection, and then for the greeting.
    package var greeting = 10.0
    /// For a reply.
    package var reply = 60.0
    /// Asked ten times a second: whether whoever waits has had enough.
    package var isOver: @Sendable () -> Bool = { false }

    /// The usual.
    package init() {}
  }

  /// Connects and waits for the greeting.
  ///
  /// - Parameters:
  ///   - address: Where the server is.
  ///   - trust: How to judge its certificate; nil for a session without TLS.
  ///   - patience: How long to wait.
  /// - Throws: `DeskServerError`: `unreachable`, `unusableCertificate`, `notADesk`, `left`.
  package init(
    to address: DeskAddress, trust: Trust? = nil, patience: Patience = Patience()
  ) throws(DeskServerError) {
    self.patience = patience
    let tls = try trust.map { trust throws(DeskServerError) in try Self.context(trust) }
    let inbox = inbox
    let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connectTimeout(.nanoseconds(Int64(patience.greeting * 1e9)))
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          if let tls {
            let name = address.hostName
            try channel.pipeline.syncOperations.addHandler(NIOSSLClientHandler(context: tls, serverHostname: name))
          }
          try channel.pipeline.syncOperations.addHandlers(
            ByteToMessageHandler(ReplyDecoder()), ReplyHandler(inbox: inbox))
        }
      }
    let channel: any Channel
    do {
      channel =
        switch address {
        case .tcp(let host, let port): try bootstrap.connect(host: host, port: port).wait()
        case .unix(let path): try bootstrap.connect(unixDomainSocketPath: path).wait()
        }
    } catch {
      throw DeskServerError(.unreachable, "no desk answers at \(address): \(ClientTrouble.words(for: error))")
    }
    let silence =
      "\(address) says nothing"
      + (trust == nil ? "; where it speaks TLS, connect with --tls" : "; it may not speak TLS, or it may be too busy")
    do throws(DeskServerError) {
      let first = try inbox.next(from: address, patience, seconds: patience.greeting, silence: silence)
      guard first.code == 220 else { throw DeskServerError(.unreachable, "\(address): \(first.text)") }
      greeting = first.text
    } catch {
      // What is not whole is not taken down, and whoever tries again leaves nothing open.
      channel.close(promise: nil)
      throw error
    }
    self.channel = channel
    self.address = address
  }

  private let address: DeskAddress
  private let patience: Patience

  deinit { channel.close(promise: nil) }

  private static func context(_ trust: Trust) throws(DeskServerError) -> NIOSSLContext {
    do {
      var configuration = TLSConfiguration.makeClientConfiguration()
      configuration.minimumTLSVersion = .tlsv12
      if let file = trust.authorities { configuration.trustRoots = .file(file) }
      return try NIOSSLContext(configuration: configuration)
    } catch {
      throw DeskServerError(.unusableCertificate, "the authorities to trust cannot be used: \(error)")
    }
  }

  /// Says a line and waits for its reply.
  ///
  /// - Parameter line: A line without its ending. One inside it would be two requests and shift every later reply, so that it is
  ///   a space.
  /// - Returns: The reply; where it is the server's last, its effect is `close`.
  /// - Throws: `DeskServerError`: `unreachable` where the server has gone or does not answer in time, `notADesk`, `left` where
  ///   whoever asked has had enough.
  package func reply(to line: String) throws(DeskServerError) -> Reply {
    channel.writeAndFlush(
      ByteBuffer(string: line.split(whereSeparator: \.isNewline).joined(separator: " ") + "\r\n"), promise: nil)
    let reply = try inbox.next(
      from: address, patience, seconds: patience.reply,
      silence: "\(address) has not answered for \(Int(patience.reply.rounded())) seconds")
    guard [221, 400, 421].contains(reply.code) else { return reply }
    return Reply(reply.code, reply.text, effect: .close)
  }
}

extension DeskAddress {
  /// The name that a certificate must be for; nil for a number, which names nothing.
  fileprivate var hostName: String? {
    guard case .tcp(let host, _) = self, host.contains(where: { $0.isLetter }), !host.contains(":") else { return nil }
    return host
  }
}

/// Replies on their way from the event loop to the thread that waits for them.
private final class ReplyInbox: Sendable {
  private struct Content {
    var replies: [Reply] = []
    var failure: DeskServerError?
    var isClosed = false
  }

  private let content = Mutex(Content())
  private let news = DispatchSemaphore(value: 0)

  func put(_ reply: Reply) {
    content.withLock { $0.replies.append(reply) }
    news.signal()
  }

  func close(_ failure: DeskServerError?) {
    content.withLock { content in
      content.isClosed = true
      content.failure = content.failure ?? failure
    }
    news.signal()
  }

  func next(
    from address: DeskAddress, _ patience: DeskConnection.Patience, seconds: Double, silence: String
  ) throws(DeskServerError) -> Reply {
    let end = DispatchTime.now() + seconds
    while true {
      let (reply, failure, isClosed) = content.withLock { content in
        (content.replies.isEmpty ? nil : content.replies.removeFirst(), content.failure, content.isClosed)
      }
      if let reply { return reply }
      if let failure { throw failure }
      if isClosed { throw DeskServerError(.unreachable, "\(address) has hung up") }
      if patience.isOver() { throw DeskServerError(.left, "left \(address) without its answer") }
      guard news.wait(timeout: min(end, .now() + 0.1)) == .timedOut, DispatchTime.now() >= end else { continue }
      throw DeskServerError(.unreachable, silence)
    }
  }
}

/// Puts what comes into the inbox.
private final class ReplyHandler: ChannelInboundHandler {
  typealias InboundIn = Reply

  private let inbox: ReplyInbox

  init(inbox: ReplyInbox) {
    self.inbox = inbox
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) { inbox.put(unwrapInboundIn(data)) }

  func channelInactive(context: ChannelHandlerContext) { inbox.close(nil) }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    inbox.close(
      error as? DeskServerError
        ?? DeskServerError(.unreachable, "the session broke off: \(ClientTrouble.words(for: error))"))
    context.close(promise: nil)
  }
}
