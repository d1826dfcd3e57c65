/// Whether e-mail and web addresses are written as such.
enum AddressChecks {
  /// What is wrong with an e-mail address; nil where nothing is.
  static func fault(inEmail text: String) -> String? {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, let local = parts.first, let domain = parts.last else {
      return "'\(text)' is not an address like housing@council.gov.uk"
    }
    guard !local.isEmpty, local.utf8.count <= 64, !local.hasPrefix("."), !local.hasSuffix("."), !local.contains("..")
    else {
      return "'\(local)' before the @ is not the name of a mailbox"
    }
    let allowed = Set("!#$%&'*+-/=?^_`{|}~.".utf8)
    guard local.utf8.allSatisfy({ isLetterOrDigit($0) || allowed.contains($0) }) else {
      return "'\(local)' before the @ has a character that no mailbox has"
    }
    return fault(inDomain: String(domain)).map { "'\(domain)' after the @ \($0)" }
  }

  /// What is wrong with a web address; nil where nothing is.
  static func fault(inWeb text: String) -> String? {
    guard let scheme = ["https://", "http://"].first(where: { text.lowercased().hasPrefix($0) }) else {
      return "'\(text)' is not a link that begins with https:// or http://"
    }
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }), !text.contains("\"") && !text.contains("<") else {
      return "'\(text)' has a character that must be written as % and two digits in a link"
    }
    let rest = text.dropFirst(scheme.count)
    let host = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    if host.contains("@") { return "'\(host)' hides the site behind an @" }
    let name = host.split(separator: ":", omittingEmptySubsequences: false)
    if name.count > 2 || (name.count == 2 && !(name.last ?? "").allSatisfy(\.isNumber)) {
      return "'\(host)' is not the name of a site"
    }
    return fault(inDomain: String(name.first ?? "")).map { "'\(host)' \($0)" }
  }

  /// The domain of an e-mail or web address in small letters; nil where it has none.
  static func domain(of text: String) -> String? {
    if let place = text.lastIndex(of: "@"), !text.contains("//") {
      return text[text.index(after: place)...].lowercased()
    }
    guard let start = text.firstRange(of: "://") else { return nil }
    let host = text[start.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" && $0 != ":" }.lowercased()
    return host.isEmpty ? nil : host
  }

  /// Whether a domain is one of some, or lies below one.
  static func isWithin(_ domain: String, _ owned: [String]) -> Bool {
    owned.contains { own in
      let own = own.lowercased()
      return domain == own || domain.hasSuffix("." + own)
    }
  }

  private static func fault(inDomain domain: String) -> String? {
    let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count >= 2, domain.utf8.count <= 253 else { return "is not a domain like council.gov.uk" }
    for label in labels {
      guard !label.isEmpty, label.utf8.count <= 63, !label.hasPrefix("-"), !label.hasSuffix("-"),
        label.utf8.allSatisfy({ isLetterOrDigit($0) || $0 == UInt8(ascii: "-") })
      else { return "is not a domain like council.gov.uk" }
    }
    guard let last = labels.last, last.utf8.count >= 2, !last.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return "is not a domain like council.gov.uk"
    }
    return nil
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
  }
}
