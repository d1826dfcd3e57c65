import Desk
import NIOCore
import TestSupport
import Testing

@testable import DeskServer

/// What a client makes of a server's bytes, however many they are.
struct ReplyDecoderTests {
  private static func feed(_ piece: String, times: Int, behind first: String = "") throws -> [Reply] {
    let reader = NIOSingleStepByteToMessageProcessor(ReplyDecoder())
    var replies: [Reply] = []
    try reader.process(buffer: ByteBuffer(string: first)) { replies.append($0) }
    let bytes = ByteBuffer(string: piece)
    for _ in 0..<times {
      try reader.process(buffer: bytes) { replies.append($0) }
    }
    return replies
  }

  @Test func `a line without an end is refused, and is not searched anew with each piece of it`() throws {
    let error = #expect(throws: DeskServerError.self) {
      // In so many pieces that searching all of them each time takes minutes.
      try Self.feed(String(repeating: "x", count: 8 << 10), times: 70 << 7, behind: "200 ")
    }
    #expect(error?.code == .notADesk)
    #expect(error?.context == "a line has no end")
  }

  @Test func `a long block is taken, and is not copied with each of its lines`() throws {
    let lines = String(repeating: "one line\r\n..dot\r\n", count: 500)
    let replies = try Self.feed(lines, times: 100, behind: "213 councils follow\r\n")
    #expect(replies.isEmpty)
    let ended = try Self.feed(".\r\n", times: 1, behind: "213 councils follow\r\none line\r\n..dot\r\n")
    #expect(ended == [Reply(213, "councils follow", block: ["one line", ".dot"])])
  }

  @Test func `a reply is the same in whatever pieces it comes`() throws {
    let text = "220 ready\r\n213 councils follow\r\none\r\n...\r\n.\r\n200 done\n"
    let whole = try Self.feed(text, times: 1)
    #expect(whole.map(\.code) == [220, 213, 200] && whole[1].block == ["one", ".."])
    for size in 1..<20 {
      let reader = NIOSingleStepByteToMessageProcessor(ReplyDecoder())
      var replies: [Reply] = []
      var rest = text.utf8[...]
      while !rest.isEmpty {
        try reader.process(buffer: ByteBuffer(bytes: rest.prefix(size))) { replies.append($0) }
        rest = rest.dropFirst(size)
      }
      #expect(replies == whole, "in pieces of \(size)")
    }
  }
}
