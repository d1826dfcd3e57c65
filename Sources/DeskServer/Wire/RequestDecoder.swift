import Desk
package import NIOCore

/// What a client sent up to a line's end.
package enum RequestLine: Equatable, Sendable {
  /// A line without its ending.
  case line(ByteBuffer)
  /// A line that was longer than is taken, and what it began with; its other bytes are gone.
  case tooLong(beginning: ByteBuffer)
}

/// Feeds NIO's buffers to the framer of requests.
package struct RequestDecoder: NIOSingleStepByteToMessageDecoder {
  /// What is made of the bytes.
  package typealias InboundOut = RequestLine

  private var framer: RequestFramer
  /// How many bytes are kept of a line that is too long.
  private static let beginning = 32

  /// A decoder of lines of at most that many bytes, their endings included.
  package init(longest: Int) {
    framer = RequestFramer(longest: longest)
  }

  /// The next line, or nil where its end has not come yet.
  package mutating func decode(buffer: inout ByteBuffer) -> RequestLine? {
    while buffer.readableBytes > 0 {
      let (frame, used) = buffer.withUnsafeReadableBytes { framer.next(in: $0) }
      defer { buffer.moveReaderIndex(forwardBy: used) }
      switch frame {
      case .line(let length): return buffer.getSlice(at: buffer.readerIndex, length: length).map { .line($0) }
      case .tooLong:
        let length = min(Self.beginning, buffer.readableBytes)
        return buffer.getSlice(at: buffer.readerIndex, length: length).map { .tooLong(beginning: $0) }
      // Bytes of a line that is skipped; behind them may be more.
      case nil: if used == 0 { return nil }
      }
    }
    return nil
  }

  /// A line without an end is no request, and is dropped.
  package mutating func decodeLast(buffer: inout ByteBuffer, seenEOF: Bool) -> RequestLine? {
    decode(buffer: &buffer)
  }
}
