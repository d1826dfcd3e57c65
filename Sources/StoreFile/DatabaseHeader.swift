import Foundation

/// What the first bytes of a file say of the database in it, so that none is replaced by something else.
package struct DatabaseHeader: Equatable {
  /// Whose database it is: SQLite's application id.
  let application: [UInt8]
  /// Whether a directory is in it, or a backup of one.
  package var isDirectory: Bool { application == Array("NDSK".utf8) }
  /// Whether a casebook is in it, or a backup of one.
  package var isCasebook: Bool { application == Array("NDCB".utf8) }

  /// Whether a file holds less than its own header says, as after somebody cut it short: a page of it is then gone, and SQLite finds
  /// that only once it looks there.
  ///
  /// Whoever writes may be in the middle of it. So it is looked at again for a moment, and nothing is said while its log holds
  /// what is not in the file yet.
  package static func isCutShort(_ path: String) -> Bool {
    for look in 0..<5 {
      if look > 0 { usleep(10_000) }
      guard isShort(path) else { return false }
      guard StoreFile.isEmpty(path + "-wal") || FileIdentity(path: path + "-wal") == nil else { return false }
    }
    return true
  }

  private static func isShort(_ path: String) -> Bool {
    // One that cannot be looked at is not one that is short.
    guard let (bytes, size) = Peephole.beginning(of: path, count: 100) else { return false }
    guard bytes.count == 100 else { return true }
    func number(_ range: Range<Int>) -> Int { bytes[range].reduce(0) { $0 << 8 | Int($1) } }
    // The size in the header holds only where whoever changed the file last wrote it too.
    guard number(24..<28) == number(92..<96) else { return false }
    let page = number(16..<18)
    return size < (page == 1 ? 65536 : page) * number(28..<32)
  }

  /// Reads a file; nil where it is no SQLite database, or is not there.
  package init?(_ path: String) {
    // Without waiting: a pipe is no database, and to open one would wait for whoever writes to it.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    guard let bytes = try? file.read(upToCount: 72), bytes.count == 72,
      bytes.starts(with: Array("SQLite format 3".utf8) + [0])
    else { return nil }
    application = Array(bytes[68...])
  }
}
