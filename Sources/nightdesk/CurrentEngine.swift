import StoreFile
import Directory
import DirectoryStore
import Triage

/// What a desk that stays open answers from: the directory as the store holds it at each line, whoever has changed it.
final class CurrentEngine {
  private let site: Site
  private var held: TriageEngine
  /// What desks reported of numbers that nobody has checked since.
  private(set) var reports: CallReports
  private var follower: StoreFollower

  /// Opens the store, filling it from the shipped data where there is none yet.
  init(_ site: Site) throws {
    self.site = site
    held = try site.engine()
    try site.keepIfPossible()
    reports = CallReports(site.reports, in: held.directory)
    follower = StoreFollower(
      path: site.storePath, held: held.directory, change: site.change, trouble: site.trouble, wrong: site.wrong,
      reports: site.reports)
  }

  /// The engine over the newest directory; the one before, and a word about it, where the store cannot be read.
  func engine() -> TriageEngine {
    // A store that was not meant to be made, or could not be, is not one that has gone.
    if !site.isFilled, case .absent = StorePresence(path: site.storePath) { return held }
    guard let news = follower.look() else { return held }
    if let trouble = news.trouble { Out.error("warning: \(trouble)") }
    if let news = news.reports { reports = news }
    guard let directory = news.directory else { return held }
    do throws(ProtocolBookError) {
      held = try held.over(directory)
    } catch {
      Out.error("warning: answering from before: data/protocols: \(error.explanation)")
    }
    return held
  }
}
