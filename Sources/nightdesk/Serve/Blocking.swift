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
  /// What is kept free beside the sessions: for those who are refused and read why, for the store when it is opened anew,
  /// and for the runtime, which ends the process where it cannot open a file.
  private static let reserve = 48
  /// What a server has open before anybody has come.
  private static let own = 32

  /// Raises the limit as far as it may be raised.
  ///
  /// - Parameters:
  ///   - sessions: How many sessions are wanted.
  ///   - log: Told where there will be room for fewer.
  /// - Returns: How many there is room for, with a reserve.
  /// - Throws: `Failure` where there is room for none.
  static func room(for sessions: Int, log: Logger) throws -> Int {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return sessions }
    let wanted = rlim_t(sessions + reserve + own)
    if limit.rlim_cur < wanted {
      var raised = limit
      raised.rlim_cur = min(limit.rlim_max, wanted)
      if setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &raised) == 0 { limit = raised }
    }
    guard limit.rlim_cur < wanted else { return sessions }
    let files = Int(limit.rlim_cur)
    // Of a very low limit at least a fifth is for sessions: half the reserve is for refusing politely.
    let room = max(files - reserve - own, min(files / 5, files - reserve))
    guard room > 0 else {
      throw Failure(
        .world,
        "this machine lets the server have \(files) files open, which is too few to serve anybody; raise "
          + "'ulimit -n' or LimitNOFILE to \(wanted)")
    }
    log.warning(
      "this machine allows fewer open files than sessions are wanted",
      metadata: ["files": "\(files)", "sessions": "\(room)"])
    return room
  }
}
