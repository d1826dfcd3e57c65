import Logging
import NIOCore

/// Stands in front of a listening socket, and lets nobody in for a moment where that would do harm: the machine has no
/// descriptor left, or so many are being refused that refusing is all that the server does.
final class Door: ChannelDuplexHandler {
  typealias InboundIn = any Channel
  typealias InboundOut = any Channel
  typealias OutboundIn = any Channel

  /// How many are refused before the door rests, and for how long it does.
  static let refusals = 32
  static let rest = TimeAmount.milliseconds(25)
  /// How long nobody is let in once the machine has failed to.
  static let pause = TimeAmount.seconds(1)

  private let desk: FrontDesk
  private var hasFailed = false
  private var isShut = false

  init(desk: FrontDesk) {
    self.desk = desk
  }

  func read(context: ChannelHandlerContext) {
    if isShut { return }
    let pause: TimeAmount? = hasFailed ? Self.pause : desk.refusedLately >= Self.refusals ? Self.rest : nil
    guard let pause else { return context.read() }
    hasFailed = false
    isShut = true
    context.eventLoop.assumeIsolated().scheduleTask(in: pause) { [self] in
      isShut = false
      desk.forgetRefusals()
      context.read()
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard error is IOError else { return context.fireErrorCaught(error) }
    hasFailed = true
    desk.log.error("nobody can be let in for a second", metadata: ["why": "\(NetworkTrouble.words(for: error))"])
  }
}
