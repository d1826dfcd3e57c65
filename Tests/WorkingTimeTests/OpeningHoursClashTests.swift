import Testing
import WorkingTime

/// What other programs would read otherwise must not come in, and is refused with the way to write it.
struct OpeningHoursClashTests {
  @Test(arguments: [
    ("Mo-Su 20:00-06:00; Fr off", "Mo-Su 20:00-06:00"), ("Mo-Fr 17:00-09:00; PH off", "Mo-Fr 17:00-09:00"),
    ("Mo-Th 17:30-09:00; Fr 16:30-24:00; Sa-Su 00:00-24:00", "Mo-Th 17:30-09:00"),
    ("Mo-Su 22:00-02:00; We[1] off", "Mo-Su 22:00-02:00"), ("Mo-Su 22:00-02:00; Dec 25 off", "Mo-Su 22:00-02:00"),
    ("Mo-Fr 17:00-09:00; Sa,Su,PH 00:00-24:00", "Mo-Fr 17:00-09:00"), ("PH off; 24/7", "24/7"),
    ("PH off; Mo-Fr 09:00-17:00", "Mo-Fr 09:00-17:00"),
    ("Mo-Fr 09:00-17:00; Dec 24 09:00-12:00; PH off", "PH off"), ("Mo unknown, Mo 09:00-10:00", "Mo 09:00-10:00"),
    ("24/7 \"ring twice\"", "24/7 \"ring twice\""), ("Mo 09:00-17:00; Tu 09:00-12:00 \"x\"", "Tu 09:00-12:00 \"x\""),
  ])
  func `what is read otherwise elsewhere is told with the part`(text: String, part: String) throws {
    let clash = try #require(try OpeningHours(notation: text).clash)
    #expect(clash.part == part)
  }

  @Test(arguments: [
    "24/7; PH off", "Mo-Fr 17:00-09:00", "Mo-Fr 17:00-09:00; Sa-Su 00:00-24:00", "Mo-Su 20:00-06:00",
    "Mo-Fr 00:00-09:00,17:00-24:00; Sa-Su 00:00-24:00; PH unknown", "Mo-Fr 09:00-17:00; PH off; 2026-12-24 09:00-12:00",
    "Mo 17:00-09:00, Tu 10:00-12:00", "Mo-Fr 09:00-17:00; Sa unknown", "24/7 open \"ring twice\"",
    "Mo-Fr 09:00-17:00 open \"by appointment\"; Sa off \"ask\"; PH unknown \"ask\"",
  ])
  func `what all read alike is not`(text: String) throws {
    #expect(try OpeningHours(notation: text).clash == nil)
  }

  @Test(arguments: [
    (
      "Mo-Th 17:30-09:00; Fr 16:30-24:00; Sa 00:00-24:00; Su 00:00-33:00; PH unknown",
      "Mo-Th 00:00-09:00,17:30-24:00; Fr 00:00-09:00,16:30-24:00; Sa-Su 00:00-24:00; PH unknown"
    ),
    ("Mo-Fr 17:00-09:00; PH off", "Mo 17:00-24:00; Tu-Fr 00:00-09:00,17:00-24:00; Sa 00:00-09:00; PH off"),
    (
      "Mo 09:00-12:00 \"ask, twice\", Tu 10:00-12:00; PH off \"shut\"",
      "Mo 09:00-12:00 open \"ask, twice\", Tu 10:00-12:00; PH off \"shut\""
    ),
  ])
  func `what would be read otherwise is proposed as all read it, and the proposal is sound`(
    text: String, proposal: String
  ) throws {
    let clash = try #require(try OpeningHours(notation: text).clash)
    #expect(clash.explanation.contains("'\(proposal)'"), "\(clash.explanation)")
    #expect(try OpeningHours(notation: proposal).clash == nil)
  }

  @Test(arguments: [
    ("Monday to Friday 8.30am to 5pm", "Mo-Fr 08:30-17:00; PH unknown"),
    ("Mon - Fri 9am - 5pm", "Mo-Fr 09:00-17:00; PH unknown"),
    ("9am to 5pm, Monday to Friday", "Mo-Fr 09:00-17:00; PH unknown"), ("24 hours, 7 days", "24/7"),
    ("Open 24 hours a day", "24/7"),
    (
      "Monday to Thursday 8.45am to 5.15pm, Friday 8.45am to 4.45pm", "Mo-Th 08:45-17:15; Fr 08:45-16:45; PH unknown"
    ),
    ("Weekdays 9am-5pm (closed bank holidays)", "Mo-Fr 09:00-17:00; PH off"),
    ("Mondays and Wednesdays 10am to noon and 2pm to 4pm", "Mo,We 10:00-12:00,14:00-16:00; PH unknown"),
    (
      "Monday to Thursday 5pm to 8.45am; Friday 4.45pm to Monday 8.45am; all day on bank holidays",
      "Mo-Th 00:00-08:45,17:00-24:00; Fr 00:00-08:45,16:45-24:00; Sa-Su 00:00-24:00; PH 00:00-24:00"
    ),
    (
      "Mon-Thurs 5pm - 8.45am; Fri 4.45pm - Mon 8.45am",
      "Mo-Th 00:00-08:45,17:00-24:00; Fr 00:00-08:45,16:45-24:00; Sa-Su 00:00-24:00"
    ),
    ("Saturday 6pm to Sunday noon", "Sa 18:00-36:00"), ("5pm-9am", "Mo-Su 17:00-09:00"),
    ("Saturday and Sunday all day", "Sa,Su 00:00-24:00"),
    ("Monday to Friday, 8:45am - 5:00pm", "Mo-Fr 08:45-17:00; PH unknown"),
    ("Mon-Fri, 9-5, Sat, 10-12", "Mo-Fr 09:00-17:00; Sa 10:00-12:00; PH unknown"),
    ("M-F 9-5", "Mo-Fr 09:00-17:00; PH unknown"),
    ("5pm–8.30am Mon–Fri, 24h weekends", "Mo-Fr 00:00-08:30,17:00-24:00; Sa-Su 00:00-24:00"),
    ("24hr", "24/7"), ("24hrs", "24/7"), ("24 hours a day, 7 days a week, 365 days a year", "24/7"),
    (
      "Mondays to Thursdays from 5pm until 8.45am the following morning, and from 5pm on Friday to 8.45am on Monday",
      "Mo-Fr 00:00-08:45,17:00-24:00; Sa-Su 00:00-24:00"
    ),
    ("5 pm to 9 am weekdays and all weekend", "Mo-Fr 00:00-09:00,17:00-24:00; Sa-Su 00:00-24:00"),
    ("Monday to Friday: 0900 - 1700", "Mo-Fr 09:00-17:00; PH unknown"),
    ("Saturday 9.30 to 5", "Sa 09:30-17:00; PH unknown"),
  ])
  func `hours in prose are read and proposed, and never taken`(prose: String, notation: String) throws {
    let error = #expect(throws: OpeningHoursError.self) { try OpeningHours(notation: prose) }
    #expect(error?.explanation.contains("'\(notation)'") == true, "\(error?.explanation ?? "")")
    #expect(try OpeningHours(notation: notation).clash == nil)
  }

  @Test(arguments: [
    "9-5", "office hours", "after 5pm", "outside working hours", "9am to 5pm", "Mo-Fr", "7", "Friday",
    "Monday 9am to Friday 5pm",
  ])
  func `nothing is proposed for what says too little`(prose: String) {
    let error = #expect(throws: OpeningHoursError.self) { try OpeningHours(notation: prose) }
    #expect(error?.explanation.contains("seems to mean") == false, "\(error?.explanation ?? "")")
  }

  @Test(arguments: [
    ("24/7; Dec 25 off", "2026-12-25T12:00", false), ("24/7; Dec 25 off", "2027-12-25T12:00", false),
    ("24/7; Dec 25 off", "2026-12-26T00:00", true), ("24/7; Dec 24-Jan 2 off", "2027-01-02T23:59", false),
    ("24/7; Dec 24-Jan 2 off", "2027-01-03T00:00", true), ("24/7; 2026 Dec 24-26 off", "2026-12-26T12:00", false),
    ("24/7; 2026 Dec 24-26 off", "2027-12-26T12:00", true), ("We[1] 10:00-12:00", "2026-12-02T10:00", true),
    ("We[1] 10:00-12:00", "2026-12-09T10:00", false), ("We[-1] 10:00-12:00", "2026-11-25T10:00", true),
    ("Mo-Fr 09:00-17:00, We[1] 18:00-20:00", "2026-12-02T18:30", true),
    ("Mo-Fr 09:00-17:00, We[1] 18:00-20:00", "2026-12-02T10:30", true),
    ("Mo-Fr 09:00-17:00, PH 18:00-20:00", "2026-12-25T10:30", true), ("Fr-Mo 10:00-12:00", "2026-11-29T10:30", true),
    ("Fr-Mo 10:00-12:00", "2026-11-26T10:30", false), ("Mo off", "2026-11-30T10:30", false),
    // What is not recorded of Saturday says nothing of Sunday.
    ("Mo-Fr 09:00-17:00; Sa unknown", "2026-11-29T10:30", false),
  ])
  func `dates, counted weekdays and additions mean what others make of them`(
    text: String, at: String, isOpen: Bool
  ) throws {
    let hours = try OpeningHours(notation: text)
    #expect(hours.isOpen(at: try Fixture.wall(at), calendar: try Fixture.calendar) == isOpen)
  }
}
