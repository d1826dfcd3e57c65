import Desk
import Directory
import DeskServer
import DirectoryStore
import Logging
import Synchronization
import Triage
import WorkingTime

/// Writes down which contacts did not answer. Whoever reports is told that it is noted once it is on the disk.
///
/// It waits for that, so it is called away from the loop that serves sessions. While the store takes nothing it is tried again once a
/// second, and not by every session that reports: each would wait for as long.
final class FailureNotes: Sendable {
  private struct State {
    var handle: StoreHandle
    /// Why the store did not take the last that it was given, and when that was.
    var trouble: (why: DirectoryStoreError, at: ContinuousClock.Instant)?
  }

  /// For how long another process's lock is waited for, in seconds.
  private static let patience = 2
  /// For how long a store that took nothing is not tried again.
  private static let rest = Duration.seconds(1)

  private let clock: LondonClock
  private let log: Logger
  private let state: Mutex<State>

  init(store: ServedStore, log: Logger) {
    clock = store.world.engine.clock
    self.log = log
    state = Mutex(State(handle: StoreHandle(path: store.path)))
  }

  /// Notes what came of a session of somebody; says why where it is not noted.
  func take(_ effect: DeskEffect, from somebody: String) -> String? {
    guard case .noteFailure(let contact, let how) = effect else { return nil }
    let at = TimeText.text(.now, clock: clock)
    return state.withLock { state in
      if let trouble = state.trouble, ContinuousClock.now - trouble.at < Self.rest { return Self.words(trouble.why) }
      do throws(DirectoryStoreError) {
        try state.handle.opened().noteFailure(
          contact: contact, how: how, at: at, origin: somebody, patience: Self.patience)
      } catch {
        if state.trouble?.why != error {
          log.error("failed contacts are not noted", metadata: ["why": "\(error.explanation)"])
        }
        state.trouble = (error, .now)
        return Self.words(error)
      }
      if state.trouble != nil { log.notice("failed contacts are noted again") }
      state.trouble = nil
      log.info(
        "a failed contact is noted", metadata: ["contact": "\(contact)", "how": "\(how.rawValue)", "by": "\(somebody)"])
      return nil
    }
  }

  private static func words(_ error: DirectoryStoreError) -> String {
    switch error.code {
    case .busy: "the server's store is in use by another program"
    default: "the server cannot write to its store"
    }
  }
}
