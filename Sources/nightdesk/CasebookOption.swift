import ArgumentParser
import CaseStore
import Casebook
import Desk
import DirectoryStore
import Foundation
import Logging
import StoreFile
import Triage
import WorkingTime

/// Where this installation keeps cases; nowhere unless somebody says so.
struct CasebookOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Keep cases in this file, made where it is not there; only you may read it. Or NIGHTDESK_CASEBOOK.",
      valueName: "file"))
  var casebook: String?

  /// The file; nil where cases are not kept.
  var path: String? { casebook ?? Settings.shared[.casebook] }

  /// The casebook itself, for its keeper.
  ///
  /// - Parameters:
  ///   - site: This installation.
  ///   - isMaking: Whether one is made where none is: whoever looks into a casebook means one that is there.
  /// - Returns: The casebook.
  /// - Throws: `Failure` where there is none, or it cannot be used.
  func store(_ site: Site, isMaking: Bool = false) throws -> CaseStore {
    let path = try required()
    guard isMaking || StorePresence(path: path) != .absent else {
      throw Failure(.unusable, "there is no casebook at \(path)")
    }
    return try opened(path, site, consoleOfficer: site.world.loginName)
  }

  /// The file, where there must be one.
  func required() throws -> String {
    guard let path else {
      throw Failure(.unusable, "say which casebook: --casebook FILE, or NIGHTDESK_CASEBOOK")
    }
    return path
  }

  /// What a casebook's days and times are counted in.
  func frame(_ site: Site) throws -> WorkingTimeFrame {
    WorkingTimeFrame(clock: try site.world.clock(), calendar: try site.data.calendar())
  }

  fileprivate func opened(_ path: String, _ site: Site, consoleOfficer: String?) throws -> CaseStore {
    let frame = try frame(site)
    do {
      return try CaseStore(path: path, frame: frame, consoleOfficer: consoleOfficer)
    } catch {
      throw Failure(.world, error.text)
    }
  }
}

/// The same at a desk, and when a triage is kept by itself there.
struct DeskCasebookOption: ParsableArguments {
  @OptionGroup var file: CasebookOption

  @Option(
    help: ArgumentHelp(
      "Whether a triage is kept by itself: asked (no) or end (it is a case when it ends, however that comes). It is saved from "
        + "its first answer on; start is another word for end. Or NIGHTDESK_KEEP_CASES.", valueName: "when"))
  var keepCases: KeepRule?

  /// For who sits at the machine itself, and may do everything. One that cannot be used is said, and keeps nobody from a look-up.
  func atConsole(_ site: Site) throws -> CaseAccess? {
    guard let path = file.path else { return nil }
    let (frame, keeps, name) = (try file.frame(site), try keeps(), site.world.loginName)
    // A look makes none: a name that was mistyped would answer that no family waits.
    if StorePresence(path: path) == .absent {
      let shelf = CaseStore(awaiting: path, frame: frame, consoleOfficer: name, isMadeByKeeping: true)
      return CaseAccess(shelf: shelf, consoleName: name, keeps: keeps)
    }
    do {
      return CaseAccess(
        shelf: try CaseStore(path: path, frame: frame, consoleOfficer: name), consoleName: name, keeps: keeps)
    } catch {
      Out.error("\(error.text). Look-ups and triage go on; no case is kept until it can be used")
      return CaseAccess(
        shelf: CaseStore(awaiting: path, frame: frame, consoleOfficer: name), consoleName: name, keeps: keeps)
    }
  }

  /// For whoever signs in at a socket and was let in. A casebook that cannot be used is no reason not to serve: look-ups go on, the
  /// greeting says so, and it is opened once it can be.
  func atServer(_ site: Site, log: Logger) throws -> CaseAccess? {
    guard let path = file.path else { return nil }
    let (frame, keeps) = (try file.frame(site), try keeps())
    do {
      return CaseAccess(shelf: try CaseStore(path: path, frame: frame), keeps: keeps)
    } catch {
      log.error("serving without the casebook until it can be used", metadata: ["why": "\(error.text)"])
      return CaseAccess(shelf: CaseStore(awaiting: path, frame: frame), keeps: keeps)
    }
  }

  private func keeps() throws -> KeepRule {
    if let keepCases { return keepCases }
    guard let word = Settings.shared[.keepCases] else { return .asked }
    guard let rule = KeepRule(rawValue: word.lowercased()) else {
      throw Failure(.unusable, "'keep-cases' is '\(word)'; it takes asked, end or start")
    }
    return rule
  }
}

extension KeepRule: ExpressibleByArgument {}

/// Runs a body on a casebook; its troubles are told as the program tells its own.
func inCasebook<Value>(_ body: () throws(CaseTrouble) -> Value) throws -> Value {
  do {
    return try body()
  } catch {
    switch error.code {
    case .refused, .notFound, .notYours, .signInFirst: throw Failure(.unusable, error.text)
    case .changed, .unavailable, .busy, .foreign, .damaged, .failed: throw Failure(.world, error.text)
    }
  }
}
