/// Files that are no table and no JSON, known by what they begin with.
enum BinaryFile {
  /// What a file is that cannot be read as a table or as JSON, and what to do about it; nil for what may be either.
  static func words(for bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0xd0, 0xcf, 0x11, 0xe0]) {
      return "is an Office file of an old form (.xls, .doc or .msg); save its table as .xlsx or as 'CSV UTF-8'"
    }
    if bytes.starts(with: Array("PK\u{3}\u{4}".utf8)) { return archive(bytes) }
    for (start, what) in [
      ("%PDF-", "is a PDF; copy its table into a spreadsheet first"),
      ("{\\rtf", "is a Rich Text document; copy its table into a spreadsheet first"),
      ("\u{89}PNG", "is a picture; type what it shows into a spreadsheet"),
    ] where bytes.starts(with: start.unicodeScalars.map { UInt8($0.value) }) { return what }
    if bytes.starts(with: [0xff, 0xd8, 0xff]) { return "is a picture; type what it shows into a spreadsheet" }
    if bytes.starts(with: [0x1f, 0x8b]) { return "is packed (gzip); unpack it first" }
    if bytes.starts(with: Array("BEGIN:VC".utf8)) {
      return "is a list of cards or dates as address books write it (vCard, iCalendar); export it as CSV instead"
    }
    // Some programs save a web page under a spreadsheet's name.
    let start = String(decoding: bytes.prefix(256), as: UTF8.self).lowercased().drop {
      $0.isWhitespace || $0 == "\u{feff}"
    }
    if ["<html", "<!doctype", "<table", "<?xml", "<head"].contains(where: start.hasPrefix) {
      return "is a web page or XML, whatever its name; open it in a spreadsheet and save it as .xlsx or 'CSV UTF-8'"
    }
    return nil
  }

  /// An archive that is no workbook of Excel's.
  private static func archive(_ bytes: [UInt8]) -> String {
    func holds(_ text: String) -> Bool { bytes.firstRange(of: Array(text.utf8)) != nil }
    if holds("application/vnd.oasis.opendocument.spreadsheet") {
      return "is an OpenDocument spreadsheet (.ods); save it as .xlsx or as 'CSV UTF-8'"
    }
    if holds("word/document.xml") || holds("application/vnd.oasis.opendocument.text") {
      return "is a text document; copy its table into a spreadsheet first"
    }
    return "is a zip archive and not a workbook (.xlsx); take the files out of it, or save it as 'CSV UTF-8'"
  }
}
