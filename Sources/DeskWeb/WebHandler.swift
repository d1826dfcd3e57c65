import DeskServer
import Logging
import NIOCore
import NIOHTTP1

/// One browser's connection: gathers a request within its limits and its time, has it answered, and sends the answer.
final class WebHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let front: WebFront
  private let peer: String
  /// What connections are counted by; nil for this machine's own.
  private let address: String?
  private var head: HTTPRequestHead?
  private var body: [UInt8] = []
  private var allowance: Allowance
  private var deadline: Scheduled<Void>?
  private var context: ChannelHandlerContext?
  /// Whether an answer is being worked out, or still on its way out.
  private var isSending = false
  private var isLeaving = false

  init(front: WebFront, peer: SocketAddress?) {
    self.front = front
    self.peer = peer.map { "\($0)" } ?? "unknown"
    address = peer.flatMap { ClientAddress.counted($0) }
    allowance = Allowance(perSecond: front.configuration.limits.requestsPerSecond)
  }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    guard front.admit(self, from: address) else {
      front.log.notice("no room for a browser", metadata: ["peer": "\(peer)"])
      return context.close(promise: nil)
    }
    wait(front.configuration.limits.request)
  }

  func handlerRemoved(context: ChannelHandlerContext) { end() }

  func channelInactive(context: ChannelHandlerContext) {
    end()
    context.fireChannelInactive()
  }

  private func end() {
    deadline?.cancel()
    context = nil
    front.release(self, from: address)
  }

  /// Ends the connection unless something comes, or goes, in time.
  private func wait(_ time: TimeAmount) {
    deadline?.cancel()
    deadline = context?.eventLoop.assumeIsolated().scheduleTask(in: time) { [weak self] in
      self?.context?.close(promise: nil)
    }
  }

  /// Ends once what was answered is sent.
  func leave() {
    isLeaving = true
    if !isSending { context?.close(promise: nil) }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if isLeaving { return }
    switch unwrapInboundIn(data) {
    case .head(let head):
      wait(front.configuration.limits.request)
      self.head = head
      body = []
      if head.uri.utf8.count > front.configuration.limits.target { refuse(.uriTooLong) }
    case .body(let part):
      guard head != nil else { return }
      guard body.count + part.readableBytes <= front.configuration.limits.body else { return refuse(.payloadTooLarge) }
      body += part.readableBytesView
    case .end:
      guard let head else { return }
      self.head = nil
      guard allowance.take(at: .now()) else { return refuse(.tooManyRequests, [("retry-after", "1")]) }
      let type = head.headers.first(name: "content-type")?.split(separator: ";").first?.lowercased()
      if head.method == .POST, type != "application/x-www-form-urlencoded" { return refuse(.unsupportedMediaType) }
      let form = String(decoding: body, as: UTF8.self)
      body = []
      // The casebook says itself when it has waited long enough.
      deadline?.cancel()
      isSending = true
      front.respond(to: head, form: form, from: peer) { [self] response in
        send(response, isKept: head.isKeepAlive, hasBody: head.method != .HEAD)
      }
    }
  }

  /// Turns a request away, and the connection with it: what is left of the request is not read.
  private func refuse(_ status: HTTPResponseStatus, _ more: [(String, String)] = []) {
    head = nil
    isLeaving = true
    send(front.plain(status, more), isKept: false, hasBody: true)
  }

  private func send(_ response: WebFront.Response, isKept: Bool, hasBody: Bool) {
    guard let context else { return }
    var headers = response.headers
    headers.replaceOrAdd(name: "content-length", value: "\(response.body.utf8.count)")
    if !isKept { headers.replaceOrAdd(name: "connection", value: "close") }
    wait(front.configuration.limits.idle)
    isSending = true
    context.write(
      wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: response.status, headers: headers))),
      promise: nil)
    if hasBody {
      context.write(
        wrapOutboundOut(.body(.byteBuffer(context.channel.allocator.buffer(string: response.body)))), promise: nil)
    }
    let sent = context.eventLoop.makePromise(of: Void.self)
    sent.futureResult.assumeIsolated().whenComplete { [weak self] _ in
      guard let self else { return }
      isSending = false
      if !isKept || isLeaving { self.context?.close(promise: nil) }
    }
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: sent)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    front.log.debug("a browser's connection ended", metadata: ["error": "\(error)"])
    context.close(promise: nil)
  }
}
