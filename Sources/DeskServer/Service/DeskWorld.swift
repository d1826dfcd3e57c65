public import Desk
public import Triage

/// What every session answers from: one directory with its rules, and who holds a token. Immutable, so that swapping it
/// is swapping one reference, and no reply is of two directories.
public final class DeskWorld: Sendable {
  /// Rules, calendar and directory.
  public let engine: TriageEngine
  /// Who holds the token of a mark.
  public let holders: [String: TokenHolder]

  /// An engine, and the holders of tokens by their marks.
  public init(engine: TriageEngine, holders: [String: TokenHolder] = [:]) {
    self.engine = engine
    self.holders = holders
  }
}
