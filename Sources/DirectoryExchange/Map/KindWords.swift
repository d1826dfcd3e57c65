package import Directory

/// What lists call the sorts of ways to reach somebody: `Mobile`, `Fax`.
package enum KindWords {
  /// What a word means.
  package enum Meaning: Sendable, Equatable {
    case kind(ContactKind)
    /// A line on which no voice answers.
    case noVoice
  }

  /// The meaning of a word, in any case; nil where it is none of a kind.
  package static func meaning(of text: String) -> Meaning? {
    let word = text.lowercased()
    if let kind = ContactKind(rawValue: word) ?? kinds[word] { return .kind(kind) }
    return Remark.isVoiceless(text) ? .noVoice : nil
  }

  private static let kinds: [String: ContactKind] = [
    "mobile": .phone, "mob": .phone, "landline": .phone, "telephone": .phone, "tel": .phone, "voice": .phone,
    "cell": .phone, "freephone": .phone, "helpline": .phone, "hotline": .phone, "e-mail": .email, "mailbox": .email,
    "website": .web, "web page": .web, "webpage": .web, "url": .web, "link": .web, "postal": .address,
  ]
}
