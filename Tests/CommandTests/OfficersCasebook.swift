import Foundation
import TestSupport
import Testing

/// A program with a casebook to which one officer, ann, was let in.
struct OfficersCasebook {
  let program: Program
  let token: String
  var casebook: String { program.folder.path + "/cases.sqlite" }

  init() throws {
    program = try Program()
    token = String(
      try #require(
        try program.run("token", "add", "ann", "--role", "officer").output.firstMatch(of: /nd_[A-Za-z0-9_-]+/)
      ).0)
    #expect(try program.run("casebook", "let-in", "ann", "--role", "officer", "--casebook", casebook).status == 0)
  }
}
