import Foundation

/// The bytes of a text file as UTF-8, whatever the program that saved them made of it.
enum ByteText {
  /// What came of looking at some bytes.
  enum Reading: Equatable {
    /// UTF-8, or what must be taken for it: its readers say where it is damaged.
    case asItIs
    /// Another character set, and its name.
    case converted([UInt8], from: String)
    /// Nothing that can be read: why.
    case unreadable(String)
  }

  /// Reads bytes of a table or a JSON document.
  ///
  /// UTF-16 is known by its mark or by its zeros. What is not UTF-8 and has not one of its longer characters is
  /// Windows-1252; where some are whole and some are not, the file is damaged UTF-8 and stays so.
  static func read(_ bytes: [UInt8]) -> Reading {
    if bytes.starts(with: [0xff, 0xfe, 0, 0]) || bytes.starts(with: [0, 0, 0xfe, 0xff]) {
      return .unreadable("is UTF-32; save it as 'CSV UTF-8'")
    }
    if bytes.starts(with: [0xff, 0xfe]) { return wide(bytes.dropFirst(2), isLittle: true) }
    if bytes.starts(with: [0xfe, 0xff]) { return wide(bytes.dropFirst(2), isLittle: false) }
    if let isLittle = looksWide(bytes) { return wide(bytes[...], isLittle: isLittle) }
    return .asItIs
  }

  /// The same for a table without a mark of UTF-8, which spreadsheets of the western world save in their own character set.
  static func readTable(_ bytes: [UInt8]) -> Reading {
    guard String(validating: bytes, as: UTF8.self) == nil else { return .asItIs }
    guard !hasLongCharacter(bytes) else { return .asItIs }
    guard let text = String(bytes: bytes, encoding: .windowsCP1252) else { return .asItIs }
    return .converted(Array(text.utf8), from: "Windows-1252")
  }

  private static func wide(_ bytes: ArraySlice<UInt8>, isLittle: Bool) -> Reading {
    let name = "UTF-16"
    guard bytes.count.isMultiple(of: 2) else {
      return .unreadable("is \(name) and ends within a character; copy it again, or save it as 'CSV UTF-8'")
    }
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    var place = bytes.startIndex
    while place < bytes.endIndex {
      let (first, second) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
      units.append(isLittle ? second << 8 | first : first << 8 | second)
      place += 2
    }
    guard let text = String(validating: units, as: UTF16.self) else {
      return .unreadable("is \(name) with half a character in it; copy it again, or save it as 'CSV UTF-8'")
    }
    return .converted(Array(text.utf8), from: name)
  }

  /// Without a mark: nearly every second byte of western text in UTF-16 is zero. Nil where it is not such text.
  private static func looksWide(_ bytes: [UInt8]) -> Bool? {
    let start = bytes.prefix(512)
    guard start.count >= 8, bytes.count.isMultiple(of: 2) else { return nil }
    let even = start.enumerated().count { $0.offset.isMultiple(of: 2) && $0.element == 0 }
    let odd = start.enumerated().count { !$0.offset.isMultiple(of: 2) && $0.element == 0 }
    let most = start.count / 2 * 3 / 4
    if odd >= most, even == 0 { return true }
    return even >= most && odd == 0 ? false : nil
  }

  /// Whether two bytes stand together that are one character of UTF-8 and hardly ever two of anything else.
  private static func hasLongCharacter(_ bytes: [UInt8]) -> Bool {
    guard bytes.count > 1 else { return false }
    return zip(bytes, bytes.dropFirst()).contains { (0xc2...0xf4).contains($0) && (0x80...0xbf).contains($1) }
  }
}
