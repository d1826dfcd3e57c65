import Glibc
import NIOCore
import NIOPosix

/// Calls back when the event loop has come to look at its sockets.
///
/// The loop runs tasks that are due until there are none, those too that they add, and only then looks at its sockets; a
/// task that wants the others to be heard first cannot be a task. This is a pipe of the loop's own: what is written into
/// it comes back with whatever else has come.
final class Bell {
  private final class Ringer: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let answer: () -> Void

    init(_ answer: @escaping () -> Void) {
      self.answer = answer
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) { answer() }
  }

  private let channel: any Channel
  private let input: CInt

  private init(channel: any Channel, input: CInt) {
    self.channel = channel
    self.input = input
  }

  /// A bell on a loop, which it is made on.
  ///
  /// - Parameters:
  ///   - loop: The loop.
  ///   - answer: Called on the loop, once for each time or for several times that it was rung.
  /// - Returns: The bell.
  /// - Throws: `DeskServerError`, `cannotListen`, where the machine has no descriptor left.
  static func hung(
    on loop: any EventLoop, _ answer: NIOLoopBound<() -> Void>
  ) async throws(DeskServerError) -> NIOLoopBound<Bell> {
    var ends: [CInt] = [-1, -1]
    guard pipe(&ends) == 0 else {
      throw DeskServerError(.cannotListen, "no pipe can be made: \(String(cString: strerror(errno)))")
    }
    let (output, input) = (ends[0], ends[1])
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    do {
      return try await NIOPipeBootstrap(group: loop)
        .channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(Ringer(answer.value))
          }
        }
        .takingOwnershipOfDescriptor(input: output)
        .map { NIOLoopBound(Bell(channel: $0, input: input), eventLoop: loop) }
        .get()
    } catch {
      Glibc.close(input)
      throw DeskServerError(.cannotListen, "the event loop takes no pipe: \(error)")
    }
  }

  /// Has it answer when the loop looks at its sockets next.
  func ring() {
    var byte: UInt8 = 1
    // A pipe that is full answers without another byte.
    _ = Glibc.write(input, &byte, 1)
  }

  /// Takes it down.
  func close() {
    channel.close(promise: nil)
    Glibc.close(input)
  }
}
