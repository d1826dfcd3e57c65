package import NIOCore

/// How many requests a session may still make: it grows with time up to one second's worth.
package struct Allowance {
  private let perSecond: Double
  private var left: Double
  private var time: NIODeadline?

  /// So many in a second.
  package init(perSecond: Int) {
    self.perSecond = Double(perSecond)
    left = Double(perSecond)
  }

  /// Takes one; false where none is left.
  package mutating func take(at now: NIODeadline) -> Bool {
    if let time { left = min(perSecond, left + Double((now - time).nanoseconds) * 1e-9 * perSecond) }
    time = now
    guard left >= 1 else { return false }
    left -= 1
    return true
  }
}
