import Triage

/// An answer to a question as it is worded, turned into what is set.
package enum WordedAnswer {
  /// What to set for an answer: a bare yes or no answers the question, which may be put the other way round than its fact.
  ///
  /// - Parameters:
  ///   - answer: what a person typed.
  ///   - fact: the name of the fact that is asked for.
  /// - Returns: the value for `set`; the answer itself where the two are the same.
  package static func value(of answer: String, to fact: String) -> String {
    Fact(name: fact)?.value(answering: answer) ?? answer
  }

  /// What to set where nobody knows; nil where the fact stays unknown. Who cannot say that they have somewhere safe has
  /// nowhere.
  package static func valueOfUnknown(for fact: String) -> String? {
    Fact(name: fact) == .nowhereTonight ? "yes" : nil
  }

  /// Whether an answer says that nobody knows.
  package static func isUnknown(_ answer: String) -> Bool { FactsReader.isUnsure(answer) }

  /// Whether a word is the name of a fact.
  package static func isFact(_ word: String) -> Bool { Fact(name: word) != nil }
}
