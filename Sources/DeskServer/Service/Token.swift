import Crypto

/// A token: a long random word that lets whoever has it take on a role.
///
/// 256 bits of the system's randomness leave nothing to guess, so that a plain SHA-256 is enough to keep it by: there is
/// no list of likely tokens to hash.
package enum Token {
  /// A new token, and the mark to keep of it.
  package static func make() -> (token: String, mark: String) {
    var random = SystemRandomNumberGenerator()
    let bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    let token = "nd_" + hexadecimal(bytes)
    return (token, mark(of: token))
  }

  /// The mark of a token: its SHA-256 in 64 hexadecimal digits.
  package static func mark(of token: String) -> String {
    hexadecimal(SHA256.hash(data: Array(token.utf8)))
  }

  private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
