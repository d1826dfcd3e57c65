/// A 64-bit FNV-1a hash, to tell one version of data from another; no defence against anyone who wants a collision.
package struct Fingerprint: Sendable {
  private var state: UInt64 = 0xcbf2_9ce4_8422_2325

  /// An empty fingerprint.
  package init() {}

  /// Takes in a text, and where it ends.
  package mutating func add(_ text: String) {
    for byte in text.utf8 { mix(byte) }
    mix(0xff)
  }

  /// Takes in a text or its absence.
  package mutating func add(_ text: String?) {
    guard let text else { return mix(0xfe) }
    add(text)
  }

  private mutating func mix(_ byte: UInt8) {
    state = (state ^ UInt64(byte)) &* 0x100_0000_01b3
  }

  /// Sixteen hexadecimal digits.
  package var text: String { String(decoding: digits, as: UTF8.self) }

  /// The same as ASCII.
  package var digits: [UInt8] {
    stride(from: 60, through: 0, by: -4).map { shift in
      let digit = UInt8(state >> UInt64(shift) & 0xf)
      return digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
    }
  }
}
