import Casebook
import Desk
import DeskServer
import Directory
import DirectoryStore
import Foundation
import Logging
import Synchronization
import Triage
import WorkingTime

/// The store and the data files behind a running server: what it answered from at first, and how a later state is read.
struct ServedStore: Sendable {
  let path: String
  private let held: HeldWorld
  /// What is answered from now, at first what the store held when it was opened. The one before is nobody's to keep.
  var world: DeskWorld {
    get { held.world.withLock { $0 } }
    nonmutating set { held.world.withLock { $0 = newValue } }
  }
  /// The state of the directory that the first world is of, and what was wrong with its store.
  let firstChange: String
  let firstTrouble: String?
  /// What every answer said of that.
  let firstWrong: StoreNotice?
  /// What desks had reported of numbers then.
  let firstReports: [CallReport]

  /// Opens the store, filling it from the shipped data where there is none yet, and reads it. A store that cannot be read is
  /// no reason not to serve: look-ups go on from what there is, with a notice in each.
  ///
  /// - Parameters:
  ///   - site: Where store and data are.
  ///   - hasCases: Whether cases are kept, so that the words for papers are read too.
  ///   - log: The log.
  /// - Throws: `Failure` where rules or words cannot be used.
  init(site: Site, hasCases: Bool, log: Logger) throws {
    let engine = try site.engine()
    try site.keepIfPossible(isReading: false)
    path = site.storePath
    if let trouble = site.trouble {
      log.error("answering with a warning", metadata: ["why": "\(trouble)"])
    }
    (firstChange, firstTrouble, firstWrong) = (site.change, site.trouble, site.wrong)
    firstReports = site.reports
    let first = Self.world(
      engine, holders: Self.holders(site.tokens ?? [], log), site.data.checkIntervalsIfThere(),
      site.postcodes(isHeld: true),
      hasCases ? try site.papersIfThere { log.error("no paper is drafted", metadata: ["why": "\($0)"]) } : nil,
      CallReports(site.reports, in: engine.directory))
    held = HeldWorld(first)
  }

  /// The world that is answered from, for all who hold the store.
  private final class HeldWorld: Sendable {
    let world: Mutex<DeskWorld>

    init(_ world: DeskWorld) { self.world = Mutex(world) }
  }

  /// Who holds the token of a mark.
  static func holders(_ tokens: [TokenRecord], _ log: Logger) -> [String: TokenHolder] {
    var holders: [String: TokenHolder] = [:]
    for token in tokens {
      if let role = DeskRole(rawValue: token.role) {
        holders[token.mark] = TokenHolder(name: token.name, role: role)
      } else {
        log.error("a token's role is not known to this version", metadata: ["token": "\(token.name)"])
      }
    }
    return holders
  }

  /// A world with every index made: none of that may be left to the first session that needs it.
  static func world(
    _ engine: TriageEngine, holders: [String: TokenHolder], _ checking: CheckIntervals?, _ postcodes: PostcodeBook?,
    _ papers: PaperBook?, _ reports: CallReports
  ) -> DeskWorld {
    engine.directory.prepare()
    _ = postcodes?.table
    return DeskWorld(
      engine: engine, holders: holders, checking: checking, postcodes: postcodes, papers: papers, reports: reports)
  }
}
