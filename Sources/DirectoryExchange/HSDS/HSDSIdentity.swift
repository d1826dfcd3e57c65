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
    var digits = Array(first.text + second.text)
    digits[12] = "8"
    digits[16] = "a"
    let parts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }
    return parts.joined(separator: "-")
  }

  /// The identifier type by which an organisation says which council it is.
  static let type = "nightdesk"
  /// The link types of attributes that hold what HSDS has no field for: as text, or as JSON.
  static let textLink = "nightdesk-text"
  static let jsonLink = "nightdesk-json"
}
