import DirectoryStore
import Foundation

#if PostgreSQL
  import SharedRecord

  /// How a joined site changes the directory: the server first, then its own store.
  enum SharedWriting {
    /// How long the server is asked whether it has kept a change, once a second, where it gave no answer.
    private static let patience = Duration.seconds(5)

    /// Which server is asked: a person's own login goes before the site's.
    static func server(of joined: SharedMembership) throws(Failure) -> String {
      try SharedServer.named() ?? joined.server
    }

    /// Has the server take changes.
    static let send: SharedSending = { joined, previous, changes throws(DirectoryStoreError) in
      let server: String
      do throws(Failure) {
        server = try Self.server(of: joined)
      } catch {
        throw DirectoryStoreError(.notShared, path: DirectoryStoreError.shared, error.text)
      }
      do throws(SharedRecordError) {
        let record = try SharedRecord(server, from: joined.timeline)
        guard try record.standing().record == joined.record else {
          throw SharedRecordError(.refused, "the server holds another shared record than the one that is followed")
        }
        _ = try record.append(SharedChange.chain(changes, after: previous))
      } catch {
        switch error.code {
        case .unreplicated: Out.error("warning: \(alone(error))")
        case .uncertain: try settle(changes, server, joined, after: error)
        default: throw refusal(error)
        }
      }
    }

    /// What is told of a change that is on one machine only.
    static func alone(_ error: SharedRecordError) -> String {
      "the change is kept, on one machine only: \(error.explanation). Were that lost before a standby has it, the change would be "
        + "too"
    }

    /// Finds out whether a change is kept whose commit was not answered.
    private static func settle(
      _ changes: [RecordedChange], _ server: String, _ joined: SharedMembership, after lost: SharedRecordError
    ) throws(DirectoryStoreError) {
      guard let last = changes.last?.change else { return }
      let end = ContinuousClock.now + patience
      while true {
        switch isKept(last.hash, server, joined) {
        case true?:
          return Out.error("warning: the change is kept, though its answer was lost: \(lost.explanation)")
        case false?:
          throw DirectoryStoreError(
            .notShared, path: DirectoryStoreError.shared,
            "the server went away and has not kept the change: nothing is changed; try again. \(lost.explanation)")
        case nil:
          if ContinuousClock.now < end { Thread.sleep(forTimeInterval: 1) } else { throw uncertain(last, lost) }
        }
      }
    }

    private static func uncertain(_ change: DirectoryChange, _ lost: SharedRecordError) -> DirectoryStoreError {
      DirectoryStoreError(
        .uncertain, path: DirectoryStoreError.shared,
        "the server was to keep change \(change.id), and does not say whether it has. Nothing is changed here. A change that is "
          + "kept comes by itself, and 'nightdesk shared status' tells which are uncertain: look there before you try again. "
          + lost.explanation)
    }

    /// Whether a change is kept; nil where nobody answers.
    private static func isKept(_ hash: String, _ server: String, _ joined: SharedMembership) -> Bool? {
      do throws(SharedRecordError) {
        return try SharedRecord(server, from: joined.timeline).isKept(hash)
      } catch {
        return nil
      }
    }

    /// What a writer is told of a refusal of the server's.
    static func refusal(_ error: SharedRecordError) -> DirectoryStoreError {
      let path = DirectoryStoreError.shared
      switch error.code {
      case .moved: return DirectoryStoreError(.moved, path: path, "\(error.explanation): plan again")
      case .stale, .badSeal, .refused: return DirectoryStoreError(.refused, path: path, error.explanation)
      case .unreachable, .readOnly, .older, .uncertain, .unreplicated:
        return DirectoryStoreError(
          .notShared, path: path,
          "the shared directory cannot be reached: nothing is changed. Look-ups go on, and a failed contact is noted and "
            + "will be sent. \(error.explanation)")
      case .busy, .failed:
        return DirectoryStoreError(
          .notShared, path: path,
          "the shared record does not take the change now: nothing is changed; try again. \(error.explanation)")
      case .untrusted:
        return DirectoryStoreError(
          .notShared, path: path,
          "what answers cannot show that it is your server: nothing is sent, and nothing is changed. Look-ups go on. Tell whoever "
            + "looks after the server. \(error.explanation)")
      case .forbidden:
        return DirectoryStoreError(
          .notShared, path: path,
          "the server lets this login change nothing: \(error.explanation). NIGHTDESK_SHARED names the server with an "
            + "admin's own")
      }
    }
  }
#endif
