@preconcurrency import CReadline
import Foundation

/// What the arrow keys bring back: look-ups of this and earlier runs, and of a triage under way also its answers.
///
/// Nothing of a family is written to the file, and what was typed in a triage is gone from memory too when that ends: the
/// next person at this terminal is another family's officer.
struct History {
  private static let longest = 1000

  private let path: String?
  private var isPrivate = false
  /// What this run may remember and no file does.
  private var kept: [String] = []

  /// A history kept in a file; nil for one of this run alone.
  init(path: String?) {
    self.path = path
    using_history()
    stifle_history(Int32(Self.longest))
    if let path { read_history(path) }
  }

  /// For how long a line is kept.
  enum Span {
    /// Until the triage ends: it tells something of a family.
    case triage
    /// While the desk runs: it may name somebody.
    case run
    /// In the file.
    case good
  }

  /// Keeps a line.
  ///
  /// - Parameters:
  ///   - line: As typed.
  ///   - span: For how long.
  mutating func add(_ line: String, for span: Span) {
    if let last = history_get(history_base + history_length - 1), String(cString: last.pointee.line) == line { return }
    add_history(line)
    if span == .triage {
      isPrivate = true
      return
    }
    guard span == .good, let path else { return kept.append(line) }
    let descriptor = open(path, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0o600)
    // A history that cannot be kept is no reason to keep anybody from working.
    guard descriptor >= 0 else { return kept.append(line) }
    defer { close(descriptor) }
    var status = stat()
    let isFile = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    // Nor is a full disk. Half a line would be taken for the beginning of the next.
    guard Descriptor.failure(writing: Array("\(line)\n".utf8), to: descriptor) != nil else { return }
    if isFile { _ = ftruncate(descriptor, status.st_size) }
    kept.append(line)
  }

  /// Forgets what was typed in a triage.
  mutating func forgetTriage() {
    guard isPrivate else { return }
    isPrivate = false
    clear_history()
    if let path { read_history(path) }
    for line in kept { add_history(line) }
  }

  /// Cuts the file to its newest lines.
  func trim() {
    if let path { history_truncate_file(path, Int32(Self.longest)) }
  }
}
