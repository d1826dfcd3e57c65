import DeskConsole
import Foundation
import Synchronization

/// A line at the terminal that counts seconds while a command works, so that nobody takes work for a program that hangs.
///
/// It comes only after a second of silence, on standard error, and goes before anything else is written.
enum LongWork {
  private struct State {
    var isShown = false
    var isOver = false
    /// How far it is; empty where it has not been told.
    var doing = ""
    /// When something was written last.
    var quietSince = ContinuousClock.now
  }

  private static let state = Mutex(State())
  private static let patience = Duration.seconds(1)

  /// Counts from now on, where somebody sits at a terminal.
  static func watch() {
    guard isatty(STDERR_FILENO) == 1 else { return }
    let started = ContinuousClock.now
    state.withLock { $0.quietSince = started }
    Thread.detachNewThread {
      while true {
        Thread.sleep(forTimeInterval: 0.25)
        let goesOn = state.withLock { state in
          guard !state.isOver else { return false }
          let now = ContinuousClock.now
          guard now - state.quietSince >= patience else { return true }
          state.isShown = true
          let doing = state.doing.isEmpty ? "" : ": \(state.doing)"
          write("\r\u{1b}[Kworking, \(Int((now - started) / .seconds(1))) s\(doing) ")
          return true
        }
        if !goesOn { return }
      }
    }
  }

  /// Says how far the work is, behind the seconds.
  static func tell(_ doing: String) { state.withLock { $0.doing = doing } }

  /// Takes the line away before something else is written; a second of silence brings it back.
  static func giveWay() {
    state.withLock { state in
      state.quietSince = .now
      if state.isShown { write("\r\u{1b}[K") }
      state.isShown = false
    }
  }

  /// Takes the line away for good.
  static func end() {
    giveWay()
    state.withLock { $0.isOver = true }
  }

  private static func write(_ text: String) {
    // Progress that nobody can see is no reason to stop the work.
    _ = Descriptor.failure(writing: Array(text.utf8), to: STDERR_FILENO)
  }
}
