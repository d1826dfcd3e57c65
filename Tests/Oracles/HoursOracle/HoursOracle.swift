import WorkingTime

/// Says of each text of opening hours what they are, minute by minute.
///
/// Arguments: the first day, how many days, and the bank holidays, separated by commas. For each line of standard input:
/// `refused WHY`, or the notation, a tab, and one run a stretch of one state: `c540o990…` for 540 minutes closed, then open.
@main
enum HoursOracle {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 4, let count = Int(arguments[2]) else { return print("FIRST-DAY COUNT HOLIDAY,HOLIDAY…") }
    let first = try TimeText.day(arguments[1])
    let holidays = try arguments[3].split(separator: ",").map { try TimeText.day(String($0)) }
    let calendar = try BankHolidays(
      knownFrom: first.adding(days: -30), knownUntil: first.adding(days: count + 30), holidays: holidays)
    while let line = readLine() {
      do throws(OpeningHoursError) {
        let hours = try OpeningHours(notation: line)
        if let clash = hours.clash { throw clash }
        print("\(hours.notation)\t\(runs(hours, first, count, calendar))")
      } catch {
        print("refused\t\(error.explanation)")
      }
    }
  }

  /// The minutes of a day at which anything can change: midnight, and where a span begins or ends.
  private static func moments(_ notation: String) -> [Int] {
    var found: Set<Int> = [0]
    for part in notation.split(whereSeparator: { !$0.isNumber && $0 != ":" }) {
      let numbers = part.split(separator: ":").compactMap { Int($0) }
      if numbers.count == 2 { found.insert((numbers[0] * 60 + numbers[1]) % 1440) }
    }
    return found.sorted()
  }

  private static func runs(_ hours: OpeningHours, _ first: Day, _ count: Int, _ calendar: BankHolidays) -> String {
    var text = ""
    var state: Character?
    var length = 0
    let changes = moments(hours.notation)
    for day in 0..<count {
      for (place, minute) in changes.enumerated() {
        let wall = WallTime(day: first.adding(days: day), secondOfDay: Int32(minute * 60))
        let isOpen = hours.isOpen(at: wall, calendar: calendar)
        let now: Character = isOpen == nil ? "u" : isOpen == true ? "o" : "c"
        if now != state {
          if let state { text += "\(state)\(length)" }
          (state, length) = (now, 0)
        }
        length += (place + 1 < changes.count ? changes[place + 1] : 1440) - minute
      }
    }
    if let state { text += "\(state)\(length)" }
    return text
  }
}
