import DirectoryStore
import Foundation
import WorkingTime

extension Site {
  /// Takes what a shared record has that this site lacks, before something is planned or written; nothing where the site
  /// follows none.
  ///
  /// - Parameter isWriting: Whether something is to be changed, which needs the server; else its absence is only told.
  /// - Throws: `Failure` where something is to be changed and cannot be.
  func catchUp(isWriting: Bool) throws {
    guard try hasStore else { return }
    let store = try opened()
    guard let joined = try inStore({ () throws(DirectoryStoreError) in try store.membership() }) else { return }
    #if PostgreSQL
      do {
        try takeNews(of: joined, into: store)
      } catch let failure as Failure {
        if isWriting { throw failure }
        Out.error("warning: \(failure.text)")
      }
    #else
      guard isWriting else { return }
      throw Failure(
        .unusable,
        "this site follows a shared record (\(joined.server)), and this nightdesk is built without PostgreSQL")
    #endif
  }
}

#if PostgreSQL
  import SharedRecord

  extension Site {
    /// This moment as the store writes moments, for programs that run for long.
    func moment() throws -> String { TimeText.text(.now, clock: try world.clock()) }

    private func takeNews(of joined: SharedMembership, into store: DirectoryDatabase) throws {
      let look: SharedLook
      do {
        let source = try ServerSource(SharedWriting.server(of: joined), from: joined.timeline)
        let ahead = try source.secondsAhead()
        if abs(ahead) > SharedFollowing.clockTolerance {
          Out.error(
            "warning: this machine's clock is \(counted(abs(ahead), "second")) \(ahead > 0 ? "ahead of" : "behind") the server's; "
              + "set it right before you date a check")
        }
        var follower = SharedFollower()
        look = try follower.look(at: source, into: store, at: try moment()) { word in
          // Whoever is at this very command made the change, or waits for it.
          if case .settled(let change, let isKept) = word {
            Out.error("warning: \(change.words(isKept: isKept))")
          } else {
            SharedFollowing.tell(word, log)
          }
        }
      } catch let error as SharedRecordError {
        throw Failure(.world, SharedWriting.refusal(error).context)
      } catch let error as DirectoryStoreError {
        throw Failure(.world, error.explanation)
      }
      switch look {
      case .took: return
      case .refused(let refusal):
        throw Failure(.fault, "this site cannot take change \(refusal.change) of the shared record: \(refusal.why)")
      case .stopped(let why): throw Failure(.fault, "the shared record is not followed: \(why)")
      case .forked(let fork):
        throw Failure(
          .fault, "\(fork.explanation): 'nightdesk shared fork show' lists them, 'shared fork set-aside' settles it")
      }
    }

    /// Puts a store that is the shared record's in the place of this one, which is kept beside it.
    ///
    /// - Throws: `DirectoryStoreError` of code `moved` where another program has done it; `Failure`; what the source throws.
    /// - Returns: Where the store of before is; nil where there was none.
    func takeOver(
      from source: ServerSource, as joined: SharedMembership, fork: SharedFork? = nil, by: String
    ) throws -> String? {
      do {
        return try DirectoryDatabase.takeOver(
          storePath, from: source, as: joined, fork: fork, at: try moment(), by: by)
      } catch let error as DirectoryStoreError {
        if error.code == .moved { throw error }
        throw Failure(error.code == .refused ? .fault : .world, error.explanation)
      }
    }
  }
#endif
