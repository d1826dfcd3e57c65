import Directory

/// Telephone numbers as they are stored and as they are printed.
enum PhoneText {
  /// What is wrong with a stored number, nil where it is E.164 (a plus and 7 to 15 digits, the first no 0) or a short code.
  static func fault(inStored value: String) -> String? {
    if ShortCode.isOne(value) { return nil }
    let digits = value.dropFirst()
    guard value.first == "+", (7...15).contains(digits.utf8.count), digits.first != "0",
      digits.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else {
      return
        "'\(value)' is not a number like +441227781879: a plus and 7 to 15 digits, without spaces; nor a short code "
        + "like 999"
    }
    return nil
  }

  /// Whether a printed number is the stored one: `01227 781879`, `+44 1227 781879` and `+44 (0)1227 781879` all are
  /// `+441227781879`. Behind a short code and a comma may stand what to choose then: `NHS 111, option 2`.
  static func prints(_ display: String, stored value: String) -> Bool {
    if ShortCode.isOne(value) { return display.prefix { $0 != "," }.filter { $0.isASCII && $0.isNumber } == value }
    let written = display.replacing("(0)", with: display.hasPrefix("+") || display.hasPrefix("00") ? "" : "0")
    let digits = String(written.filter { $0.isASCII && $0.isNumber })
    if display.hasPrefix("+") { return "+" + digits == value }
    if digits.hasPrefix("00") { return "+" + digits.dropFirst(2) == value }
    return digits.hasPrefix("0") && "+44" + digits.dropFirst() == value
  }
}
