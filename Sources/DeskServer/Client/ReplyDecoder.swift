package import Desk
package import NIOCore

/// Puts a server's bytes together into replies: a line, and where its code says so the block after it, without its dots.
package struct ReplyDecoder: NIOSingleStepByteToMessageDecoder {
  /// What is made of the bytes.
  package typealias InboundOut = Reply

  /// The longest reply taken, in bytes: the contract bounds none, but a stream that never ends one is no desk's.
  private static let longest = 64 << 20

  private var begun: (code: Int, text: String, block: [String])?
  private var size = 0
  /// How many bytes are known to hold no line's end, so that those of a long line are not searched again with each piece.
  private var searched = 0

  /// A decoder at the beginning of a session.
  package init() {}

  /// The next reply, or nil where its end has not come yet.
  ///
  /// - Throws: `DeskServerError`, `notADesk`, for a line that is no reply's.
  package mutating func decode(buffer: inout ByteBuffer) throws -> Reply? {
    while let length = lineLength(in: buffer) {
      searched = 0
      guard var line = buffer.readString(length: length) else { return nil }
      buffer.moveReaderIndex(forwardBy: 1)
      if line.hasSuffix("\r") { line.removeLast() }
      size += length
      if let reply = try take(line) {
        size = 0
        return reply
      }
      guard size <= Self.longest else { throw DeskServerError(.notADesk, "a reply has no end") }
    }
    guard buffer.readableBytes <= Self.longest else { throw DeskServerError(.notADesk, "a line has no end") }
    searched = buffer.readableBytes
    return nil
  }

  private func lineLength(in buffer: ByteBuffer) -> Int? {
    buffer.viewBytes(at: buffer.readerIndex + searched, length: buffer.readableBytes - searched)?
      .firstIndex(of: 0x0a).map { $0 - buffer.readerIndex }
  }

  /// Half a reply is none.
  package mutating func decodeLast(buffer: inout ByteBuffer, seenEOF: Bool) throws -> Reply? {
    try decode(buffer: &buffer)
  }

  private mutating func take(_ line: String) throws -> Reply? {
    guard begun != nil else {
      guard let code = Int(line.prefix(3)), line.utf8.count >= 4, (200...599).contains(code),
        line.dropFirst(3).first == " "
      else { throw DeskServerError(.notADesk, "what answers is not a desk: '\(Reply.plain(line.prefix(60)))'") }
      let first = Reply(code, Reply.plain(line.dropFirst(4)))
      if first.hasBlock {
        begun = (first.code, first.text, [])
        return nil
      }
      return first
    }
    if line == "." {
      defer { begun = nil }
      return begun.map { Reply($0.code, $0.text, block: $0.block) }
    }
    // Where it is: a copy for each line of a long block takes longer than the block.
    begun?.block.append(Reply.plain(line.hasPrefix(".") ? line.dropFirst() : line[...]))
    return nil
  }
}

extension Reply {
  /// A text without control characters: what a server sends must not steer the terminal it is shown at.
  fileprivate static func plain(_ text: Substring) -> String {
    guard text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      return String(text)
    }
    return String(
      String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
  }
}
