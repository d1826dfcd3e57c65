import Desk
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

  /// What waits for the disk, to be done away from the loop.
  struct Away: Sendable {
    /// The session as it was before.
    let session: DeskSession
    /// What is answered where it cannot be done, for the server is shutting down.
    let otherwise: Reply
    /// Does it; any thread may.
    let answered: @Sendable () -> Done
    /// What it waits for.
    let disk: Disk

    /// What may keep a line waiting.
    enum Disk {
      case casebook
      /// The store, which takes the numbers that did not answer.
      case store
    }

    /// A line that is answered.
    init(line: String, session: DeskSession, context: DeskContext) {
      self.session = session
      disk = .casebook
      otherwise = Reply(451, "not saved: the server is shutting down")
      answered = {
        var session = session
        let reply = session.handle(line, in: context)
        return Done(session: session, reply: reply)
      }
    }

    /// A reply that brings something with it, which is carried out before the reply may say so.
    init(_ reply: Reply, session: DeskSession, _ perform: @escaping @Sendable (Reply) -> Reply) {
      self.session = session
      disk = .store
      otherwise = reply.notNoted("the server is shutting down")
      answered = { Done(session: session, reply: perform(reply)) }
    }
  }

  /// What came of such a line.
  struct Done: Sendable {
    let session: DeskSession
    let reply: Reply
  }

  /// A session that has ended, with families whose answers may have to be kept first.
  struct Ending: Sendable {
    var session: DeskSession
    let context: DeskContext

    /// Ends it; any thread may, and it may wait for the disk.
    ///
    /// - Returns: What became of answers that were not kept before.
    func carriedOut() -> [String] {
      var session = session
      return session.end(in: context)
    }
  }

  var notices: [Notice] = []
  /// Bytes to send.
  var output: ByteBuffer?
  /// Whether to read; nil to leave that as it is.
  var reads: Bool?
  var end: End?
  var next = Next.rest
  /// What is to be answered elsewhere, and brought back by `cameBack`.
  var away: Away?
  /// Whether the session has just signed in.
  var hasSignedIn = false
}
