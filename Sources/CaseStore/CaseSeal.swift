import Casebook
import Crypto
import Foundation

/// The hashes that seal a case. Their form is frozen: every casebook holds hashes made by it.
///
/// An event's digest is over a salt of its own and all that the event says. Once both are erased the digest tells nothing, since
/// nobody can try what it might have been; but the chain over the digests still shows that none was put in or taken out.
enum CaseSeal {
  /// What stands before the first.
  static let genesis = Data(repeating: 0, count: 32)

  /// Sixteen random bytes.
  static func salt() -> Data {
    var generator = SystemRandomNumberGenerator()
    return Data((0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
  }

  /// The digest of an event.
  static func digest(
    salt: Data, number: Int, by: String, recordedAt: Int64, happenedAt: Int64?, deed: String
  ) -> Data {
    hash(["nightdesk case event 1", "\(number)", by, "\(recordedAt)", happenedAt.map { "\($0)" } ?? "-", deed], salt)
  }

  /// The seal of an event: over the one before in its case.
  static func seal(previous: Data, number: Int, digest: Data) -> Data {
    hash(["nightdesk case seal 1", "\(number)"], previous, digest)
  }

  /// The hash of a line of the whole casebook's record: over the line before.
  static func line(previous: Data, casefile: Int64, number: Int, seal: Data) -> Data {
    hash(["nightdesk casebook line 1", "\(casefile)", "\(number)"], previous, seal)
  }

  /// A short word for some texts, by which they are told from others.
  static func mark(of texts: [String]) -> String { hash(texts).prefix(8).map { "\($0)" }.joined(separator: ".") }

  /// A text is taken with its length in front, so that nothing moves from one field into the next unseen.
  private static func hash(_ texts: [String], _ rest: Data...) -> Data {
    var state = SHA256()
    for text in texts { state.update(data: Data("\(text.utf8.count):\(text)\n".utf8)) }
    for data in rest { state.update(data: data) }
    return Data(state.finalize())
  }
}
