/// Takes a stream of bytes apart into lines, each ended by CRLF or a bare LF, however the bytes are split.
///
/// It never waits for more than one line of the longest kind: a longer one is told as soon as that is certain, and what
/// follows up to its end is dropped as it comes.
package struct RequestFramer: Sendable {
  /// What the bytes begin with.
  package enum Frame: Sendable, Hashable {
    /// A line of that many bytes, its ending not counted.
    case line(length: Int)
    /// A line that is longer than is taken.
    case tooLong
  }

  private let longest: Int
  /// How many bytes are known to hold no line's end, so that a slow writer's are not searched again.
  private var searched = 0
  private var isSkipping = false

  /// A framer of lines of at most that many bytes, their endings included.
  package init(longest: Int) {
    self.longest = longest
  }

  /// Looks at what has come and has not been used up yet.
  ///
  /// - Parameter bytes: All of that, the same as before and whatever came behind it.
  /// - Returns: What they begin with, nil where its end has not come yet; and how many bytes are used up by that.
  package mutating func next(in bytes: UnsafeRawBufferPointer) -> (frame: Frame?, used: Int) {
    if isSkipping {
      guard let end = lineEnd(in: bytes, from: 0) else { return (nil, bytes.count) }
      isSkipping = false
      // What is skipped is used up by itself, so that a line always begins where its frame does.
      return (nil, end + 1)
    }
    guard let end = lineEnd(in: bytes, from: searched) else {
      if bytes.count < longest {
        searched = bytes.count
        return (nil, 0)
      }
      searched = 0
      isSkipping = true
      return (.tooLong, bytes.count)
    }
    searched = 0
    guard end < longest else { return (.tooLong, end + 1) }
    let hasReturn = end > 0 && bytes[end - 1] == 0x0d
    return (.line(length: hasReturn ? end - 1 : end), end + 1)
  }

  private func lineEnd(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
    var place = start
    while place < bytes.count {
      if bytes[place] == 0x0a { return place }
      place += 1
    }
    return nil
  }

  /// The text of a line; nil where it is not UTF-8, or has control characters.
  package static func text(_ line: UnsafeRawBufferPointer) -> String? {
    var previous: UInt8 = 0
    for byte in line {
      if byte < 0x20 || byte == 0x7f || (previous == 0xc2 && byte < 0xa0) { return nil }
      previous = byte
    }
    return String(validating: line, as: UTF8.self)
  }
}
