import CFuzzer
import Desk

/// The request parser: any bytes, whole and in pieces, must come apart into the same lines, and each line be read or refused.
///
/// The first byte of an input says how long the pieces are.
@_cdecl("LLVMFuzzerTestOneInput")
package func takeApart(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
  guard let data, size > 0 else { return 0 }
  let bytes = Array(UnsafeRawBufferPointer(start: data + 1, count: size - 1))
  let whole = lines(of: bytes, inPiecesOf: bytes.count + 1)
  let pieces = lines(of: bytes, inPiecesOf: Int(data[0]) % 16 + 1)
  precondition(whole == pieces, "split in pieces the bytes are other lines")
  return 0
}

/// The program: libFuzzer's own.
@_cdecl("RequestFuzz_main")
package func run(_ count: Int32, _ words: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> Int32 {
  fuzz(count, words)
}

private enum Line: Equatable {
  case text(String?, [UInt8])
  case tooLong
}

private func lines(of bytes: [UInt8], inPiecesOf length: Int) -> [Line] {
  let longest = 64
  var framer = RequestFramer(longest: longest)
  var lines: [Line] = []
  var waiting: [UInt8] = []
  var rest = bytes[...]
  while !rest.isEmpty {
    waiting += rest.prefix(length)
    rest = rest.dropFirst(length)
    while !waiting.isEmpty {
      let (frame, used) = waiting.withUnsafeBytes { framer.next(in: $0) }
      precondition(used <= waiting.count, "more is used up than there is")
      switch frame {
      case .line(let count):
        precondition(count < used && used <= longest, "a line is longer than is taken")
        let line = Array(waiting[..<count])
        precondition(!line.contains(0x0a), "a line has a line's end in it")
        lines.append(.text(line.withUnsafeBytes { RequestFramer.text($0) }, line))
      case .tooLong: lines.append(.tooLong)
      case nil: break
      }
      waiting.removeFirst(used)
      if frame == nil && used == 0 { break }
    }
    precondition(waiting.count < longest, "more is kept than one line")
  }
  return lines
}
