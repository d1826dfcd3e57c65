import Directory
import WorkingTime

/// FEASIBLE: whether they can travel to the authority that owes the duty tonight (LUT-25 leaves the weighing to the
/// officer; the limits are our own dated parameters, OWN-travel).
struct Journey {
  /// Yes, no, or not known.
  let feasible: Condition
  /// Whether its length is estimated from the map.
  let isEstimated: Bool
  /// Whether the true length could settle it otherwise than the estimate: not where the hour alone rules a journey out.
  let turnsOnEstimate: Bool

  /// The limit in minutes that its length is over; nil where that is not what stands in the way.
  private(set) var exceeded: Int?

  init(_ s: Situation) {
    let regime = s.regime
    let minute = s.hour.now.minuteOfDay
    let told = s.facts.travelMinutes
    let transport = s.facts.transport
    let length = told ?? transport.flatMap { s.engine.travelMinutes(s, by: $0) }
    isEstimated = told == nil && length != nil
    if let from = s.value(regime.travelFrom), let until = s.value(regime.travelUntil) {
      let end = minute + (length ?? 0)
      if minute < from || minute >= until || end >= until {
        let isByHour = minute < from || minute >= until
        turnsOnEstimate = isEstimated && !isByHour
        feasible = .fixed(
          false,
          because: isByHour ? FactSet(.presentedAt) : FactSet(.presentedAt, told == nil ? .transport : .travelMinutes))
        return
      }
    }
    turnsOnEstimate = isEstimated
    guard let transport else {
      feasible = Condition(.needs, needs: FactSet(.transport))
      return
    }
    if transport == .none {
      feasible = .fixed(false, because: FactSet(.transport))
      return
    }
    guard let length else {
      feasible = Condition(.needs, because: FactSet(.transport), needs: FactSet(.travelMinutes))
      return
    }
    let because = FactSet(.transport, .travelMinutes)
    guard let limit = s.value(transport == .public ? regime.publicTravelLimit : regime.ownTravelLimit) else {
      feasible = Condition(.needs, because: because)
      return
    }
    feasible = .fixed(length <= limit, because: because)
    if length > limit { exceeded = limit }
  }
}
