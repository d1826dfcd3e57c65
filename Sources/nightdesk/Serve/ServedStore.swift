import Desk
import DeskServer
import Directory
import DirectoryStore
import Foundation
import Logging
import Triage
import WorkingTime

/// The store behind a running server: what it answered from at first, and how a later state is read.
struct ServedStore: Sendable {
  let path: String
  let firstWorld: DeskWorld
  /// The last change of the directory that `firstWorld` is of.
  let firstChange: String
  private let log: Logger

  /// Opens the store, filling it from the shipped data where there is none yet, and reads it.
  init(site: Site, log: Logger) throws {
    let engine = try site.engine()
    try site.keep()
    path = site.storePath
    self.log = log
    do {
      let store = try DirectoryDatabase(path: path)
      let (change, tokens) = (try Self.mark(of: store), try store.tokens())
      let fresh = try engine.over(try store.sealedSnapshot())
      firstChange = change
      firstWorld = Self.world(fresh, tokens, site.checkIntervalsIfThere(), site.postcodes(), log: log)
    } catch let error as DirectoryStoreError {
      throw Failure(.world, error.explanation)
    }
  }

  /// What tells one state of the directory from another. Not the change's number alone: a restored backup may have the same.
  static func mark(of store: DirectoryDatabase) throws(DirectoryStoreError) -> String {
    try store.latestChange().map { "\($0.id) \($0.hash)" } ?? ""
  }

  /// A world from what was read, with every index made: none of that may be left to the first session that needs it.
  static func world(
    _ engine: TriageEngine, _ tokens: [TokenRecord], _ checking: CheckIntervals?, _ postcodes: PostcodeBook?,
    log: Logger
  ) -> DeskWorld {
    var holders: [String: TokenHolder] = [:]
    for token in tokens {
      if let role = DeskRole(rawValue: token.role) {
        holders[token.mark] = TokenHolder(name: token.name, role: role)
      } else {
        log.error("a token's role is not known to this version", metadata: ["token": "\(token.name)"])
      }
    }
    return world(engine, holders: holders, checking, postcodes)
  }

  /// The same where the holders of tokens are known.
  static func world(
    _ engine: TriageEngine, holders: [String: TokenHolder], _ checking: CheckIntervals?, _ postcodes: PostcodeBook?
  ) -> DeskWorld {
    engine.directory.prepare()
    _ = postcodes?.table
    return DeskWorld(engine: engine, holders: holders, checking: checking, postcodes: postcodes)
  }
}
