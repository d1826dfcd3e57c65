import Directory
import Triage
import WorkingTime

/// What stands where on a page: what is done tonight before what is done later, and what somebody acts on before what only
/// explains it.
struct PageOrder {
  /// What is to be done now, and what is to be done from tomorrow on.
  let parts: (now: [Determination.Action], later: [Determination.Action])

  /// - Parameters:
  ///   - determination: What was decided.
  ///   - today: The day of the case.
  init(_ determination: Determination, today: Day) {
    let isOffice = determination.outcome.period == .officeHours
    func isLater(_ action: Determination.Action) -> Bool {
      // Which nights in bed and breakfast are lawful bears on where they are placed tonight.
      if action.code == ActionCode.limitBedAndBreakfast.name { return false }
      if case .day(let due)? = action.due {
        if due > today { return true }
        // A limit in calendar days that ends today ends tonight, whether or not an office is open.
        if isOffice || (due == today && action.reading == .calendarDays) { return false }
      }
      return Self.forTheOffice.contains(action.code)
    }
    parts = (determination.actions.filter { !isLater($0) }, determination.actions.filter(isLater))
  }

  /// What is done in office hours, also where its limit is today.
  private static let forTheOffice: Set<String> = Set(
    [
      ActionCode.nextDayAppointment, .takeApplication, .decisionLetter, .jointAssessment, .proposeEndDate,
      .considerReferral, .requestReview, .reviewSuitability, .professionalsMeeting, .notifyHostAuthority,
      .askNotifyConsent,
    ].map(\.name))

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
