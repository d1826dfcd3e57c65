import Directory

/// What the name of a mailbox says of its role.
enum MailboxRole {
  /// What a mailbox seems to be for.
  enum Role {
    case freedomOfInformation
    case dataProtection
    case dutyToRefer
    case lettings
  }

  private static let words: [(Role, [String])] = [
    (.freedomOfInformation, ["foi", "foia", "freedomofinformation", "eir"]),
    (
      .dataProtection,
      ["dpo", "dataprotection", "dataprotectionofficer", "gdpr", "sar", "sars", "subjectaccess", "dsar", "privacy"]
    ),
    (.dutyToRefer, ["dutytorefer", "dtr", "dutyrefer", "dutytoreferral"]),
    (.lettings, ["homechoice", "kenthomechoice", "lettings", "choicebasedlettings"]),
  ]

  /// The role that an address' local part names; nil where it names none.
  static func of(_ address: String) -> Role? {
    let local = address.prefix { $0 != "@" }.lowercased()
    let joined = local.filter(\.isLetter)
    let parts = Set(local.split { !$0.isLetter }.map { String($0) } + [joined])
    return words.first { !parts.isDisjoint(with: $0.1) }?.0
  }

  /// Why a mailbox does not fit what it is given for; nil where it does or says nothing.
  static func mismatch(_ address: String, for purpose: Purpose) -> String? {
    guard let role = of(address) else { return nil }
    switch (role, purpose) {
    case (.freedomOfInformation, .subjectAccess):
      return "is a freedom-of-information mailbox, and this is for requests for one's own data"
    case (.freedomOfInformation, _): return "is a freedom-of-information mailbox, and this is for \(purpose.words)"
    case (.dataProtection, .subjectAccess): return nil
    case (.dataProtection, _): return "is a data-protection mailbox, and this is for \(purpose.words)"
    case (.dutyToRefer, .dutyToRefer), (.dutyToRefer, .housing), (.dutyToRefer, .housingOptions): return nil
    case (.dutyToRefer, _): return "is a mailbox for referrals of homeless people, and this is for \(purpose.words)"
    case (.lettings, .allocations), (.lettings, .landlord), (.lettings, .housingOptions): return nil
    case (.lettings, _): return "is a lettings mailbox, and this is for \(purpose.words)"
    }
  }

  /// Whether an address looks like a person's: `firstname.lastname@`, or an initial and a name.
  static func looksLikeAPerson(_ address: String) -> Bool {
    let local = address.prefix { $0 != "@" }.lowercased()
    let parts = local.split(separator: ".", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count) else { return false }
    guard let last = parts.last, last.count >= 3 else { return false }
    return parts.allSatisfy { part in
      let word = String(part.filter { $0 != "-" && $0 != "'" })
      return !word.isEmpty && word.allSatisfy(\.isLetter) && !TeamWords.contain(word)
    }
  }
}
