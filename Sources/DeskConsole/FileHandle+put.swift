import Foundation

extension FileHandle {
  /// Writes a text to whoever reads it.
  ///
  /// Where nobody reads any more, as after `| head` or when a terminal is closed, nothing that follows could be seen: the
  /// program ends with status 3, as for every failure of the machine. `FileHandle.write` would stop it as a fault of ours.
  func put(_ text: String) {
    do {
      try write(contentsOf: Data(text.utf8))
    } catch {
      exit(3)
    }
  }
}
