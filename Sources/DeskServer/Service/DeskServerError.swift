/// Why the server cannot start, or a client cannot go on.
package struct DeskServerError: Error, Sendable, Equatable {
  /// What sort of failure it is.
  package enum Code: String, Sendable, CaseIterable {
    /// An address that is none.
    case notAnAddress
    /// Plain text would be offered to other machines, and nobody has said that it may be.
    case exposed
    /// The address cannot be listened on.
    case cannotListen
    /// Certificate or key cannot be used.
    case unusableCertificate
    /// What was handed over to listen on cannot be used.
    case unusableSocket
    /// There is no server at an address, or it went away.
    case unreachable
    /// Whoever waited for a server has had enough.
    case left
    /// What answers does not speak the protocol.
    case notADesk
  }

  /// What sort of failure it is.
  package let code: Code
  /// What it was about.
  package let context: String

  /// A failure, and what it was about.
  package init(_ code: Code, _ context: String) {
    self.code = code
    self.context = context
  }
}
