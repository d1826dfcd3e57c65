/// What is wrong with a store that a directory was read from all the same.
package enum StoreTrouble: Sendable, Hashable {
  /// It can be read and not opened as usual: its disk is full, or may not be written. With what was in the way.
  case readOnly(String)
  /// The directory is not as its last change sealed it; the sealed record has it whole, and it was read from there.
  case repaired(String)
  /// The directory is not as its last change sealed it, and nothing tells what is wrong.
  case doubted(String)

  /// What was found, for whoever looks after the store.
  package var explanation: String {
    switch self {
    case .readOnly(let why), .repaired(let why), .doubted(let why): why
    }
  }
}
