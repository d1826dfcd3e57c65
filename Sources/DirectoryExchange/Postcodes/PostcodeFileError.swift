/// Why a file of postcodes cannot be used.
package struct PostcodeFileError: Error, Hashable, Sendable {
  /// What is wrong, as a fixed word.
  package enum Code: String, Sendable {
    /// It is a file of another kind: packed, a workbook, a page, in another encoding.
    case otherKind = "other-kind"
    /// A column that is needed is not there, or a row has too many or too few.
    case columns
    /// A line is longer than any of a table of postcodes.
    case longLine = "long-line"
    /// The file ends in the middle.
    case cutOff = "cut-off"
    /// A row holds what its column cannot.
    case value
    /// A postcode stands twice, with different things said of it.
    case twice
    /// A council's code is not known here.
    case unknownCouncil = "unknown-council"
    /// Areas are missing, or have far fewer postcodes than they had.
    case incomplete
  }

  /// What is wrong.
  package let code: Code
  /// What is wrong and what would be right, in a sentence or two; rows are counted from 1, the headings among them.
  package let context: String

  init(_ code: Code, _ context: String) {
    self.code = code
    self.context = context
  }
}
