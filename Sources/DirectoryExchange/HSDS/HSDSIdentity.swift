import Directory

/// Ids that HSDS asks for: UUIDs, made from our own ids, so that the same record has the same one in every export.
enum HSDSIdentity {
  /// A UUID of version 8, whose bits are the maker's own.
  static func uuid(_ kind: String, _ id: String) -> String {
    var first = Fingerprint()
    first.add(kind)
    first.add(id)
    var second = Fingerprint()
    second.add(id)
    second.add(kind)
    second.add("nightdesk")
    var digits = first.digits + second.digits
    digits[12] = UInt8(ascii: "8")
    digits[16] = UInt8(ascii: "a")
    for place in [20, 16, 12, 8] { digits.insert(UInt8(ascii: "-"), at: place) }
    return String(decoding: digits, as: UTF8.self)
  }

  /// The identifier type by which an organisation says which council it is.
  static let type = "nightdesk"
  /// What the link types of attributes begin with that hold what HSDS has no field for, as text or as JSON; a colon and the
  /// field's name follow.
  static let textLink = "nightdesk-text"
  static let jsonLink = "nightdesk-json"
}
