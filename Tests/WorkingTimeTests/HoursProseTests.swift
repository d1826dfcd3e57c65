import TestSupport
import Testing
import WorkingTime

/// What is proposed for hours as people print them: the night that somebody pastes in must have no hole that the text has not.
struct HoursProseTests {
  private static let allNights = "Mo-Fr 00:00-09:00,17:00-24:00; Sa-Su 00:00-24:00"

  @Test(arguments: [
    ("5pm–9am and all weekend", allNights), ("5pm-9am and weekends", allNights),
    ("5pm-9am weekdays and 24 hours at weekends", allNights), ("Mon-Fri 5pm-9am, Sat & Sun all day", allNights),
    ("Weekdays 5pm-9am; weekends and bank holidays 24 hours", "\(allNights); PH 00:00-24:00"),
    ("5pm-9am and all weekend and bank holidays", "\(allNights); PH 00:00-24:00"),
    ("Mon-Fri 17:00-08:45, Sat-Sun all day", "Mo-Fr 00:00-08:45,17:00-24:00; Sa-Su 00:00-24:00"),
    ("Mon-Thu 5pm-9am; Fri-Sun 24 hours", "Mo-Th 00:00-09:00,17:00-24:00; Fr-Su 00:00-24:00"),
    ("5pm-9am", "Mo-Su 17:00-09:00"), ("5pm-9am daily", "Mo-Su 17:00-09:00"), ("Mon-Fri 9am-5pm", "Mo-Fr 09:00-17:00"),
    ("Mon-Fri 9-12 and 2-5", "Mo-Fr 09:00-12:00,14:00-17:00"), ("9am-5pm, Mon-Fri", "Mo-Fr 09:00-17:00"),
  ])
  func `nights and whole days are proposed together, with the morning that follows a whole day`(
    text: String, notation: String
  ) throws {
    let proposal = try #require(OpeningHours.proposal(for: text))
    let (proposed, meant) = (try OpeningHours(notation: proposal), try OpeningHours(notation: notation))
    for weekday in Weekday.allCases { #expect(proposed.open(on: weekday) == meant.open(on: weekday), "\(proposal)") }
    #expect(proposed.clash == nil)
    #expect(proposal.contains("PH") == notation.contains("PH"), "\(proposal)")
  }

  @Test(arguments: [
    "9am-5pm and weekends", "Friday 5 to Monday 9", "Thursday 9am to Friday 5pm", "Saturday 9am to Sunday 5pm",
  ])
  func `what may be meant otherwise is proposed for nobody to paste`(text: String) {
    #expect(OpeningHours.proposal(for: text) == nil)
  }
}
