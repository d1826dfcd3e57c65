import Foundation

/// The signals of a terminal, taken one at a time between two keys instead of in the middle of anything.
///
/// A handler may do next to nothing, so that it only writes the signal's number into a pipe. A program that is started from
/// here, a pager, gets the signals' usual meaning back.
struct Interruptions {
  private static let taken: [Int32] = [SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGTSTP]
  /// The pipe's end for writing. Set once before any handler is in place, and only read from then on.
  nonisolated(unsafe) private static var inlet: Int32 = -1
  /// Its other end, for who waits elsewhere than at the keys. Set with the other.
  nonisolated(unsafe) fileprivate static var sharedOutlet: Int32 = -1

  /// Those of the program's one terminal, taken from the first time that somebody asks.
  static let shared = Interruptions()

  /// Becomes readable when a signal has come.
  let outlet: Int32

  /// Takes the signals from now on.
  private init() {
    var ends: [Int32] = [-1, -1]
    if pipe(&ends) == 0 {
      for end in ends {
        _ = fcntl(end, F_SETFL, O_NONBLOCK)
        _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      }
    }
    outlet = ends[0]
    Self.inlet = ends[1]
    Self.sharedOutlet = ends[0]
    take()
    // Whoever started this program may have left them held back.
    var wanted = sigset_t()
    sigemptyset(&wanted)
    for number in Self.taken { sigaddset(&wanted, number) }
    pthread_sigmask(SIG_UNBLOCK, &wanted, nil)
  }

  /// Takes the signals, once more where they were given back.
  func take() {
    for number in Self.taken {
      signal(number) { number in
        let before = errno
        var byte = UInt8(truncatingIfNeeded: number)
        // A full pipe holds more of them than anybody needs.
        _ = write(Interruptions.inlet, &byte, 1)
        errno = before
      }
    }
  }

  /// Gives the signals their usual meaning back, one that is to end the program among them.
  func giveBack() {
    for number in Self.taken { signal(number, SIG_DFL) }
    while let number = next() { if number == SIGTERM || number == SIGHUP { raise(number) } }
  }

  /// The next one that has come; nil where none has.
  func next() -> Int32? {
    var byte: UInt8 = 0
    return read(outlet, &byte, 1) == 1 ? Int32(byte) : nil
  }

  /// What came while a key was waited for.
  enum Awaited {
    case key
    /// Something that does not end the waiting, like another size of the screen.
    case again
    /// Somebody has seen enough, or the program is to stop.
    case stop
  }

  /// Waits for a key or a signal. One that is to end the program stays to be met by whoever reads the next line.
  ///
  /// - Parameter milliseconds: For how long at most; below zero for ever.
  /// - Returns: What came.
  func waitForKey(within milliseconds: Int32 = -1) -> Awaited {
    var waits = [
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(fd: outlet, events: Int16(POLLIN), revents: 0),
    ]
    guard poll(&waits, nfds_t(waits.count), milliseconds) >= 0 || errno == EINTR else { return .stop }
    guard let signal = next() else {
      if waits[0].revents & Int16(POLLIN) != 0 { return .key }
      return waits[0].revents == 0 ? .again : .stop
    }
    switch signal {
    case SIGWINCH: return .again
    case SIGTSTP:
      kill(0, SIGSTOP)
      return .again
    case SIGINT: return .stop
    default:
      var byte = UInt8(truncatingIfNeeded: signal)
      _ = write(Self.inlet, &byte, 1)
      return .stop
    }
  }

  /// Forgets the Ctrl-C's that were meant for something else that had the terminal; true where the program shall stop.
  func forget() -> Bool {
    var isOver = false
    while let signal = next() { isOver = isOver || signal == SIGTERM || signal == SIGHUP }
    return isOver
  }
}

/// Whether somebody at the terminal wants to leave while the program waits for something else than keys.
package enum Leaving {
  /// Whether a Ctrl-C has come, or the program is to stop, since this was last asked. A program without a console of its own
  /// ends by the signals themselves.
  package static func isAsked() -> Bool { hasCome([SIGINT, SIGTERM, SIGHUP]) }

  /// Forgets a Ctrl-C that was meant for something before; whether the program is to stop all the same.
  package static func forgetKeys() -> Bool { hasCome([SIGTERM, SIGHUP]) }

  /// Takes a terminal's signals, so that somebody who leaves is met at a question.
  package static func take() { Interruptions.shared.take() }

  /// Gives them their usual meaning back.
  package static func giveBack() { Interruptions.shared.giveBack() }

  /// Waits for a line at the terminal; false where somebody leaves, or the program is to stop.
  package static func waitsForLine() -> Bool {
    while true {
      switch Interruptions.shared.waitForKey() {
      case .key: return true
      case .again: continue
      case .stop: return false
      }
    }
  }

  private static func hasCome(_ signals: [Int32]) -> Bool {
    var hasCome = false
    var byte: UInt8 = 0
    while Interruptions.sharedOutlet >= 0, read(Interruptions.sharedOutlet, &byte, 1) == 1 {
      hasCome = hasCome || signals.contains(Int32(byte))
    }
    return hasCome
  }
}
