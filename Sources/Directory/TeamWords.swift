/// Words that stand in the names of teams, their mailboxes and their buildings: what is made of them alone is nobody's name.
///
/// Names of people cannot be told by any list. Those of teams can: whoever must be sure that nobody is named keeps to these.
package enum TeamWords {
  /// Words of mailboxes and of teams, in small letters.
  private static let all: Set<String> = [
    "abuse", "access", "accommodation", "admin", "adult", "adults", "advice", "agency", "allocations", "anti", "around",
    "assessment", "benefit", "benefits", "business", "care", "centre", "child", "childline", "children", "childrens",
    "choice", "civic", "community", "complaints", "connections", "contact", "corporate", "council", "crisis",
    "customer",
    "customers", "customerservices", "data", "day", "desk", "district", "domestic", "door", "dtr", "duty", "early",
    "eds", "edt", "emergency", "enquiries", "enquiry", "exploitation", "families", "family", "feedback", "first", "foi",
    "freedom", "front", "gdpr", "general", "governance", "health", "help", "helpdesk", "helpline", "hidden", "home",
    "homeless", "homelessness", "homes", "hours", "housing", "hub", "info", "information", "intake", "integrated",
    "intervention", "landlord", "leavers", "leaving", "legal", "lettings", "line", "local", "mail", "main", "mash",
    "members", "mens", "modern", "multi", "national", "needs", "nhs", "night", "office", "officer", "offices", "online",
    "ooh", "options", "out", "outofhours", "outreach", "partnership", "placements", "point", "police", "prevention",
    "private", "property", "protection", "public", "reception", "records", "refer", "referral", "referrals", "register",
    "relations", "relief", "repairs", "request", "requests", "resettlement", "resilience", "response", "review",
    "reviews", "rough", "safeguarding", "sar", "sector", "service", "services", "single", "slavery", "sleepers",
    "sleeping", "social", "solutions", "spa", "specialist", "street", "streetlink", "subject", "support", "switchboard",
    "taf", "tafso", "team", "teams", "temp", "temporary", "tenancy", "triage", "violence", "web", "website", "welfare",
    "womens", "work", "young", "youth",
  ]

  /// Words that join others, and say nothing by themselves.
  private static let joining: Set<String> = ["a", "and", "at", "for", "in", "of", "on", "the", "to"]

  /// Helplines whose names no rule tells from a person's.
  private static let helplines: Set<String> = ["galop", "karma nirvana", "nspcc", "runaway", "samaritans", "shelter"]

  /// Whether a word, in small letters, stands in the names of teams or joins such words.
  package static func contain(_ word: String) -> Bool { all.contains(word) || joining.contains(word) }

  /// Whether a text is made of the words of teams and of some names alone, and says something of a team.
  ///
  /// - Parameters:
  ///   - text: What may be a team's name.
  ///   - names: Words of councils' names, in small letters.
  /// - Returns: Whether no word of it is any other.
  package static func areAll(_ text: String, or names: Set<String>) -> Bool {
    let words = Self.words(of: text)
    if helplines.contains(words.joined(separator: " ")) { return true }
    return words.contains { all.contains($0) || helplines.contains($0) }
      && words.allSatisfy {
        contain($0) || helplines.contains($0) || names.contains($0)
      }
  }

  /// Whether the name of a mailbox is made of such words, run together or not: `housingoptions`, `housing.options2`.
  package static func make(mailbox: String, or names: Set<String>) -> Bool {
    func isMade(_ letters: Substring) -> Bool {
      let text = Array(letters)
      // Which places words can end at: each begins where another ended.
      var ends: Set<Int> = [0]
      for start in text.indices where ends.contains(start) {
        for end in start + 1...text.count {
          let word = String(text[start..<end])
          if contain(word) && word.count > 1 || names.contains(word) { ends.insert(end) }
        }
      }
      return ends.contains(text.count)
    }
    let parts = mailbox.lowercased().split { !$0.isLetter }
    return !parts.isEmpty && parts.allSatisfy(isMade)
  }

  /// The words of a text in small letters: `Men's Advice` has two.
  package static func words(of text: String) -> [String] {
    text.lowercased().filter { $0 != "'" && $0 != "’" }.split { !$0.isLetter }.map(String.init)
  }
}
