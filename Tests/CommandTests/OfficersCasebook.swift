import Foundation
import TestSupport
import Testing
import WorkingTime

/// A program with a casebook to which one officer, ann, was let in.
struct OfficersCasebook {
  let program: Program
  private(set) var token: String
  var casebook: String { program.folder.path + "/cases.sqlite" }

  init() throws {
    program = try Program()
    token = ""
    token = try letIn("ann", role: "officer")
  }

  /// A time of the day before, as a triage takes it. A case begins with no time to come, and by the program's own clock a time of today
  /// may be that.
  static func lastNight(_ time: String) throws -> String {
    let now = Moment(seconds: Int64(Date().timeIntervalSince1970))
    return try TimeText.text(Shipped.clock.wall(at: now).day.adding(days: -1)) + "T" + time
  }

  /// Lets somebody in to the casebook.
  ///
  /// - Returns: Their token.
  func letIn(_ name: String, role: String) throws -> String {
    let added = try program.run("token", "add", name, "--role", "officer").output
    #expect(try program.run("casebook", "let-in", name, "--role", role, "--casebook", casebook).status == 0)
    return String(try #require(added.firstMatch(of: /nd_[A-Za-z0-9_-]+/)).0)
  }
}
