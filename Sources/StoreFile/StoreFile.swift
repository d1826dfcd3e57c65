import Foundation
import Synchronization

/// What is done to the file of a store, so that no half of one, and no other in its place, is ever found there.
package enum StoreFile {
  /// What the system did not do, in words.
  package struct Failure: Error, Sendable, Hashable {
    /// Whether a file of that name is there already.
    package let isTaken: Bool
    /// Whether the folder that it should be in is not there.
    package let hasNoFolder: Bool
    /// What came in the way, in a few words.
    package let words: String

    /// The system's last error.
    init(_ doing: String) {
      isTaken = errno == EEXIST
      hasNoFolder = errno == ENOENT
      words = "\(doing): \(String(cString: strerror(errno)))"
    }

    /// That the folder of a file is not there.
    init(noFolderFor path: String) {
      (isTaken, hasNoFolder) = (false, true)
      words = "there is no folder \(StoreFile.folder(of: path)); make it first"
    }
  }

  /// Makes an empty file that only its owner may read; none may be there.
  package static func make(_ path: String) throws(Failure) {
    let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw errno == ENOENT ? Failure(noFolderFor: path) : Failure("it cannot be made")
    }
    close(descriptor)
  }

  /// Whether a file is there and holds nothing at all.
  package static func isEmpty(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && status.st_size == 0
  }

  private static let making = Mutex(())

  /// Makes a database beside its place, for its owner alone to read, and gives it the name once it is whole: nobody meets half of
  /// one, and a file without a byte is known as one that was emptied. Where another process has just made it, that one stays.
  ///
  /// - Parameters:
  ///   - path: The place.
  ///   - fill: Fills the empty file that it is given, and closes it.
  /// - Throws: `Failure` where no file can be made; whatever `fill` throws.
  package static func makeWhole(_ path: String, _ fill: (String) throws -> Void) throws {
    let beside = path + ".\(ProcessInfo.processInfo.processIdentifier).partial"
    try making.withLock { _ in
      defer { for end in ["", "-journal", "-wal", "-shm"] { unlink(beside + end) } }
      do {
        try make(beside)
        try fill(beside)
        try sync(beside)
        try moveIfFree(beside, to: path)
        try sync(folder(of: path))
      } catch let failure as Failure where failure.isTaken {
        guard FileIdentity(path: path) != nil else { throw failure }
      }
    }
  }

  /// Has a file, or the names in a folder, on its disk before anybody is told that it is there.
  package static func sync(_ path: String) throws(Failure) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure("it cannot be opened") }
    defer { close(descriptor) }
    // Some file systems cannot do that for a folder, and need not.
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw Failure("it cannot be written out") }
  }

  /// Gives a file another name, over whatever has it.
  package static func move(_ file: String, to path: String) throws(Failure) {
    guard rename(file, path) == 0 else { throw Failure("\(file) cannot take its name") }
  }

  /// Gives a file another name where nobody has that, whoever makes one meanwhile.
  package static func moveIfFree(_ file: String, to path: String) throws(Failure) {
    if link(file, path) == 0 {
      unlink(file)
      return
    }
    // Where a file system knows no links, it is looked at once more.
    guard errno != EEXIST else { throw Failure("its name is taken") }
    if FileManager.default.fileExists(atPath: path) {
      errno = EEXIST
      throw Failure("its name is taken")
    }
    try move(file, to: path)
  }

  /// The first of `NAME`, `NAME-2`, `NAME-3`… that is not there: no earlier file is lost.
  package static func freeName(after name: String) -> String {
    var candidate = name
    var number = 1
    while FileManager.default.fileExists(atPath: candidate) {
      number += 1
      candidate = "\(name)-\(number)"
    }
    return candidate
  }

  /// The folder that a file is in.
  package static func folder(of path: String) -> String {
    URL(fileURLWithPath: path).deletingLastPathComponent().path
  }
}
