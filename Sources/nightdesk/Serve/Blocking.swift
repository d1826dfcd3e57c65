import Dispatch
import Foundation
import Glibc
import Logging
import Synchronization

/// Runs asynchronous work from a command that is none, so that the look-ups need not start what only a server uses.
enum Blocking {
  private final class Outcome: Sendable {
    let result = Mutex<Result<Void, any Error>>(.success(()))
  }

  static func run(_ body: @escaping @Sendable () async throws -> Void) throws {
    let outcome = Outcome()
    let done = DispatchSemaphore(value: 0)
    Task {
      do {
        try await body()
      } catch {
        outcome.result.withLock { $0 = .failure(error) }
      }
      done.signal()
    }
    done.wait()
    try outcome.result.withLock { $0 }.get()
  }
}

/// How many files, and so connections, this process may have open.
enum OpenFiles {
  /// Raises the limit as far as it may be raised, and says where that is too little for the sessions allowed.
  static func raiseLimit(for sessions: Int, log: Logger) {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
    let wanted = rlim_t(sessions + 64)
    if limit.rlim_cur < wanted {
      limit.rlim_cur = min(limit.rlim_max, wanted)
      _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
    if limit.rlim_cur < wanted {
      log.warning("this machine allows fewer open files than sessions are", metadata: ["files": "\(limit.rlim_cur)"])
    }
  }
}
