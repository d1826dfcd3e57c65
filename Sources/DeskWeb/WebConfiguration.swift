package import Desk
package import DeskServer
package import NIOCore

/// How much browsers may ask.
package struct WebLimits: Sendable {
  /// Connections in all.
  package var connections = 256
  /// Connections from one address of another machine, or one /64 of IPv6.
  package var connectionsPerAddress = 32
  /// Bytes of a form; none here is longer than a few hundred.
  package var body = 4096
  /// Bytes of a request's address.
  package var target = 512
  /// How long a request may take to come, its form included, and a TLS handshake with the first.
  package var request: TimeAmount = .seconds(10)
  /// How long a connection may ask nothing, or leave its answer unread.
  package var idle: TimeAmount = .seconds(75)
  /// How long a server that stops waits for answers that are under way: longer than a casebook is waited for.
  package var farewell: Duration = .seconds(12)
  /// Requests of one connection in a second.
  package var requestsPerSecond = 20
  /// How many may be signed in; one more, and who signed in first is signed out.
  package var visits = 500
  /// For how many seconds somebody stays signed in: a shift.
  package var shift: Int64 = 12 * 3600

  /// The usual.
  package init() {}
}

/// How the pages are offered.
package struct WebConfiguration: Sendable {
  /// Where; a port of 0 is any that is free.
  package var address: DeskAddress
  /// A socket that somebody else has opened to listen on, in place of the address; nil for none.
  package var inherited: CInt?
  /// Certificate and key; nil for plain text, which only this machine may speak.
  package var tls: TLSFiles?
  /// The version of the program.
  package var programVersion: String
  /// Where cases are kept.
  package var cases: CaseAccess
  /// How much browsers may ask.
  package var limits = WebLimits()

  /// The port where none is given.
  package static let usualPort = 6111

  /// Pages over a casebook, at an address.
  package init(address: DeskAddress, tls: TLSFiles? = nil, programVersion: String, cases: CaseAccess) {
    self.address = address
    self.tls = tls
    self.programVersion = programVersion
    self.cases = cases
  }
}
