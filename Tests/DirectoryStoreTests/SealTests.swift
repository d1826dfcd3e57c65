import Foundation
import TestSupport
import Testing

@testable import DirectoryStore

/// The seal of a change, held against the vectors that the server's own is held against too.
struct SealTests {
  @Test func `every vector has its seal`() throws {
    let bytes = try Shipped.bytes(of: "Tests/SharedRecordTests/SealVectors.json")
    let vectors = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [[String: Any]])
    #expect(vectors.count >= 8)
    for vector in vectors {
      func text(_ key: String) throws -> String { try #require(vector[key] as? String) }
      let edits = vector["edits"] as? [[String: Any]]
      var hash = ChainHash(
        previous: try text("previous"), id: try #require(vector["id"] as? Int), at: try text("at"), by: try text("by"),
        source: try text("source"), version: try text("version"), what: try text("what"),
        undoes: vector["undoes"] as? Int, edits: edits?.count)
      for edit in edits ?? [] {
        hash.add(
          kind: try #require(edit["kind"] as? String), record: try #require(edit["record"] as? String),
          old: edit["old"] as? String, new: edit["new"] as? String)
      }
      let what = try text("what")
      #expect(try hash.text == text("hash"), "\(what)")
    }
  }
}
