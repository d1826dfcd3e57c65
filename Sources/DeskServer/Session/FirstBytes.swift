import Desk
import Logging
import NIOCore

/// What tells a client that came to the wrong door.
enum FirstBytes {
  /// The first byte of a TLS handshake; no request begins with it.
  static let tlsHandshake: UInt8 = 0x16

  /// Whether a line that is no command is of an HTTP request: its first line, or one of its headers. A browser can be made
  /// to send a request here by any page, with commands in its body, so that nothing that follows may be read. The headers
  /// count because the page chooses the first line, and what it may look like; it does not choose `Host:`.
  static func isWeb(_ line: String) -> Bool {
    let words = line.split(separator: " ")
    guard let first = words.first, let last = words.last else { return false }
    if words.count > 2, last.hasPrefix("HTTP/"), first.allSatisfy({ $0.isASCII && $0.isUppercase }) { return true }
    guard let colon = first.firstIndex(of: ":"), colon != first.startIndex else { return false }
    return first[..<colon].allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
  }

  /// Whether bytes begin like an HTTP request whose first line may be too long to be taken: a method, a space, a target.
  static func beginsWebRequest(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let method = bytes.prefix(16).prefix { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    let target = bytes.dropFirst(method.count).prefix(5)
    guard !method.isEmpty, target.first == UInt8(ascii: " "), let second = target.dropFirst().first else {
      return false
    }
    return second == UInt8(ascii: "/") || second == UInt8(ascii: "*") || target.dropFirst().elementsEqual("http".utf8)
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
