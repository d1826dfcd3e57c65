/// Web addresses as they are stored.
enum WebText {
  /// What is wrong with a stored address; nil where it begins as a link and has no spaces.
  static func fault(in value: String) -> String? {
    guard value.hasPrefix("https://") || value.hasPrefix("http://"), !value.contains(where: \.isWhitespace) else {
      return "'\(value)' is not a link that begins with https:// or http://"
    }
    return nil
  }
}
