import Directory
import Triage
import WorkingTime

/// What stands where on a page: what is done tonight before what is done later, and what somebody acts on before what only
/// explains it.
struct PageOrder {
  /// What is to be done now, and what is to be done from tomorrow on.
  let parts: (now: [Determination.Action], later: [Determination.Action])

  /// - Parameter determination: What was decided.
  init(_ determination: Determination) {
    parts = (determination.actions.filter { !$0.isLater }, determination.actions.filter(\.isLater))
  }

  /// What is said in a sentence where there is little room: what goes with the placement, and is not the placement.
  static func isMinor(_ action: Determination.Action) -> Bool { minor.contains(action.code) }

  private static let minor: Set<String> = Set(
    [
      ActionCode.protectBelongings, .recordCost, .tellChildrensServices, .tellPersonalAdviser, .obtainConsent,
      .escalate,
      .writtenConfirmation, .notifyBeforePlacement,
    ].map(\.name))

  /// Whether somebody acts on a warning tonight. Where a number comes from, which protocol is past its review and which the
  /// law outranks is nothing to act on.
  static func isForTonight(_ notice: Notice) -> Bool { acting.contains(notice.code) }

  private static let acting: Set<String> = Set(
    [
      WarningCode.boundary, .repeatedHour, .oddFacts, .holidayAhead, .unknownCouncil, .beyondCalendar, .unknownValue,
      .estimatedTravel, .councilSucceeded,
    ].map(\.name))
}
