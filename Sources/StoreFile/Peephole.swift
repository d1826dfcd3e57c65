import Foundation
import Synchronization

/// Looks into a database's file while SQLite has it open here, without ever closing it.
///
/// Where a process closes a file, the kernel ends all of its locks on that file, those of SQLite's connections too. The next
/// program that closes the database would then take itself for the last, and remove the log into which this one goes on
/// recording. So a file that was looked into stays open until it has no name left, when nobody else can meet it.
enum Peephole {
  /// What tells a file from every other for as long as it is open.
  private struct File: Hashable {
    let device: UInt64
    let number: UInt64

    init(_ status: stat) { (device, number) = (UInt64(status.st_dev), UInt64(status.st_ino)) }
  }

  /// Several of one file where it took its place between two looks at it.
  private static let held = Mutex<[File: [Int32]]>([:])

  /// The first bytes of a file, and how many it has in all; nil where it cannot be opened or read.
  static func beginning(of path: String, count: Int) -> (bytes: [UInt8], size: Int)? {
    held.withLock { held in
      guard let descriptor = descriptor(of: path, &held) else { return nil }
      var status = stat()
      var bytes = [UInt8](repeating: 0, count: count)
      let read = pread(descriptor, &bytes, count, 0)
      guard read >= 0, fstat(descriptor, &status) == 0 else { return nil }
      return (Array(bytes[..<read]), Int(status.st_size))
    }
  }

  private static func descriptor(of path: String, _ held: inout [File: [Int32]]) -> Int32? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    if let open = held[File(status)]?.first { return open }
    letGo(&held)
    let fresh = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard fresh >= 0, fstat(fresh, &status) == 0 else { return nil }
    held[File(status), default: []].append(fresh)
    return fresh
  }

  /// Closes what has no name any more.
  private static func letGo(_ held: inout [File: [Int32]]) {
    for (file, descriptors) in held {
      var status = stat()
      guard let first = descriptors.first, fstat(first, &status) == 0, status.st_nlink == 0 else { continue }
      for descriptor in descriptors { close(descriptor) }
      held[file] = nil
    }
  }
}
