import Foundation
import Synchronization

/// Tells which programs have a casebook open, so that nobody is said to have a case before them at a desk that is no more.
///
/// Each program draws a number, and holds the byte of that place locked in a file beside the casebook, which stays empty. The
/// kernel lets go of it however the program ends: by itself, by `kill -9`, by a power cut. So nothing has to be tidied up, and no
/// program ends what is another's. The casebook itself is not locked so: closing it anywhere would end SQLite's own locks.
final class ProgramMark: Sendable {
  /// What tells this program from every other, those that are no more too.
  let number = Int64.random(in: 1..<Int64.max)
  private let path: String
  private let file = Mutex<Int32?>(nil)

  /// A mark beside a casebook; nothing is made yet.
  init(beside casebook: String) { path = casebook + ".desks" }

  deinit { file.withLock { if let held = $0 { close(held) } } }

  /// Holds the mark, and the one beside the casebook that stands there now.
  ///
  /// - Returns: Whether others can see it; where they cannot, nobody knows when this program ends.
  func hold() -> Bool {
    file.withLock { file in
      if let held = file {
        if isAtPath(held) { return true }
        close(held)
        file = nil
      }
      let fresh = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
      guard fresh >= 0 else { return false }
      var lock = Self.lock(number)
      guard fcntl(fresh, Self.setLock, &lock) == 0 else {
        close(fresh)
        return false
      }
      file = fresh
      return true
    }
  }

  /// Whether the program of a number is no more; false where nobody can tell.
  func isGone(_ other: Int64) -> Bool {
    guard other != number else { return false }
    return file.withLock { file in
      guard let file else { return false }
      var lock = Self.lock(other)
      return fcntl(file, Self.getLock, &lock) == 0 && lock.l_type == Int16(F_UNLCK)
    }
  }

  private func isAtPath(_ held: Int32) -> Bool {
    var (own, there) = (stat(), stat())
    return fstat(held, &own) == 0 && stat(path, &there) == 0 && own.st_ino == there.st_ino && own.st_dev == there.st_dev
  }

  /// Locks of an open file and not of a process: two casebooks of one program are two, and closing one ends no other's.
  private static let (getLock, setLock): (Int32, Int32) = (36, 37)

  private static func lock(_ number: Int64) -> flock {
    flock(l_type: Int16(F_WRLCK), l_whence: Int16(SEEK_SET), l_start: off_t(number), l_len: 1, l_pid: 0)
  }
}
