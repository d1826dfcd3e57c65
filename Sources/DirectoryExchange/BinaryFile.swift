/// Files that are no text, known by their first bytes.
enum BinaryFile {
  /// What a file is that cannot be read as text, and what to do about it; nil for text.
  static func words(for bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0xd0, 0xcf, 0x11, 0xe0]) {
      return "is a workbook of an old form (.xls); save it as .xlsx or as 'CSV UTF-8'"
    }
    if bytes.starts(with: Array("PK\u{3}\u{4}".utf8)) {
      return "is a zip archive and not a workbook (.xlsx); take the files out of it, or save it as 'CSV UTF-8'"
    }
    if bytes.starts(with: Array("%PDF-".utf8)) { return "is a PDF; copy its table into a spreadsheet first" }
    return nil
  }
}
