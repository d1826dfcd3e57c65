import Desk
import Logging
import NIOCore

/// What tells a client that came to the wrong door.
enum FirstBytes {
  /// The first byte of a TLS handshake; no request begins with it.
  static let tlsHandshake: UInt8 = 0x16

  /// Whether a line is the first of an HTTP request. A browser can be made to send one here by any page, with commands in
  /// its body, so that nothing that follows it may be read.
  static func isWebRequest(_ line: String) -> Bool {
    let words = line.split(separator: " ")
    guard words.count == 3, words[2].hasPrefix("HTTP/") else { return false }
    return words[0].allSatisfy { $0.isASCII && $0.isUppercase }
  }
}

/// Stands before TLS and looks at the first byte: a client that speaks plain text is told so in plain text.
final class PlainTextRefusal: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let log: Logger
  private var hasRefused = false

  init(log: Logger) {
    self.log = log
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if hasRefused { return }
    let bytes = unwrapInboundIn(data)
    if bytes.getInteger(at: bytes.readerIndex, as: UInt8.self) == FirstBytes.tlsHandshake {
      context.fireChannelRead(data)
      context.pipeline.syncOperations.removeHandler(self, promise: nil)
      return
    }
    hasRefused = true
    let peer = context.remoteAddress.map { "\($0)" } ?? "unknown"
    log.notice("plain text on a port of TLS turned away", metadata: ["peer": "\(peer)"])
    let sent = context.eventLoop.makePromise(of: Void.self)
    sent.futureResult.assumeIsolated().whenComplete { _ in context.close(promise: nil) }
    let refusal = ByteBuffer(bytes: Reply(400, "this port speaks TLS only").wire)
    context.writeAndFlush(wrapOutboundOut(refusal), promise: sent)
  }
}
