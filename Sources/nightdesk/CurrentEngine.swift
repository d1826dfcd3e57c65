import Directory
import DirectoryStore
import Triage

/// What a desk that stays open answers from: the directory as the store holds it at each line, whoever has changed it.
final class CurrentEngine {
  private let site: Site
  private var held: TriageEngine
  /// The commit up to which the store was looked at.
  private var mark: Int?
  private var hasComplained = false

  /// Opens the store, filling it from the shipped data where there is none yet.
  init(_ site: Site) throws {
    self.site = site
    held = try site.engine()
    try site.keep(isReading: true)
  }

  /// The engine over the newest directory; the one before, and a word about it, where the store cannot be read.
  func engine() -> TriageEngine {
    do {
      try renew()
      hasComplained = false
    } catch {
      if !hasComplained { Out.error("warning: answering from before: \((error as? Failure)?.text ?? "\(error)")") }
      hasComplained = true
    }
    return held
  }

  private func renew() throws {
    // To open a store is to make it, and this one was not meant to be made.
    guard site.hasStore else { return }
    let store = try site.opened()
    // Read before the rest: what is committed meanwhile is then seen at the next look.
    let now = try site.inStore { () throws(DirectoryStoreError) in try store.commitMark() }
    guard now != mark else { return }
    let latest = try site.inStore { () throws(DirectoryStoreError) in try store.latestChange()?.version }
    if let latest, latest != held.directory.version {
      let directory = try site.inStore { () throws(DirectoryStoreError) in try store.snapshot() }
      do {
        held = try held.over(directory)
      } catch {
        throw Failure(.fault, "data/protocols: \(error.explanation)")
      }
    }
    mark = now
  }
}
