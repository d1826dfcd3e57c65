import TestSupport
import Testing
import WorkingTime

/// Hours that lists give by an office's: `Outside office hours`.
struct OutsideOfficeTests {
  @Test(arguments: [
    "Outside office hours", "outside of office hours", "Out of hours", "OOH only", "After hours", "After office hours",
    "When the office is closed", "when offices are shut", "All other times", "Nights & weekends",
    "Evenings, nights, weekends and bank holidays", "outside-office-hours", "Outside normal working hours",
  ])
  func `what people print for the time in which an office is shut is known`(text: String) {
    #expect(OutsideOffice(text) == .wheneverShut)
  }

  @Test(arguments: ["Evenings and weekends", "Weekends", "evening", "Nights", "Evenings & bank holidays"])
  func `what does not say until when is known as that`(text: String) {
    #expect(OutsideOffice(text) == .evenings)
  }

  @Test(arguments: [
    "", "9-5", "24/7", "Monday to Friday", "Mo-Fr 09:00-17:00", "At all times", "Office hours", "By appointment",
    "Outside", "Bank holidays only", "Outside office hours 5pm to 9am",
  ])
  func `what says something else is not taken for it`(text: String) {
    #expect(OutsideOffice(text) == nil)
  }

  @Test(arguments: [
    ("Mo-Fr 09:00-17:00; PH off", "Mo-Fr 00:00-09:00,17:00-24:00; Sa-Su 00:00-24:00; PH 00:00-24:00"),
    ("Mo-Fr 09:00-17:00", "Mo-Fr 00:00-09:00,17:00-24:00; Sa-Su 00:00-24:00; PH unknown"),
    ("Mo-Fr 09:00-17:00; PH unknown", "Mo-Fr 00:00-09:00,17:00-24:00; Sa-Su 00:00-24:00; PH unknown"),
    (
      "Mo-Th 08:45-17:15; Fr 08:45-16:45; PH 10:00-12:00",
      "Mo-Th 00:00-08:45,17:15-24:00; Fr 00:00-08:45,16:45-24:00; Sa-Su 00:00-24:00; PH 00:00-10:00,12:00-24:00"
    ),
    (
      "Mo-Fr 09:00-12:00,13:00-17:00; We unknown; PH off",
      "Mo-Tu 00:00-09:00,17:00-24:00; We unknown; Th-Fr 00:00-09:00,17:00-24:00; Sa-Su 00:00-24:00; PH 00:00-24:00"
    ),
  ])
  func `the rest of an office's hours is written day by day`(office: String, rest: String) throws {
    let found = try #require(try OpeningHours(notation: office).rest)
    #expect(found.notation == rest)
    #expect(found.clash == nil && found.doubts.isEmpty, "others read it alike")
  }

  // What runs past midnight or has dates of its own would be written wrongly, and of hours that never end nothing is left.
  @Test(arguments: [
    "24/7", "off", "unknown", "Mo-Fr 17:00-09:00", "Mo-Fr 09:00-17:00; Dec 24 off", "Mo[1] 09:00-12:00",
  ])
  func `where there is no rest, or none that is sure, there is none`(office: String) throws {
    #expect(try OpeningHours(notation: office).rest == nil)
  }

  @Test func `at every quarter of an hour of a year either the office is open or the rest is`() throws {
    let calendar = try Fixture.calendar
    let first = try TimeText.day("2026-11-25")
    var random = SplitMix64(seed: 15)
    for _ in 0..<40 {
      let opens = Int.random(in: 7...10, using: &random), closes = Int.random(in: 12...20, using: &random)
      func two(_ hour: Int) -> String { hour < 10 ? "0\(hour)" : "\(hour)" }
      let days = ["Mo-Fr", "Mo-Th", "Mo-Sa", "Tu,Th", "Fr-Mo", "Mo-Su"].randomElement(using: &random) ?? "Mo-Fr"
      let holidays = ["; PH off", "; PH 10:00-12:00", "; PH unknown", ""].randomElement(using: &random) ?? ""
      let office = try OpeningHours(notation: "\(days) \(two(opens)):00-\(two(closes)):30\(holidays)")
      let rest = try #require(office.rest)
      for day in 0..<380 {
        let date = first.adding(days: day)
        let isSilent = holidays.isEmpty && calendar.isBankHoliday(date)
        for quarter in 0..<96 {
          let wall = WallTime(day: date, secondOfDay: Int32(quarter * 900))
          let isOpen = office.isOpen(at: wall, calendar: calendar)
          let expected = isSilent ? nil : isOpen.map { !$0 }
          if rest.isOpen(at: wall, calendar: calendar) != expected {
            Issue.record("\(office.notation) and \(rest.notation) at \(Fixture.text(wall))")
            return
          }
        }
      }
    }
  }

  @Test func `such words are refused as hours with the way to write them`() throws {
    let error = #expect(throws: OpeningHoursError.self) { try OpeningHours(notation: "Outside office hours") }
    #expect(error?.explanation.contains("write it, as 'Mo-Fr 00:00-09:00,17:00-24:00") == true)
  }
}
