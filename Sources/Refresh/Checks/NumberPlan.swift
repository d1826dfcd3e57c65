import Directory

/// The national telephone numbering plan: which numbers of the United Kingdom and the Crown dependencies can exist.
///
/// Source: Ofcom, "The National Telephone Numbering Plan" and its list of area codes, as public knowledge has them in
/// 2026. What the plan designates counts, not what is allocated today: a block opened tomorrow must not be refused.
package enum NumberPlan {
  /// What the plan says of a number.
  package enum Verdict: Sendable, Hashable {
    /// Such a number can exist.
    case possible(Service)
    /// It can, and somebody should look: why.
    case doubtful(Service, String)
    /// It cannot exist: why.
    case impossible(String)
  }

  /// What a number is for.
  package enum Service: String, Sendable, Hashable, CaseIterable {
    /// 01 and 02: tied to an area.
    case geographic
    /// 03: charged as 01 and 02.
    case nationalRate = "national-rate"
    /// 055 and 056.
    case corporate
    /// 070: follows a person, and is dear.
    case personal
    /// 071 to 075 and 077 to 079.
    case mobile
    /// 076.
    case pager
    /// 080.
    case free
    /// 084 and 087.
    case serviceCharge = "service-charge"
    /// 09.
    case premium
    /// A `ShortCode`: 999, 101, 116 123 and their like.
    case short
  }

  /// What the plan says of a number in international form, `+441227781879`, or of a short code as it is dialled; nil for a
  /// number of another country.
  package static func verdict(on number: String) -> Verdict? {
    if !number.hasPrefix("+") {
      return ShortCode.isOne(number)
        ? .possible(.short) : .impossible("it has no +44 before it and is not a short code like 999 or 116123")
    }
    guard number.hasPrefix("+44") else { return nil }
    return verdict(onNational: Array(number.utf8.dropFirst(3)).map { Int($0) - 0x30 })
  }

  private static func verdict(onNational digits: [Int]) -> Verdict {
    guard let first = digits.first, digits.allSatisfy({ (0...9).contains($0) }) else {
      return .impossible("it has no digits after +44")
    }
    if first == 0 { return .impossible("the 0 that begins a number inside the country is left out after +44") }
    let text = digits.map(String.init).joined()
    if ShortCode.isOne(text) { return .impossible("\(text) is a short code and is dialled without +44") }
    switch first {
    case 1: return geographic(text, area: area(of: text))
    case 2: return twoDigitArea(text)
    case 3: return nonGeographic(text, .nationalRate, ranges: ["30", "33", "34", "37"])
    case 5: return nonGeographic(text, .corporate, ranges: ["55", "56"])
    case 7: return seven(text)
    case 8: return eight(text)
    case 9: return nonGeographic(text, .premium, ranges: ["90", "91", "98"])
    default: return .impossible("no number begins with 0\(first)")
    }
  }

  /// Whether Ofcom keeps a number for films and plays: nobody ever answers it.
  package static func isForDrama(_ number: String) -> Bool {
    number.utf8.count == 13 && forDrama.contains { number.hasPrefix("+44" + $0) }
  }

  /// Ofcom, "Telephone numbers for use in TV and radio drama programmes": a thousand numbers of each range.
  private static let forDrama = [
    "1134960", "1144960", "1154960", "1164960", "1174960", "1184960", "1214960", "1314960", "1414960", "1514960",
    "1614960", "1914980", "1632960", "2079460", "2896496", "2920180", "3069990", "7700900", "8081570", "9098790",
  ]

  /// The service of a number of a range, or that nobody answers it.
  private static func possible(_ text: String, _ service: Service) -> Verdict {
    isForDrama("+44" + text) ? .doubtful(service, "it is kept for drama, and nobody answers it") : .possible(service)
  }

  // MARK: - 01 and 02

  /// The third digit after 01, for the hundred codes that begin alike: `"20": "024-9"` is 01200, 01202, 01204 to 01209.
  private static let areas: [String: String] = [
    "20": "024-9", "22": "3-9", "23": "3-79", "24": "1-689", "25": "02-9", "26": "0-47-9", "27": "013-9", "28": "02-9",
    "29": "0-9", "30": "0-9", "32": "02-9", "33": "02-579", "34": "0-46-9", "35": "02-9", "36": "0-46-9",
    "37": "1-35-79", "38": "0-46-9", "39": "2-578", "40": "03-9", "42": "02-57-9", "43": "0-9", "44": "02-69",
    "45": "0-8", "46": "0-79", "47": "0-9", "48": "0-57-9", "49": "0-79", "50": "1-35-9", "52": "024-9",
    "53": "014-689",
    "54": "02-9", "55": "03-9", "56": "0-9", "57": "0-35-9", "58": "0-468", "59": "0-57-9", "60": "034689",
    "62": "0-5689", "63": "013-9", "64": "1-467", "65": "0-69", "66": "13-9", "67": "0-8", "68": "013-9",
    "69": "0-24578", "70": "0246-9", "72": "0-9", "73": "0236-8", "74": "03-9", "75": "0-46-9", "76": "013-9",
    "77": "0-35-9", "78": "024-9", "79": "02-9", "80": "35-9", "82": "1-57-9", "83": "02-578", "84": "0-578",
    "85": "124-9", "86": "2-69", "87": "0-9", "88": "02-9", "89": "02569", "90": "02-589", "92": "02-689",
    "93": "1-57-9", "94": "2-9", "95": "0-579", "96": "2-47-9", "97": "0-24578", "98": "0-9", "99": "2-57",
  ]

  /// Cities with a code of three digits and numbers of seven: 0113 Leeds, 0121 Birmingham, 0191 Tyneside…
  private static let cities: Set<String> = [
    "113", "114", "115", "116", "117", "118", "121", "131", "141", "151", "161", "191",
  ]

  /// Areas some of whose numbers have five digits after the code.
  private static let shortAreas: Set<String> = [
    "1204", "1208", "1254", "1276", "1297", "1298", "1363", "1364", "1384", "1386", "1404", "1420", "1460", "1461",
    "1480", "1488", "1524", "1527", "1562", "1566", "1606", "1629", "1635", "1647", "1659", "1695", "1726", "1744",
    "1750", "1768", "1827", "1837", "1884", "1900", "1905", "1935", "1946", "1949", "1963", "1995", "1697",
  ]

  private static func area(of text: String) -> String? {
    let code = String(text.prefix(3))
    if cities.contains(code) { return code }
    guard text.utf8.count >= 4, let thirds = areas[String(text.dropFirst().prefix(2))],
      contains(thirds, Array(text.utf8)[3])
    else { return nil }
    return String(text.prefix(4))
  }

  private static func geographic(_ text: String, area: String?) -> Verdict {
    guard let area else { return .impossible("no area has the code 0\(text.prefix(4))") }
    switch text.utf8.count {
    case 10:
      return possible(text, .geographic)
    case 9 where shortAreas.contains(area):
      return .doubtful(.geographic, "only a few numbers of 0\(area) are as short as this; a digit may be missing")
    default: return .impossible(length(of: text, area))
    }
  }

  private static let twoDigitAreas: [(code: String, next: String)] = [
    ("20", "0-13-478"), ("23", "0189"), ("24", "0-17"), ("28", "0-46-9"), ("29", "0-2"),
  ]

  private static func twoDigitArea(_ text: String) -> Verdict {
    guard let area = twoDigitAreas.first(where: { text.hasPrefix($0.code) }) else {
      return .impossible("no area has the code 0\(text.prefix(2))")
    }
    guard text.utf8.count == 10 else { return .impossible(length(of: text, area.code)) }
    guard contains(area.next, Array(text.utf8)[2]) else {
      return .impossible("no number of 0\(area.code) goes on with \(text.dropFirst(2).prefix(1))")
    }
    return possible(text, .geographic)
  }

  // MARK: - The others

  private static func nonGeographic(_ text: String, _ service: Service, ranges: [String]) -> Verdict {
    guard ranges.contains(where: text.hasPrefix) else {
      return .impossible("no number begins with 0\(text.prefix(2)); there are 0\(ranges.joined(separator: ", 0"))")
    }
    guard text.utf8.count == 10 else { return .impossible(length(of: text, String(text.prefix(2)))) }
    guard service == .premium, !isForDrama("+44" + text) else { return possible(text, service) }
    return .doubtful(service, "it is a premium-rate number; many telephones bar it")
  }

  private static func seven(_ text: String) -> Verdict {
    guard text.utf8.count == 10 else { return .impossible(length(of: text, String(text.prefix(2)))) }
    switch text.dropFirst().first {
    case "0": return .doubtful(.personal, "it is a personal number that follows somebody about, and dear to ring")
    case "6": return text.hasPrefix("7624") ? .possible(.mobile) : .doubtful(.pager, "it is a pager")
    default:
      return possible(text, .mobile)
    }
  }

  private static func eight(_ text: String) -> Verdict {
    let count = text.utf8.count
    if text == "8001111" || text.hasPrefix("845464") && count == 7 {
      return .possible(text.hasPrefix("800") ? .free : .serviceCharge)
    }
    if text.hasPrefix("800") {
      return count == 10 || count == 9 ? .possible(.free) : .impossible(length(of: text, "800"))
    }
    if text.hasPrefix("808") { return count == 10 ? possible(text, .free) : .impossible(length(of: text, "808")) }
    let ranges = ["842", "843", "844", "845", "870", "871", "872", "873"]
    guard ranges.contains(where: text.hasPrefix) else {
      return .impossible("no number begins with 0\(text.prefix(3)); there are 0800, 0808, 084 and 087 with their rates")
    }
    return count == 10 ? .possible(.serviceCharge) : .impossible(length(of: text, String(text.prefix(3))))
  }

  private static func length(of text: String, _ code: String) -> String {
    "0\(text) has \(text.utf8.count + 1) digits; a number of 0\(code) has 11"
  }

  /// Whether a digit is in a set like `02-57-9`.
  private static func contains(_ set: String, _ digit: UInt8) -> Bool {
    let marks = Array(set.utf8)
    var place = 0
    while place < marks.count {
      if place + 2 < marks.count, marks[place + 1] == UInt8(ascii: "-") {
        if (marks[place]...marks[place + 2]).contains(digit) { return true }
        place += 3
      } else {
        if marks[place] == digit { return true }
        place += 1
      }
    }
    return false
  }
}
