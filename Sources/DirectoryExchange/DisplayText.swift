/// Whether what a contact shows is what it stands for: people read the display, programs judge and dial the value.
enum DisplayText {
  /// What is wrong with a display beside its value; nil where both are the same address. A web address may be shown by a
  /// name, as long as no other address stands in it.
  static func fault(in display: String, beside value: String, kind: Kind) -> String? {
    switch kind {
    case .email:
      let shown = tokens(display).filter { $0.contains("@") }
      guard !shown.isEmpty else { return "'\(display)' does not show the address in value, \(value)" }
      return shown.first { !isSame($0, value) }.map { "'\($0)' is not the address in value, \(value)" }
    case .web:
      let held = bare(value)
      for token in tokens(display) {
        if token.contains("@") { return "'\(token)' is not the link in value, \(value)" }
        guard looksLikeLink(token) else { continue }
        let shown = bare(token)
        guard shown == held || held.hasPrefix(shown + "/") || held.hasPrefix(shown + "?") else {
          return "'\(token)' is not the link in value, \(value)"
        }
      }
      return nil
    case .extension:
      let shown = display.filter(\.isNumber)
      return shown == value.filter(\.isNumber) ? nil : "'\(display)' is not the extension in value, \(value)"
    case .address:
      return words(display) == words(value) ? nil : "'\(display)' is not the address in value, \(value)"
    }
  }

  /// What sort of value stands beside a display; telephone numbers have a check of their own.
  enum Kind {
    case email
    case web
    case `extension`
    case address
  }

  private static func isSame(_ shown: String, _ value: String) -> Bool {
    shown.lowercased() == value.lowercased() || shown.lowercased() == "mailto:" + value.lowercased()
  }

  private static func tokens(_ text: String) -> [String] {
    text.split { $0.isWhitespace || "<>,;()[]\"'".contains($0) }.map { token in
      var token = token
      while let last = token.last, ".:".contains(last) { token.removeLast() }
      return String(token)
    }
  }

  /// A scheme, or a name with a dot between letters: `www.gov.uk`, `dover.gov.uk/housing`.
  private static func looksLikeLink(_ token: String) -> Bool {
    if token.contains("://") { return true }
    let host = token.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    return labels.count >= 2 && labels.allSatisfy { !$0.isEmpty } && (labels.last?.count ?? 0) >= 2
      && labels.last?.allSatisfy { $0.isLetter } ?? false
  }

  /// A link without its scheme, `www.` and a last slash; the site in small letters.
  private static func bare(_ link: String) -> String {
    var rest = link[...]
    if let scheme = link.firstRange(of: "://") { rest = link[scheme.upperBound...] }
    if rest.lowercased().hasPrefix("www.") { rest = rest.dropFirst(4) }
    let host = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    var text = host.lowercased() + rest.dropFirst(host.count)
    if text.hasSuffix("/") { text.removeLast() }
    return text
  }

  private static func words(_ text: String) -> [String] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }
}
