/// A British postcode or the beginning of one: `CT10 1AB`, `CT10 1` (a sector), `CT10` (a district).
package struct Postcode: Sendable, Hashable {
  /// The first half: `CT10`.
  package let district: String
  /// The digit behind it; nil for a district.
  package let sector: Character?
  /// The two letters at the end; nil for a district or sector.
  package let unit: String?

  /// As it is written: in capitals, with one space.
  package var text: String { sector.map { "\(district) \($0)\(unit ?? "")" } ?? district }
  /// The sector as it is written; nil for a district.
  package var sectorText: String? { sector.map { "\(district) \($0)" } }
  /// The letters that it begins with: `CT`.
  package var area: String { String(district.prefix { $0.isLetter }) }

  /// Reads a postcode, or the beginning of one, as typed.
  ///
  /// The space is kept: `CT1 2` is a sector, `CT12` a district. An O for a 0 and an I for a 1, or the other way round, are
  /// put right where what was typed can be no postcode and one alone can be meant.
  ///
  /// - Parameters:
  ///   - text: What was typed: letters, digits, and spaces, hyphens or dots between.
  ///   - exists: Whether there is such a district.
  /// - Returns: The postcode and whether letters were put right; nil where the text is none.
  package static func read(
    _ text: String, exists: (String) -> Bool
  ) -> (postcode: Postcode, isCorrected: Bool)? {
    guard let parts = parts(of: text), let (outward, inward) = halves(parts) else { return nil }
    var sector: Character?, unit: String?
    var isCorrected = false
    if let first = inward.first {
      guard let digit = Self.digit(first) else { return nil }
      isCorrected = digit != first
      sector = digit
      if inward.count > 1 {
        guard inward.dropFirst().allSatisfy({ inwardLetters.contains($0) }) else { return nil }
        unit = String(inward.dropFirst())
      }
    }
    // What was typed goes first, whatever else it may look like.
    if isDistrict(outward), exists(outward) || isOutside(outward) {
      return (Postcode(district: outward, sector: sector, unit: unit), isCorrected)
    }
    let meant = corrections(of: outward).filter { $0 != outward && exists($0) }
    let hasDigit = text.contains { $0.isNumber }
    // Without a digit it may well be a word: then only what looks like nothing else is put right.
    let isLikely =
      hasDigit || (inward.isEmpty ? outward.count > 2 && parts.count == 1 : inward.count == 3 && parts.count == 2)
    if meant.count == 1, let district = meant.first,
      isLikely, hasDigit || !inward.isEmpty || district.prefix(2).allSatisfy(\.isLetter)
    {
      return (Postcode(district: district, sector: sector, unit: unit), true)
    }
    guard hasDigit, isDistrict(outward) else { return nil }
    return (Postcode(district: outward, sector: sector, unit: unit), isCorrected)
  }

  // MARK: - Halves

  /// The letters that the last two places may have.
  private static let inwardLetters = Set("ABDEFGHJLNPQRSTUWXYZ")

  /// The parts between spaces, hyphens and dots, in capitals; nil where anything else stands in the text.
  private static func parts(of text: String) -> [String]? {
    guard text.utf8.count <= 40 else { return nil }
    var parts: [String] = [], part = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9": part.unicodeScalars.append(scalar)
      case ".", ",": if !part.isEmpty { parts.append(part); part = "" }
      default:
        switch scalar.properties.generalCategory {
        case .spaceSeparator, .dashPunctuation, .format, .control: if !part.isEmpty { parts.append(part); part = "" }
        default: return nil
        }
      }
    }
    if !part.isEmpty { parts.append(part) }
    return parts.isEmpty || parts.count > 3 ? nil : parts.map { $0.uppercased() }
  }

  /// The first half, and what stands of the second.
  private static func halves(_ parts: [String]) -> (outward: String, inward: String)? {
    let joined = parts.joined()
    switch parts.count {
    case 1:
      guard joined.count > 4 else { return (joined, "") }
      return joined.count > 7 ? nil : (String(joined.dropLast(3)), String(joined.suffix(3)))
    case 2 where parts[1].count == 1 || parts[1].count == 3: return (parts[0], parts[1])
    default:
      guard (5...7).contains(joined.count) else { return nil }
      return (String(joined.dropLast(3)), String(joined.suffix(3)))
    }
  }

  private static func digit(_ character: Character) -> Character? {
    switch character {
    case "0"..."9": character
    case "O": "0"
    case "I", "L": "1"
    default: nil
    }
  }

  private static func letter(_ character: Character) -> Character? {
    switch character {
    case "A"..."Z": character
    case "0": "O"
    case "1": "I"
    default: nil
    }
  }

  /// One or two letters, a digit, and perhaps a letter or digit more.
  private static func isDistrict(_ text: String) -> Bool {
    let letters = text.prefix { ("A"..."Z").contains($0) }
    let rest = text.dropFirst(letters.count)
    guard (1...2).contains(letters.count), (1...2).contains(rest.count), let first = rest.first else { return false }
    return ("0"..."9").contains(first) && rest.allSatisfy { ("A"..."Z").contains($0) || ("0"..."9").contains($0) }
  }

  /// The districts that may be meant by some letters and digits, were each O a 0 and each I a 1 or the other way round.
  private static func corrections(of text: String) -> Set<String> {
    guard (2...4).contains(text.count) else { return [] }
    let typed = Array(text)
    var found: Set<String> = []
    for letters in 1...min(2, typed.count - 1) where typed.count - letters <= 2 {
      let area = typed[..<letters].compactMap(letter)
      guard area.count == letters, let first = digit(typed[letters]) else { continue }
      let start = String(area) + String(first)
      guard let last = typed.count - letters == 2 ? typed.last : nil else {
        found.insert(start)
        continue
      }
      found.insert(start + String(last))
      if let digit = digit(last) { found.insert(start + String(digit)) }
    }
    return found.filter(isDistrict)
  }

  // MARK: - Not in Great Britain

  /// Where a district lies that no council of Great Britain serves; nil for one that one may.
  package static func outside(_ district: String) -> String? {
    switch district.prefix(while: \.isLetter) {
    case "BT": "Northern Ireland"
    case "GY": "Guernsey"
    case "JE": "Jersey"
    case "IM": "the Isle of Man"
    case "BF": "the armed forces abroad"
    default: nil
    }
  }

  private static func isOutside(_ district: String) -> Bool { outside(district) != nil }
}
