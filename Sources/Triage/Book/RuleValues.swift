import Foundation
import WorkingTime

/// A value that changes on given days. Half-open periods; where none covers a day, there is no value.
struct Dated<Value: Sendable>: Sendable {
  let periods: [(from: Day?, until: Day?, value: Value)]
  /// The value where it is the same on every day, as most are.
  private let always: Value?

  init(periods: [(from: Day?, until: Day?, value: Value)]) {
    self.periods = periods
    let isConstant = periods.count == 1 && periods[0].from == nil && periods[0].until == nil
    always = isConstant ? periods[0].value : nil
  }

  func value(on day: Day) -> Value? {
    if let always { return always }
    for period in periods {
      if let from = period.from, day < from { continue }
      if let until = period.until, until <= day { continue }
      return period.value
    }
    return nil
  }
}

/// The dated values that rules read, taken out of the book once.
struct RuleValues: Sendable {
  let lateDayCutOff: Dated<Int>
  let handOverMinutes: Dated<Int>
  let lutonNoticeDays: Dated<Int>
  let kentNoticeDays: Dated<Int>
  let defaultNoticeDays: Dated<Int>
  let reliefDays: Dated<Int>
  let threatenedDays: Dated<Int>
  let reviewDays: Dated<Int>
  let hostNoticeDays: Dated<Int>
  let bedAndBreakfastNights: Dated<Int>
  let ownTravelLimit: Int
  let publicTravelLimit: Int
  let roadFactor: Double
  let ownSpeed: Double
  let publicSpeed: Double
  let publicWait: Double

  init(book: ProtocolBook) throws(ProtocolBookError) {
    lateDayCutOff = try Self.minutes("late-day-cut-off", in: book)
    handOverMinutes = try Self.whole("hand-over-minutes", in: book)
    lutonNoticeDays = try Self.whole("notice-days", in: book, document: "LUT")
    kentNoticeDays = try Self.whole("notice-days", in: book, document: "KPG")
    defaultNoticeDays = try Self.whole("default-notice-days", in: book)
    reliefDays = try Self.whole("relief-days", in: book)
    threatenedDays = try Self.whole("threatened-within-days", in: book)
    reviewDays = try Self.whole("review-days", in: book)
    hostNoticeDays = try Self.whole("host-notice-days", in: book)
    bedAndBreakfastNights = try Self.whole("bed-and-breakfast-nights", in: book)
    ownTravelLimit = Int(try Self.single("travel-limit-own-minutes", in: book))
    publicTravelLimit = Int(try Self.single("travel-limit-public-minutes", in: book))
    roadFactor = try Self.single("travel-road-factor", in: book)
    ownSpeed = try Self.single("travel-speed-own-kmh", in: book)
    publicSpeed = try Self.single("travel-speed-public-kmh", in: book)
    publicWait = try Self.single("travel-wait-public-minutes", in: book)
  }

  private static func dated(
    _ name: String, in book: ProtocolBook, document: String? = nil
  ) throws(ProtocolBookError) -> Dated<ProtocolFile.Value> {
    let parameters = book.files.filter { document == nil || $0.prefix == document }.flatMap(\.parameters)
    guard let parameter = parameters.first(where: { $0.name == name }), !parameter.values.isEmpty else {
      throw .parameter(name)
    }
    var periods: [(from: Day?, until: Day?, value: ProtocolFile.Value)] = []
    for dated in parameter.values {
      periods.append((try day(dated.from, of: name), try day(dated.until, of: name), dated.value))
    }
    return Dated(periods: periods)
  }

  private static func day(_ text: String?, of name: String) throws(ProtocolBookError) -> Day? {
    guard let text else { return nil }
    do {
      return try TimeText.day(text)
    } catch {
      throw .parameter(name)
    }
  }

  private static func whole(
    _ name: String, in book: ProtocolBook, document: String? = nil
  ) throws(ProtocolBookError) -> Dated<Int> {
    try map(dated(name, in: book, document: document), name) { value in
      guard case .number(let number) = value else { return nil }
      return Int(exactly: number)
    }
  }

  private static func minutes(_ name: String, in book: ProtocolBook) throws(ProtocolBookError) -> Dated<Int> {
    try map(dated(name, in: book), name) { value in
      guard case .text(let text) = value else { return nil }
      return try? TimeText.minuteOfDay(text)
    }
  }

  private static func single(_ name: String, in book: ProtocolBook) throws(ProtocolBookError) -> Double {
    guard case .number(let number)? = try dated(name, in: book).periods.first?.value, number > 0 else {
      throw .parameter(name)
    }
    return number
  }

  private static func map<Value>(
    _ dated: Dated<ProtocolFile.Value>, _ name: String, _ change: (ProtocolFile.Value) -> Value?
  ) throws(ProtocolBookError) -> Dated<Value> {
    var periods: [(from: Day?, until: Day?, value: Value)] = []
    for period in dated.periods {
      guard let value = change(period.value) else { throw .parameter(name) }
      periods.append((period.from, period.until, value))
    }
    return Dated(periods: periods)
  }
}
