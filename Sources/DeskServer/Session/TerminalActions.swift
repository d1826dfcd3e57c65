import Logging
import NIOCore

/// What whoever holds a terminal's channel has to do next, in this order: log, send, switch reading, end, go on.
struct TerminalActions {
  /// How a session ends.
  enum End {
    /// Once all is sent: the channel is closed for writing, and `lastWordsSent` is told.
    case afterSending
    /// At once.
    case now
  }

  /// How the answering goes on.
  enum Next {
    /// Nothing waits to be answered.
    case rest
    /// At once, as soon as the rest is done.
    case again
    /// When the others have had their turn.
    case turn
  }

  /// A line for the log; never of what was asked.
  struct Notice: Equatable {
    let level: Logger.Level
    let text: String
  }

  var notices: [Notice] = []
  /// Bytes to send.
  var output: ByteBuffer?
  /// Whether to read; nil to leave that as it is.
  var reads: Bool?
  var end: End?
  var next = Next.rest
  /// Whether the session has just signed in.
  var hasSignedIn = false
}
