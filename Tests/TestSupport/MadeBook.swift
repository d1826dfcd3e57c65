import Foundation
package import Triage

/// The shipped clauses and values with some files changed or added, for tests of what a book may say.
package enum MadeBook {
  /// The shipped files by name.
  package static func files() throws -> [String: [String: Any]] {
    let folder = Shipped.root + "/data/protocols"
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".json") }
    return try Dictionary(
      uniqueKeysWithValues: names.map { name in
        let bytes = try Shipped.bytes(of: "data/protocols/" + name)
        return (name, try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any] ?? [:])
      })
  }

  /// A book of some files.
  package static func book(_ files: [String: [String: Any]]) throws -> ProtocolBook {
    try ProtocolBook(
      files.sorted { $0.key < $1.key }.map { name, content in
        (name, [UInt8](try JSONSerialization.data(withJSONObject: content)))
      })
  }

  /// The files with one parameter set to some values.
  ///
  /// - Parameters:
  ///   - name: the parameter.
  ///   - file: the file that sets it.
  ///   - values: each a value with its first day and the day after its last.
  /// - Returns: all the files.
  /// - Throws: where a file that ships cannot be read.
  package static func setting(
    _ name: String, in file: String, to values: [(from: String?, until: String?, value: Any?)]
  ) throws -> [String: [String: Any]] {
    var files = try files()
    var parameters = files[file]?["parameters"] as? [[String: Any]] ?? []
    let clause = parameters.first { $0["name"] as? String == name }?["clause"] as? String ?? "OWN-travel"
    parameters.removeAll { $0["name"] as? String == name }
    parameters.append([
      "name": name, "clause": clause,
      "values": values.map { entry in
        [
          "from": entry.from as Any? ?? NSNull(), "until": entry.until as Any? ?? NSNull(),
          "value": entry.value ?? NSNull(),
        ]
      },
    ])
    files[file]?["parameters"] = parameters
    return files
  }

  /// An engine over the shipped directory and a book.
  package static func engine(_ files: [String: [String: Any]]) throws -> TriageEngine {
    let shipped = try Shipped.engine
    return try TriageEngine(
      directory: shipped.directory, clock: shipped.clock, calendar: shipped.calendar, book: try book(files))
  }
}
