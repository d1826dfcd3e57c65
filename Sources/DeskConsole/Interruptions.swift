import Foundation

/// The signals of a terminal, taken one at a time between two keys instead of in the middle of anything.
///
/// A handler may do next to nothing, so that it only writes the signal's number into a pipe. A program that is started from
/// here, a pager, gets the signals' usual meaning back.
struct Interruptions {
  private static let taken: [Int32] = [SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGTSTP]
  /// The pipe's end for writing. Set once before any handler is in place, and only read from then on.
  nonisolated(unsafe) private static var inlet: Int32 = -1

  /// Becomes readable when a signal has come.
  let outlet: Int32

  /// Takes the signals from now on.
  init() {
    var ends: [Int32] = [-1, -1]
    if pipe(&ends) == 0 {
      for end in ends {
        _ = fcntl(end, F_SETFL, O_NONBLOCK)
        _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      }
    }
    outlet = ends[0]
    Self.inlet = ends[1]
    for number in Self.taken {
      signal(number) { number in
        let before = errno
        var byte = UInt8(truncatingIfNeeded: number)
        // A full pipe holds more of them than anybody needs.
        _ = write(Interruptions.inlet, &byte, 1)
        errno = before
      }
    }
    // Whoever started this program may have left them held back.
    var wanted = sigset_t()
    sigemptyset(&wanted)
    for number in Self.taken { sigaddset(&wanted, number) }
    pthread_sigmask(SIG_UNBLOCK, &wanted, nil)
  }

  /// The next one that has come; nil where none has.
  func next() -> Int32? {
    var byte: UInt8 = 0
    return read(outlet, &byte, 1) == 1 ? Int32(byte) : nil
  }

  /// Forgets the Ctrl-C's that were meant for something else that had the terminal; true where the program shall stop.
  func forget() -> Bool {
    var isOver = false
    while let signal = next() { isOver = isOver || signal == SIGTERM || signal == SIGHUP }
    return isOver
  }
}
