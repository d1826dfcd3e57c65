import DeskServer
import NIOCore
import NIOTestUtils
import Testing

struct RequestDecoderTests {
  private func line(_ text: String) -> RequestLine { .line(ByteBuffer(string: text)) }
  private func tooLong(_ text: String) -> RequestLine {
    .tooLong(beginning: ByteBuffer(string: String(text.prefix(32))))
  }

  @Test func `requests are found however the bytes are split`() throws {
    let longest = 32
    let fits = String(repeating: "a", count: longest - 2)
    let much = String(repeating: "x", count: 200)
    let pairs: [(String, [RequestLine])] = [
      ("lookup luton\r\n", [line("lookup luton")]), ("bare\n", [line("bare")]), ("\r\n", [line("")]),
      ("\n", [line("")]), ("one\r\ntwo\nthree\r\n", [line("one"), line("two"), line("three")]),
      ("carriage\rreturn\n", [line("carriage\rreturn")]), ("two\r\r\n", [line("two\r")]),
      (fits + "\r\n", [line(fits)]), (fits + "b\n", [line(fits + "b")]), (fits + "b\r\n", [tooLong(fits + "b\r")]),
      (fits + "bc\n", [tooLong(fits + "bc")]),
      (much + "\r\nnext\r\n", [tooLong(much), line("next")]),
      (much + "\r\nPOST /" + much + "\r\n", [tooLong(much), tooLong("POST /" + much)]),
      ("ünïcode\r\n", [line("ünïcode")]), ("nul\u{0}\n", [line("nul\u{0}")]),
    ]
    try ByteToMessageDecoderVerifier.verifyDecoder(stringInputOutputPairs: pairs) { RequestDecoder(longest: longest) }
  }

  @Test func `an endless line is dropped as it comes`() {
    var decoder = RequestDecoder(longest: 1024)
    var buffer = ByteBuffer()
    var told = 0
    for _ in 0..<1000 {
      buffer.writeRepeatingByte(0x61, count: 1000)
      while let request = decoder.decode(buffer: &buffer) {
        #expect(request == tooLong(String(repeating: "a", count: 1000)))
        told += 1
      }
      #expect(buffer.readableBytes < 1024)
    }
    #expect(told == 1)
    buffer.writeString("\nnext\n")
    #expect(decoder.decode(buffer: &buffer) == .line(ByteBuffer(string: "next")))
  }
}
