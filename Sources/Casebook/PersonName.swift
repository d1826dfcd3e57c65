/// The names under which people sign, as others read them.
package enum PersonName {
  /// Whether two names are one person's: case, marks, and spaces around and between, make no other.
  package static func areSame(_ one: String, _ other: String) -> Bool { plain(one) == plain(other) }

  private static func plain(_ name: String) -> String {
    let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }
    return words.isEmpty ? name : words.joined(separator: " ")
  }
}
