import CaseStore
import Casebook
import Desk
import Foundation
import TestSupport
import Testing
import Triage
import WorkingTime

/// A desk with a casebook of its own, in a folder that goes with it, and a clock that is set.
final class KeptDesk {
  let path: String
  /// What goes with it; nil where the file is another's.
  private let folder: String?
  let store: CaseStore
  private var sessions: [String: DeskSession] = [:]
  private(set) var now: Moment
  /// What it answers by.
  var engine: TriageEngine

  private let keeps: KeepRule

  init(at moment: String = "2026-11-27T17:45", keeps: KeepRule = .asked) throws {
    self.keeps = keeps
    engine = try Shipped.engine
    let folder = NSTemporaryDirectory() + "casebook-" + UUID().uuidString
    self.folder = folder
    path = folder + "/cases.sqlite"
    store = try CaseStore(path: path, frame: Self.frame())
    now = try TimeText.moment(moment, clock: Shipped.clock).moment
    for (name, role) in [
      ("ann", CaseRole.officer), ("ben", .officer), ("mo", .manager), ("dora", .dayTeam), ("rex", .reporter),
    ] {
      try store.letIn(CaseOfficer(name: name, role: role, councils: nil))
    }
    try store.letIn(CaseOfficer(name: "kit", role: .officer, councils: ["dover"]))
  }

  /// A program that starts anew on the casebook of another desk, which outlives it.
  init(over path: String) throws {
    keeps = .asked
    engine = try Shipped.engine
    folder = nil
    self.path = path
    store = try CaseStore(path: path, frame: Self.frame())
    now = try TimeText.moment("2026-11-27T17:45", clock: Shipped.clock).moment
  }

  deinit {
    guard let folder else { return }
    do { try FileManager.default.removeItem(atPath: folder) } catch { Issue.record("\(error)") }
  }

  static func frame() throws -> WorkingTimeFrame {
    WorkingTimeFrame(clock: try Shipped.clock, calendar: try Shipped.calendar)
  }

  /// The shipped words for papers.
  static let papers: Result<PaperBook, any Error> = Result {
    try PaperBook(
      PaperKind.allCases.map { kind in
        let path = kind.rawValue + ".txt"
        return (path, String(decoding: try Shipped.bytes(of: "data/papers/" + path), as: UTF8.self))
      })
  }

  func set(_ moment: String) throws { now = try TimeText.moment(moment, clock: Shipped.clock).moment }

  func pass(minutes: Int64) { now = now.adding(seconds: minutes * 60) }

  /// A line of somebody who has signed in with their own token.
  @discardableResult
  ///
  /// - Parameters:
  ///   - line: The line.
  ///   - name: Who.
  ///   - window: Which of their desks; the first where they have but one.
  ///   - format: How blocks are written.
  func say(
    _ line: String, by name: String = "ann", at window: String = "", format: DeskFormat = .text
  ) throws -> Reply {
    let place = name + window
    let context = try context()
    if sessions[place] == nil {
      sessions[place] = DeskSession()
      _ = sessions[place]?.handle("auth \(name)", in: context)
    }
    sessions[place]?.format = format
    let reply = sessions[place]?.handle(line, in: context)
    return try #require(reply)
  }

  /// The session of somebody ends, however that came about.
  func end(by name: String = "ann") throws -> [String] {
    let context = try context()
    return sessions[name]?.end(in: context) ?? []
  }

  private func context() throws -> DeskContext {
    let holders = ["ann", "ben", "mo", "dora", "rex", "kit", "pat"].map {
      ("mark-" + $0, TokenHolder(name: $0, role: .officer))
    }
    var context = DeskContext(
      engine: engine, now: now, programVersion: "test",
      signIn: SignIn(isRequired: false, holders: Dictionary(uniqueKeysWithValues: holders)) { "mark-" + $0 })
    context.cases = CaseAccess(shelf: store, keeps: keeps)
    context.papers = try Self.papers.get()
    return context
  }

  /// Lines that must all be understood; the last reply.
  @discardableResult
  func tell(_ lines: [String], by name: String = "ann") throws -> Reply {
    var last: Reply?
    for line in lines {
      let reply = try say(line, by: name)
      #expect(!reply.isError, "\(line): \(reply.code) \(reply.text)")
      last = reply
    }
    return try #require(last)
  }

  /// Begins a triage of a family of two children with nowhere to go, and keeps it.
  func family(_ council: String = "luton", by name: String = "ann", more: [String] = []) throws -> CaseReference {
    let reply = try tell(
      ["triage \(council)", "set children 4 7", "set nowhere-tonight yes", "set immediate-danger no"] + more + ["keep"],
      by: name)
    return try Self.reference(in: reply)
  }

  static func reference(in reply: Reply) throws -> CaseReference {
    let word = try #require(reply.text.firstMatch(of: /[0-9A-Z]{3}-[0-9A-Z]{3}/))
    return try #require(CaseReference(typed: String(word.0)))
  }

  func record(_ reference: CaseReference) throws -> CaseRecord { try store.record(of: reference) }

  /// The number of the obligation of a code.
  func number(_ code: String, in reference: CaseReference) throws -> Int {
    try #require(try record(reference).live.first { $0.action.key.code == code }?.number, "\(code)")
  }

  /// Ends all that can be ended, so that a case can be closed.
  func finish(_ reference: CaseReference, by name: String = "ann") throws {
    for obligation in try record(reference).live where obligation.sort == .once {
      try tell(["done \(reference.text).\(obligation.number)"], by: name)
    }
  }
}
