import ArgumentParser
import CaseStore
import Casebook
import Desk
import Foundation
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

  /// For who sits at the machine itself, and may do everything.
  func atConsole(_ site: Site) throws -> CaseAccess? {
    guard let path else { return nil }
    return CaseAccess(shelf: try opened(path, site, consoleOfficer: site.loginName), consoleName: site.loginName)
  }

  /// For whoever signs in at a socket and was let in.
  func atServer(_ site: Site) throws -> CaseAccess? {
    guard let path else { return nil }
    return CaseAccess(shelf: try opened(path, site, consoleOfficer: nil))
  }

  /// The casebook itself, for its keeper.
  func store(_ site: Site) throws -> CaseStore {
    guard let path else {
      throw Failure(.unusable, "say which casebook: --casebook FILE, or NIGHTDESK_CASEBOOK")
    }
    return try opened(path, site, consoleOfficer: site.loginName)
  }

  private func opened(_ path: String, _ site: Site, consoleOfficer: String?) throws -> CaseStore {
    let frame = WorkingTimeFrame(clock: try site.clock(), calendar: try site.calendar())
    do {
      return try CaseStore(path: path, frame: frame, consoleOfficer: consoleOfficer)
    } catch {
      throw Failure(.world, error.text)
    }
  }
}

/// Runs a body on a casebook; its troubles are told as the program tells its own.
func inCasebook<Value>(_ body: () throws(CaseTrouble) -> Value) throws -> Value {
  do {
    return try body()
  } catch {
    switch error.code {
    case .refused, .notFound, .notYours: throw Failure(.unusable, error.text)
    case .changed, .unavailable, .busy, .foreign, .damaged, .failed: throw Failure(.world, error.text)
    }
  }
}
