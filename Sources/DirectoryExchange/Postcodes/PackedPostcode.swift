import Directory

/// A whole postcode and what a file says of it in one number, so that millions of them are sorted in a few seconds and in little
/// memory. Numbers stand in the order of the bytes of the postcodes' districts and sectors.
struct PackedPostcode: Comparable {
  /// From the top: district 20 bits, sector 4, end letters 10, month of its end 12, council 10, large user 1.
  private var bits: UInt64

  private static let endShift = 11, unitShift = 23, sectorShift = 33, districtShift = 37
  private static let letters = UInt64(26)
  /// The year from which months of an end are counted.
  private static let firstYear = 1970
  /// How many councils can be told apart, nowhere among them.
  static let mostCouncils = 1 << 10

  /// Reads a postcode: letters and digits, with spaces anywhere between; nil where it is no whole postcode.
  ///
  /// - Parameter text: The bytes of a cell.
  init?(_ text: ArraySlice<UInt8>) {
    var typed: (UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8) = (0, 0, 0, 0, 0, 0, 0)
    var count = 0
    for byte in text where byte != UInt8(ascii: " ") {
      let upper = byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") ? byte - 32 : byte
      switch count {
      case 0: typed.0 = upper
      case 1: typed.1 = upper
      case 2: typed.2 = upper
      case 3: typed.3 = upper
      case 4: typed.4 = upper
      case 5: typed.5 = upper
      case 6: typed.6 = upper
      default: return nil
      }
      count += 1
    }
    let outward: (UInt8, UInt8, UInt8, UInt8), inward: (UInt8, UInt8, UInt8)
    switch count {
    case 5: (outward, inward) = ((typed.0, typed.1, 0, 0), (typed.2, typed.3, typed.4))
    case 6: (outward, inward) = ((typed.0, typed.1, typed.2, 0), (typed.3, typed.4, typed.5))
    case 7: (outward, inward) = ((typed.0, typed.1, typed.2, typed.3), (typed.4, typed.5, typed.6))
    default: return nil
    }
    guard let district = Self.district(outward), let sector = Self.digit(inward.0), let first = Self.letter(inward.1),
      let second = Self.letter(inward.2)
    else { return nil }
    let unit = first * Self.letters + second
    bits = district << UInt64(Self.districtShift) | sector << UInt64(Self.sectorShift) | unit << UInt64(Self.unitShift)
  }

  /// One or two letters, a digit, and perhaps a letter or digit more.
  private static func district(_ text: (UInt8, UInt8, UInt8, UInt8)) -> UInt64? {
    guard let first = letter(text.0) else { return nil }
    let second = letter(text.1)
    let (number, last) = second == nil ? (text.1, text.2) : (text.2, text.3)
    guard let digit = digit(number), second != nil || text.3 == 0 else { return nil }
    var end: UInt64 = 0
    if last != 0 {
      if let digit = Self.digit(last) {
        end = digit + 1
      } else if let letter = letter(last) {
        end = letter + 11
      } else {
        return nil
      }
    }
    let letters = first << 5 | (second ?? 0) + (second == nil ? 0 : 1)
    return letters << 10 | digit << 6 | end
  }

  private static func letter(_ byte: UInt8) -> UInt64? {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? UInt64(byte - UInt8(ascii: "A")) : nil
  }

  private static func digit(_ byte: UInt8) -> UInt64? {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") ? UInt64(byte - UInt8(ascii: "0")) : nil
  }

  // MARK: - What a file says of it

  /// Notes when it ended, which council it is of (0 for nowhere), and whether it is one large user's.
  mutating func note(ended: PostcodeMonth?, council: Int, isLargeUsers: Bool) {
    let end = ended.map { UInt64(max(0, $0.year - Self.firstYear) * 12 + $0.month) } ?? 0
    bits |= min(end, 4095) << UInt64(Self.endShift) | UInt64(council) << 1 | (isLargeUsers ? 1 : 0)
  }

  /// The month in which it ended; nil for a live one.
  var ended: PostcodeMonth? {
    let end = Int(bits >> UInt64(Self.endShift) & 4095)
    return end == 0 ? nil : PostcodeMonth(year: Self.firstYear + (end - 1) / 12, month: (end - 1) % 12 + 1)
  }

  /// The council's number; 0 for nowhere.
  var council: Int { Int(bits >> 1 & 1023) }

  /// Whether it is one large user's own.
  var isLargeUsers: Bool { bits & 1 == 1 }

  // MARK: - Its parts

  /// The same number for every postcode of a district, another for each.
  var districtKey: UInt64 { bits >> UInt64(Self.districtShift) }

  /// The same number for every postcode of a sector, another for each.
  var sectorKey: UInt64 { bits >> UInt64(Self.sectorShift) }

  /// Whether both are of the same postcode, whatever is said of it.
  func isSamePostcode(as other: PackedPostcode) -> Bool {
    bits >> UInt64(Self.unitShift) == other.bits >> UInt64(Self.unitShift)
  }

  /// The district: `CT10`.
  var district: String {
    let key = districtKey
    var text: [UInt8] = [UInt8(ascii: "A") + UInt8(key >> 15)]
    let second = key >> 10 & 31, digit = key >> 6 & 15, end = key & 63
    if second > 0 { text.append(UInt8(ascii: "A") + UInt8(second - 1)) }
    text.append(UInt8(ascii: "0") + UInt8(digit))
    if end > 0 { text.append(end <= 10 ? UInt8(ascii: "0") + UInt8(end - 1) : UInt8(ascii: "A") + UInt8(end - 11)) }
    return String(decoding: text, as: UTF8.self)
  }

  /// The sector: `CT10 1`.
  var sector: String { "\(district) \(bits >> UInt64(Self.sectorShift) & 15)" }

  /// The two letters at the end.
  var unit: String {
    let unit = bits >> UInt64(Self.unitShift) & 1023
    return String(
      decoding: [UInt8(ascii: "A") + UInt8(unit / Self.letters), UInt8(ascii: "A") + UInt8(unit % Self.letters)],
      as: UTF8.self)
  }

  /// The whole: `CT10 1AB`.
  var text: String { sector + unit }

  static func < (one: PackedPostcode, other: PackedPostcode) -> Bool { one.bits < other.bits }
}

/// A council's code of the Office for National Statistics, nine characters like `E07000114`, in one number.
struct CouncilCode: Hashable {
  private let bits: UInt64

  /// Reads a code; nil where it is none.
  init?(_ text: ArraySlice<UInt8>) {
    guard text.count == 9, let first = text.first, first >= UInt8(ascii: "A"), first <= UInt8(ascii: "Z") else {
      return nil
    }
    var number = UInt64(first - UInt8(ascii: "A"))
    for byte in text.dropFirst() {
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
      number = number * 10 + UInt64(byte - UInt8(ascii: "0"))
    }
    bits = number
  }

  /// The letter that it begins with, which tells the country.
  var nation: Character { Character(Unicode.Scalar(UInt8(ascii: "A") + UInt8(bits / 100_000_000))) }

  /// As it is written.
  var text: String {
    let number = String(bits % 100_000_000)
    return "\(nation)\(String(repeating: "0", count: 8 - number.count))\(number)"
  }
}
