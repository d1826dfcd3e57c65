package import Triage

/// The rule book as lines for people.
package struct RulePage {
  private let book: ProtocolBook

  /// The pages of a book.
  package init(_ book: ProtocolBook) {
    self.book = book
  }

  /// One line a clause: its id, how it is carried out, and what it does.
  package var list: [String] {
    let cards = book.cards
    let width = cards.map(\.id.count).max() ?? 0
    return cards.map { "\($0.id.padded(to: width))  \($0.standing.rawValue.padded(to: 12))  \($0.summary)" }
  }

  /// Everything that is known of one clause.
  package func lines(of card: RuleCard) -> [String] {
    var lines = ["\(card.id), \(card.document), \(card.clause)", card.summary]
    let bound = card.parties.isEmpty ? "everyone" : card.parties.joined(separator: ", ")
    lines.append("Origin: \(card.origin); binds \(bound). How sure: \(card.confidence).")
    if let unclear = card.unclear { lines.append("Unclear in the source: \(unclear)") }
    switch card.standing {
    case .rule: lines.append("Carried out by a rule.")
    case .deadline: lines.append("Carried out as a time limit: nightdesk deadline \(card.id) --from MOMENT.")
    case .held: lines.append("Carried out by \(card.reason ?? "another part").")
    case .notModelled: lines.append("Deliberately not modelled: \(card.reason ?? "no reason given").")
    case .missing: lines.append("Not carried out by anything: this is a gap.")
    }
    return lines
  }
}
