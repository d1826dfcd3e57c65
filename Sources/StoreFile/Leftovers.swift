import Foundation
import Glibc

/// What a backup or a restore that was killed has left beside a file: half a copy, named after the process that made it.
package enum Leftovers {
  /// How old one is before it is taken away, in seconds: a process of another container has a number that means nothing here.
  static let age = 600.0

  /// Takes away what is left beside a file, where its process is gone and it has long not been written.
  package static func remove(beside file: String) {
    let url = URL(fileURLWithPath: file)
    remove(in: url.deletingLastPathComponent().path) { $0 == url.lastPathComponent }
  }

  /// The same for every file of a folder whose name is ours.
  ///
  /// - Parameters:
  ///   - folder: The folder.
  ///   - isOurs: Whether a file's name is of one that such a copy may be of.
  package static func remove(in folder: String, _ isOurs: (String) -> Bool) {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return }
    // Most names are told by the quick look, and a folder may hold thousands.
    for name in names where name.contains(".partial") || name.contains(".restoring") {
      guard let match = name.wholeMatch(of: /(.+)\.(\d{1,9})\.(partial|restoring)(-journal|-wal|-shm)?/),
        isOurs(String(match.1)), let process = pid_t(match.2), kill(process, 0) != 0, errno == ESRCH
      else { continue }
      var status = stat()
      let path = folder + "/" + name
      guard stat(path, &status) == 0, Double(time(nil) - status.st_mtim.tv_sec) > age else { continue }
      unlink(path)
    }
  }
}
