import Directory

/// What spreadsheets do to cells on their own, told and never mended by guessing.
enum SpreadsheetDamage {
  /// What was done to a cell of a column; nil where nothing shows.
  static func fault(in cell: String, column: String, kind: String) -> String? {
    // Most cells are empty or begin with a letter: only the rest is worth a closer look.
    guard let first = cell.utf8.first, first == UInt8(ascii: "#") || (0x30...0x39).contains(first) else { return nil }
    if first == UInt8(ascii: "#"), ["#REF!", "#NAME?", "#VALUE!", "#N/A", "#DIV/0!", "#NUM!", "#NULL!"].contains(cell) {
      return "'\(cell)' is a spreadsheet's own error; enter the text anew"
    }
    switch column {
    case _ where ContactTable.fields[column]?.shape == .day: return day(cell)
    case "value", "display":
      guard kind == ContactKind.phone.rawValue else { return nil }
      return number(cell, column: column)
    case "hours":
      if cell.hasPrefix("24/7") && cell.utf8.count <= 5 { return nil }
      let looksLikeDate =
        cell.wholeMatch(of: /24[-\/. ]+(07|7|[Jj]ul|[Jj]uly)\.?([-\/. ][0-9]{2,4})?/) != nil && cell != "24/7"
        || cell.wholeMatch(of: /0?7[-\/.]24([-\/.][0-9]{2,4})?/) != nil || cell.wholeMatch(of: /[0-9]{5}/) != nil
      return looksLikeDate ? "'\(cell)' is what a spreadsheet makes of 24/7; write '24/7;' for always" : nil
    default: return nil
    }
  }

  private static func day(_ cell: String) -> String? {
    if cell.utf8.count == 10, Array(cell.utf8)[4] == UInt8(ascii: "-") { return nil }
    if cell.wholeMatch(of: /[0-9]{1,2}[\/.][0-9]{1,2}[\/.][0-9]{2,4}/) != nil {
      return
        "'\(cell)' is how a spreadsheet shows a date, and day and month may be the other way about; write it like "
        + "2026-11-26"
    }
    if cell.wholeMatch(of: /[0-9]{5}/) != nil {
      return "'\(cell)' is how a spreadsheet counts days; write the date like 2026-11-26"
    }
    return nil
  }

  private static func number(_ cell: String, column: String) -> String? {
    let hasExponent = cell.utf8.contains { $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: "E") }
    if hasExponent, cell.wholeMatch(of: /[0-9]+([.,][0-9]+)?[eE]\+?[0-9]+/) != nil {
      return "'\(cell)' is how a spreadsheet shows a long number, and its last digits are gone; enter it anew as text"
    }
    guard (9...12).contains(cell.utf8.count), cell.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    if cell.hasPrefix("44") {
      return "'\(cell)' has lost its +, as in a spreadsheet; write tel:+\(cell) if that is the number"
    }
    if !cell.hasPrefix("0") {
      return
        "'\(cell)' has lost the 0 that it began with, as in a spreadsheet; write it with a space after the area code"
    }
    return nil
  }
}
