package import Desk

/// How the server is set up.
package struct FrontDeskConfiguration: Sendable {
  /// How it calls itself in the greeting: one word.
  package var name: String
  /// The version of the program.
  package var programVersion: String
  /// Where it listens; a port of 0 is any that is free.
  package var addresses: [DeskAddress]
  /// Sockets that somebody else has opened to listen on, systemd say.
  package var inherited: [CInt]
  /// Certificate and key for TLS on every TCP address; nil for plain text.
  package var tls: TLSFiles?
  /// Whether plain text may be offered to other machines.
  package var offersPlainText: Bool
  /// Whether a session may do nothing before it has signed in.
  package var requiresSignIn: Bool
  /// How much clients may ask of it.
  package var limits: DeskLimits
  /// Where cases are kept; nil where none are.
  package var cases: CaseAccess?

  /// The usual: loopback, plain text, everyone a terminal.
  package init(
    name: String, programVersion: String, addresses: [DeskAddress] = [.usual], inherited: [CInt] = [],
    tls: TLSFiles? = nil, offersPlainText: Bool = false, requiresSignIn: Bool = false, limits: DeskLimits = DeskLimits()
  ) {
    self.name = name
    self.programVersion = programVersion
    self.addresses = addresses
    self.inherited = inherited
    self.tls = tls
    self.offersPlainText = offersPlainText
    self.requiresSignIn = requiresSignIn
    self.limits = limits
  }
}
