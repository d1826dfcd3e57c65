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
    ("5pm-9am; weekends & bank holidays", "\(allNights); PH 00:00-24:00"),
    ("5pm-8.30am, weekends and bank holidays", "Mo-Fr 00:00-08:30,17:00-24:00; Sa-Su 00:00-24:00; PH 00:00-24:00"),
    ("5pm-9am, Sat & Sun 24hrs", allNights), ("17:00-09:00, Sat & Sun all day", allNights),
    ("5pm-9am, Saturday & Sunday all day", allNights), ("5pm-9am, and weekends", allNights),
    // Where one side alone says am or pm, the other is the next such hour, or the last before.
    ("Mon-Fri 8.30am-5.15", "Mo-Fr 08:30-17:15"), ("Mon-Fri 9am-5", "Mo-Fr 09:00-17:00"),
    ("Mon-Fri 9.00am-5.00", "Mo-Fr 09:00-17:00"), ("Mon-Fri 9am - 4.30", "Mo-Fr 09:00-16:30"),
    ("Mon-Fri 9am-11", "Mo-Fr 09:00-11:00"), ("Mon-Fri noon-4", "Mo-Fr 12:00-16:00"),
    ("Mon-Fri midday-4", "Mo-Fr 12:00-16:00"), ("Mon-Fri 9-5pm", "Mo-Fr 09:00-17:00"),
    ("Mon-Fri 5-9pm", "Mo-Fr 17:00-21:00"), ("Mon-Fri 1-5pm", "Mo-Fr 13:00-17:00"),
    ("Mon-Fri 9-noon", "Mo-Fr 09:00-12:00"), ("Mon-Fri 9-5", "Mo-Fr 09:00-17:00"),
    ("Mon-Fri 9:00-5:00", "Mo-Fr 09:00-17:00"), ("Monday to Friday 05:00 to 09:00", "Mo-Fr 05:00-09:00"),
    ("Mon-Sun 17:00-9:00", "Mo-Su 17:00-09:00"),
    ("Mon-Thu 8.45am-5.15, Fri 8.45am-4.45", "Mo-Th 08:45-17:15; Fr 08:45-16:45"),
  ])
  func `nights and whole days are proposed together, with the morning that follows a whole day`(
    text: String, notation: String
  ) throws {
    let proposal = try #require(OpeningHours.proposal(for: text))
    let (proposed, meant) = (try OpeningHours(notation: proposal), try OpeningHours(notation: notation))
    for weekday in Weekday.allCases { #expect(proposed.open(on: weekday) == meant.open(on: weekday), "\(proposal)") }
    #expect(proposed.clash == nil)
    // Of the days of an office nobody has said what holds on bank holidays; a night line is there whenever it is shut.
    let isOfOffice = !notation.contains("24:00") && !notation.hasPrefix("Mo-Su")
    #expect(proposal.contains("PH unknown") == isOfOffice, "\(proposal)")
    #expect(proposal.contains("PH 00:00-24:00") == notation.contains("PH 00:00-24:00"), "\(proposal)")
  }

  @Test(arguments: [
    "9am-5pm and weekends", "Friday 5 to Monday 9", "Thursday 9am to Friday 5pm", "Saturday 9am to Sunday 5pm",
    "Mon-Fri 5-midnight", "weekends 24 hours, weekdays 5-9", "Mon-Fri 1-5", "Mon-Fri 5pm-9", "Mon-Fri 5-9am",
    "5pm-9am, bank holidays", "5pm-9am, Saturdays", "Mon-Fri 9am-5, 24 hours", "Mon-Fri 9am-05.00",
  ])
  func `what may be meant otherwise is proposed for nobody to paste`(text: String) {
    #expect(OpeningHours.proposal(for: text) == nil)
  }
}
