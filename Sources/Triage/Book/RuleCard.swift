/// A clause as the rule book shows it: what it does, whose it is, how sure we are, and what does it in the program.
package struct RuleCard: Sendable, Hashable {
  /// How a clause is carried out.
  package enum Standing: String, Sendable, Hashable, CaseIterable {
    /// A rule acts on it.
    case rule
    /// Its time limit can be asked for.
    case deadline
    /// Something else in the program does what it says.
    case held
    /// Deliberately left to people, with the reason.
    case notModelled = "not-modelled"
    /// Nothing: a gap.
    case missing
  }

  /// The id.
  package let id: String
  /// Where it stands.
  package let clause: String
  /// The document's title.
  package let document: String
  /// The councils that it binds; empty for everyone.
  package let parties: [String]
  /// Whether it is law, a protocol's row, or our own.
  package let origin: String
  /// What it does, in our words.
  package let summary: String
  /// What is unclear or wrong in its source.
  package let unclear: String?
  /// How sure we are of it.
  package let confidence: String
  /// How it is carried out.
  package let standing: Standing
  /// What else holds it, or why it is not modelled.
  package let reason: String?
}

extension ProtocolBook {
  /// The ids that a rule of the shipped book carries.
  private static let acting = Set(RuleBook.rules.map(\.id.name))

  /// The card of a clause; nil where there is none.
  package func card(_ id: String) -> RuleCard? {
    clause(id).map { card(of: $0.clause, in: $0.file) }
  }

  /// Every card, in the order of the documents.
  package var cards: [RuleCard] {
    files.flatMap { file in file.clauses.map { card(of: $0, in: file) } }
  }

  private func card(of clause: ProtocolFile.Clause, in file: ProtocolFile) -> RuleCard {
    let standing: RuleCard.Standing
    if ProtocolBook.acting.contains(clause.id) {
      standing = .rule
    } else if !clause.limits.isEmpty {
      standing = .deadline
    } else if clause.heldBy != nil {
      standing = .held
    } else {
      standing = clause.notModelled == nil ? .missing : .notModelled
    }
    let confidence: String
    switch clause.confidence {
    case "V"?: confidence = "read in a stored copy of the primary text"
    case "S"?: confidence = "from secondary sources only; confirm before relying on it"
    case "K"?: confidence = "not confirmed against any text; confirm before relying on it"
    default: confidence = file.prefix == nil ? "not graded" : "as the document prints it"
    }
    let isOurs = file.id == "safety"
    return RuleCard(
      id: clause.id, clause: clause.clause, document: file.title, parties: file.parties,
      origin: isOurs ? "our own" : file.prefix == nil ? "law" : "protocol", summary: clause.summary,
      unclear: clause.unclear,
      confidence: isOurs ? "our own" : confidence, standing: standing, reason: clause.heldBy ?? clause.notModelled)
  }
}
