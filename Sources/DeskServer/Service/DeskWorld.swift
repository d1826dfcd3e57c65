public import Desk
public import Directory
public import Triage

/// What every session answers from: one directory with its rules, and who holds a token. Immutable, so that swapping it
/// is swapping one reference, and no reply is of two directories.
public final class DeskWorld: Sendable {
  /// Rules, calendar and directory.
  public let engine: TriageEngine
  /// Who holds the token of a mark.
  public let holders: [String: TokenHolder]
  /// After how many days contacts are due to be checked; nil where nobody set that.
  public let checking: CheckIntervals?

  /// An engine, the holders of tokens by their marks, and after how many days contacts are due to be checked.
  public init(engine: TriageEngine, holders: [String: TokenHolder] = [:], checking: CheckIntervals? = nil) {
    self.engine = engine
    self.holders = holders
    self.checking = checking
  }
}
