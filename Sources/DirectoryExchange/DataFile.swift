package import Directory
import JSON
import WorkingTime

/// A file as it was found: a name for messages, and its bytes.
package struct DataFile: Sendable, Hashable {
  /// The name, as findings repeat it.
  package let name: String
  /// What it holds.
  package let bytes: [UInt8]
  /// Of a workbook whose first sheet this is: the names of all its sheets, as they are. Empty for everything else.
  package let sheets: [String]

  /// Of a workbook's sheet: what a table cannot say of it, a sentence part each.
  package let doubts: [String]

  /// A name and bytes, and of a workbook's sheet the names of all of them and what a table cannot say of it.
  package init(name: String, bytes: [UInt8], sheets: [String] = [], doubts: [String] = []) {
    self.name = name
    self.bytes = bytes
    self.sheets = sheets
    self.doubts = doubts
  }

  /// Which sheets were not read, and how to choose one; nil where there are no others.
  var otherSheets: String? {
    guard sheets.count > 1, let other = sheets.dropFirst().first else { return nil }
    let quoted = sheets.map { "'\($0)'" }
    return
      "only its first sheet, \(quoted[0]), was read, and not \(listed(quoted.dropFirst(), most: 12)); "
      + "choose one in the map, as sheet = \(JSONText.text(other).text)"
  }
}

/// What came of reading a set of files.
package struct CouncilReading: Sendable {
  /// What the files without an error say. Fit to be stored only where no finding is an error.
  package let content: DirectoryContent
  /// All that is wrong or doubtful, file by file.
  package let findings: [Finding]

  /// Whether any finding is an error.
  package var hasErrors: Bool { findings.contains { $0.severity == .error } }
}

extension DataFile {
  /// What some bytes are that should be a text in UTF-8 and are not.
  ///
  /// - Parameters:
  ///   - bytes: The bytes.
  ///   - isWhole: Whether they are all of the file; of a beginning, which may end within a character, less can be told.
  /// - Returns: A sentence part that says what to do; nil for UTF-8.
  package static func foreignForm(of bytes: [UInt8], isWhole: Bool = true) -> String? {
    func what(_ words: String) -> String { "\(words.prefix { $0 != ";" }), and no text in UTF-8" }
    if let words = BinaryFile.words(for: bytes) { return what(words) }
    switch ByteText.read(bytes) {
    case .converted(_, let set): return "is in \(set); save it as UTF-8"
    case .unreadable(let why): return what(why)
    case .asItIs: break
    }
    guard isWhole, case .converted(_, let set) = ByteText.readTable(bytes) else { return nil }
    return "is in \(set), as older programs save; save it as UTF-8"
  }
}
