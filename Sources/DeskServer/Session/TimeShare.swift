import NIOCore

/// How much of the event loop's time one session may take before those that ask less go first.
///
/// It grows slowly up to what a person at a terminal ever needs at once. A session that takes more runs up a debt, waits
/// behind the others while they have work too, and is even again some seconds after it has stopped.
struct TimeShare {
  /// The most that is saved up, in nanoseconds.
  static let most: Int64 = 1_000_000
  /// The deepest debt, in nanoseconds.
  static let least: Int64 = -20_000_000
  /// One part in so many of the time that passes is added.
  static let part: Int64 = 500

  /// Nanoseconds left; below zero is a debt.
  private(set) var left: Int64 = most / 4
  private var time: NIODeadline

  init(at time: NIODeadline) {
    self.time = time
  }

  /// Adds what has grown since it was last asked.
  mutating func grow(to now: NIODeadline) {
    let passed = (now - time).nanoseconds / Self.part
    guard passed > 0 else { return }
    left = min(Self.most, left + passed)
    time = now
  }

  /// Takes off what was used.
  mutating func spend(_ amount: TimeAmount) { left = max(Self.least, left - max(0, amount.nanoseconds)) }
}
