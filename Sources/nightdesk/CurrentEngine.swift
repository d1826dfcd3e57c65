import Triage

/// What a desk that stays open answers from: the directory as the store holds it at each line, whoever has changed it.
final class CurrentEngine {
  private let site: Site
  private var held: TriageEngine
  private var mark: Int?
  private var hasComplained = false

  /// Opens the store, filling it from the shipped data where there is none yet.
  init(_ site: Site) throws {
    self.site = site
    held = try site.engine()
    try site.keep()
  }

  /// The engine over the newest directory; the one before, and a word about it, where the store cannot be read.
  func engine() -> TriageEngine {
    do {
      if let newer = try site.engine(after: held, mark: &mark) { held = newer }
      hasComplained = false
    } catch {
      if !hasComplained { Out.error("warning: answering from before: \((error as? Failure)?.text ?? "\(error)")") }
      hasComplained = true
    }
    return held
  }
}
