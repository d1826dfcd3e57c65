import Synchronization

/// Counts situations while several cores walk them, for whoever watches.
final class Tally: Sendable {
  private let count = Mutex(0)
  private let watch: (@Sendable (Int) -> Void)?

  /// A count of nothing yet.
  ///
  /// - Parameter watch: told the count now and then; nil where nobody watches.
  init(_ watch: (@Sendable (Int) -> Void)?) {
    self.watch = watch
  }

  /// How many situations are counted at once, so that counting costs nothing.
  static let step = 1 << 16

  /// Counts some more.
  func add(_ situations: Int) {
    guard let watch else { return }
    let now = count.withLock { count in
      count += situations
      return count
    }
    watch(now)
  }
}
