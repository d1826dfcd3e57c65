import DirectoryStore
import Foundation

#if PostgreSQL
  import SharedRecord

  /// How a joined site changes the directory: the server first, then its own store.
  enum SharedWriting {
    /// How often the server is asked whether it has kept a change, once a second, where it went away meanwhile.
    private static let attempts = 10

    /// Which server is asked: a person's own login goes before the site's.
    static func server(of joined: SharedMembership) -> String {
      let told = ProcessInfo.processInfo.environment["NIGHTDESK_SHARED"] ?? ""
      return told.isEmpty ? joined.server : told
    }

    /// Has the server take changes; where it does not, the store takes them back.
    static let send: SharedSending = { joined, previous, changes throws(DirectoryStoreError) in
      do throws(SharedRecordError) {
        let record = try SharedRecord(server(of: joined), from: joined.timeline)
        guard try record.standing().record == joined.record else {
          throw SharedRecordError(.refused, "the server holds another shared record than the one that is followed")
        }
        _ = try record.append(SharedChange.chain(changes, after: previous))
      } catch {
        if error.code == .uncertain, let last = changes.last?.change.hash {
          return try settle(last, joined, after: error)
        }
        throw refusal(error)
      }
    }

    /// Finds out whether a change is kept whose commit was not answered.
    private static func settle(
      _ hash: String, _ joined: SharedMembership, after lost: SharedRecordError
    ) throws(DirectoryStoreError) {
      for attempt in 1...attempts {
        switch isKept(hash, joined) {
        case true?:
          return Out.error("warning: the change is kept, though its answer was lost: \(lost.explanation)")
        case false?:
          throw DirectoryStoreError(
            .notShared, path: "shared record",
            "the server went away and has not kept the change: nothing is changed; try again. \(lost.explanation)")
        case nil: if attempt < attempts { Thread.sleep(forTimeInterval: 1) }
        }
      }
      throw DirectoryStoreError(
        .notShared, path: "shared record",
        "the server went away while it kept the change, and does not say whether it has. Nothing is changed here. Once it "
          + "answers, a change that is kept comes by itself: see 'nightdesk shared status' before you try again")
    }

    /// Whether a change is kept; nil where nobody answers.
    private static func isKept(_ hash: String, _ joined: SharedMembership) -> Bool? {
      do throws(SharedRecordError) {
        return try SharedRecord(server(of: joined), from: joined.timeline).isKept(hash)
      } catch {
        return nil
      }
    }

    /// What a writer is told of a refusal of the server's.
    static func refusal(_ error: SharedRecordError) -> DirectoryStoreError {
      let path = "shared record"
      switch error.code {
      case .moved: return DirectoryStoreError(.moved, path: path, "\(error.explanation): plan again")
      case .stale, .badSeal, .refused: return DirectoryStoreError(.refused, path: path, error.explanation)
      case .unreachable, .readOnly, .older, .uncertain:
        return DirectoryStoreError(
          .notShared, path: path,
          "the shared directory cannot be reached: nothing is changed. Look-ups go on, and a failed contact is noted and "
            + "will be sent. \(error.explanation)")
      case .busy, .failed:
        return DirectoryStoreError(
          .notShared, path: path,
          "the shared record does not take the change now: nothing is changed; try again. \(error.explanation)")
      case .forbidden:
        return DirectoryStoreError(
          .notShared, path: path,
          "the server lets this login change nothing: \(error.explanation). NIGHTDESK_SHARED names the server with an "
            + "admin's own")
      }
    }
  }
#endif
