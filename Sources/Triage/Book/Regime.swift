import WorkingTime

/// The dated values that hold at some councils: each from their protocol where it sets one, else the one for everyone.
///
/// A class, so that handing it on costs one reference; nothing in it ever changes.
final class Regime: Sendable {
  /// A parameter's values, and the clause that sets them.
  struct Entry<Value: Sendable>: Sendable {
    let parameter: Parameter
    let values: Dated<Value>
    let clause: RuleID
    /// The protocol that sets it; nil where it holds for everyone.
    let owner: ProtocolPrefix?

    /// The value of a day; nil where there is none, or where nobody has said.
    ///
    /// It is read out here, where the compiler knows its type: the rules ask for some ten of them in every case.
    func value(on day: Day) -> Value? { values.place(on: day).flatMap { values.values[$0] } }
  }

  /// A late day of its own: after its cut-off the housing officer places a family on behalf of children's services.
  struct LateDay: Sendable {
    /// Minutes since midnight; that minute itself is not past it.
    let cutOff: Entry<Int>
    /// Minutes from the referral.
    let handOver: Entry<Int>
  }

  /// Nil where no protocol sets one.
  let lateDay: LateDay?
  /// Nil where no protocol names a usual notice: the law has no number of days.
  let noticeDays: Entry<Int>?
  /// The weekdays on which no accommodation ends; nil where no protocol names any.
  let noEndOn: Entry<Set<Weekday>>?
  let shortPlacementWeeks: Entry<Int>?
  let disputeDays: Entry<Int>?
  let workingHours: Entry<Range<Int>>
  let ownTravelLimit: Entry<Int>
  let publicTravelLimit: Entry<Int>
  let travelFrom: Entry<Int>
  let travelUntil: Entry<Int>
  let roadFactor: Entry<Double>
  let ownSpeed: Entry<Double>
  let publicSpeed: Entry<Double>
  let publicWait: Entry<Double>
  let threatenedDays: Entry<Int>
  let threateningNotice: Entry<String>
  let reliefDays: Entry<Int>
  let reviewDays: Entry<Int>
  let reviewWeeks: Entry<Int>
  let hostNoticeDays: Entry<Int>
  let notifyConsentDays: Entry<Int>
  let bedAndBreakfastNights: Entry<Int>
  let neverIntentionalUnderAge: Entry<Int>
  let concessionMonths: Entry<Int>

  /// The values at councils that some protocols bind.
  ///
  /// - Parameters:
  ///   - book: the clauses and dated values.
  ///   - prefixes: the protocols that bind them.
  /// - Throws: `ProtocolBookError.parameterTwice` where two of them set one parameter, `parameter` where a value is
  ///   missing or not of its sort.
  init(_ book: ProtocolBook, bound prefixes: [ProtocolPrefix]) throws(ProtocolBookError) {
    let source = Source(book: book, prefixes: prefixes)
    noticeDays = try source.may(.noticeDays, \.whole)
    noEndOn = try source.may(.noEndOnWeekdays) { if case .weekdays(let days) = $0 { days } else { nil } }
    shortPlacementWeeks = try source.may(.shortPlacementWeeks, \.whole)
    disputeDays = try source.may(.disputeWorkingDays, \.whole)
    workingHours = try source.must(.workingHours) { if case .times(let times) = $0 { times } else { nil } }
    ownTravelLimit = try source.must(.ownTravelLimit, \.whole)
    publicTravelLimit = try source.must(.publicTravelLimit, \.whole)
    travelFrom = try source.must(.travelFrom, \.whole)
    travelUntil = try source.must(.travelUntil, \.whole)
    roadFactor = try source.must(.roadFactor, \.number)
    ownSpeed = try source.must(.ownSpeed, \.number)
    publicSpeed = try source.must(.publicSpeed, \.number)
    publicWait = try source.must(.publicWait, \.number)
    threatenedDays = try source.must(.threatenedDays, \.whole)
    threateningNotice = try source.must(.threateningNotice) { if case .text(let text) = $0 { text } else { nil } }
    reliefDays = try source.must(.reliefDays, \.whole)
    reviewDays = try source.must(.reviewDays, \.whole)
    reviewWeeks = try source.must(.reviewWeeks, \.whole)
    hostNoticeDays = try source.must(.hostNoticeDays, \.whole)
    notifyConsentDays = try source.must(.notifyConsentDays, \.whole)
    bedAndBreakfastNights = try source.must(.bedAndBreakfastNights, \.whole)
    neverIntentionalUnderAge = try source.must(.neverIntentionalUnderAge, \.whole)
    concessionMonths = try source.must(.concessionMonths, \.whole)
    let cutOff = try source.may(.lateDayCutOff, \.whole)
    let handOver = try source.may(.handOverMinutes, \.whole)
    switch (cutOff, handOver) {
    case (let cutOff?, let handOver?): lateDay = LateDay(cutOff: cutOff, handOver: handOver)
    case (nil, nil): lateDay = nil
    case (_?, nil): throw .parameter(Parameter.handOverMinutes.rawValue)
    case (nil, _?): throw .parameter(Parameter.lateDayCutOff.rawValue)
    }
  }

  /// Where the values come from.
  private struct Source {
    let book: ProtocolBook
    let prefixes: [ProtocolPrefix]

    func may<Value: Sendable>(
      _ parameter: Parameter, _ read: (ParameterValue) -> Value?
    ) throws(ProtocolBookError) -> Entry<Value>? {
      let own = prefixes.compactMap { prefix in book.setting(parameter, of: prefix).map { (prefix, $0) } }
      guard own.count < 2 else { throw .parameterTwice(parameter.rawValue) }
      let owner = own.first?.0
      guard let setting = own.first?.1 ?? book.lawWide(parameter) else { return nil }
      let values = try setting.values.map { value throws(ProtocolBookError) in
        guard let value = read(value) else { throw .parameter(parameter.rawValue) }
        return value
      }
      return Entry(parameter: parameter, values: values, clause: RuleID(setting.clause), owner: owner)
    }

    func must<Value: Sendable>(
      _ parameter: Parameter, _ read: (ParameterValue) -> Value?
    ) throws(ProtocolBookError) -> Entry<Value> {
      guard let entry = try may(parameter, read) else { throw .parameter(parameter.rawValue) }
      return entry
    }
  }
}
