package import Desk
package import NIOCore

/// How much one client, and all of them together, may ask of the server.
package struct DeskLimits: Sendable {
  /// The longest request line in bytes, its ending included.
  package var lineLength = 1024
  /// Sessions in all, whatever they come by.
  package var sessions = 10_000
  /// Sessions from one address, or one /64 of IPv6, that have not signed in. Loopback and the Unix socket have no such
  /// limit: behind them may be a whole building.
  package var sessionsPerAddress = 200
  /// How long a session may ask nothing.
  package var idle: TimeAmount = .minutes(30)
  /// Requests that one session may make in a second; nil for as many as it likes.
  package var requestsPerSecond: Int?
  /// Bytes that may wait for a client that does not read. From there on nothing more is taken from it.
  package var pendingOutput = 256 * 1024
  /// How long a client may leave its answers unread before the session is closed.
  package var stalled: TimeAmount = .seconds(30)
  /// How long a TLS handshake may take, and how long a closing session may take to fetch its last answers.
  package var handshake: TimeAmount = .seconds(10)
  /// How long a session may do without signing in where everyone must.
  package var signIn: TimeAmount = .seconds(120)
  /// Bytes that may wait for all clients together; beyond, those who have left theirs unread the longest are closed.
  package var totalPendingOutput = 64 << 20
  /// Answers in one triage, and failed sign-ins in one session.
  package var session = SessionLimits()

  /// The limits of the contract and, where it has none, of common sense.
  package init() {}
}
