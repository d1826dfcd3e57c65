package import Casebook
package import Desk
package import Directory
package import Triage

/// What every session answers from: one directory with its rules, and who holds a token. Immutable, so that swapping it
/// is swapping one reference, and no reply is of two directories.
package final class DeskWorld: Sendable {
  /// Rules, calendar and directory.
  package let engine: TriageEngine
  /// Who holds the token of a mark.
  package let holders: [String: TokenHolder]
  /// After how many days contacts are due to be checked; nil where nobody set that.
  package let checking: CheckIntervals?
  /// Which councils serve a postcode; nil where that is not known here.
  package let postcodes: PostcodeBook?
  /// A site's words for papers; nil where it has none, or keeps no cases.
  package let papers: PaperBook?
  /// What desks reported of numbers that nobody has checked since.
  package let reports: CallReports

  /// An engine, the holders of tokens by their marks, after how many days contacts are due to be checked, postcodes, words
  /// for papers, and what desks reported.
  package init(
    engine: TriageEngine, holders: [String: TokenHolder] = [:], checking: CheckIntervals? = nil,
    postcodes: PostcodeBook? = nil, papers: PaperBook? = nil, reports: CallReports = CallReports()
  ) {
    self.engine = engine
    self.holders = holders
    self.checking = checking
    self.postcodes = postcodes
    self.papers = papers
    self.reports = reports
  }
}
