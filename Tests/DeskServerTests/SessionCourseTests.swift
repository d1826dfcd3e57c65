import Desk
import DeskServer
import Testing

/// What a client says again to a server that was started anew.
struct SessionCourseTests {
  @Test(arguments: [
    ("who luton ooh", true), ("set children 4", true), ("result", true), ("rang 1 no answer", true), ("show", true),
    ("board", true), ("open K7D-3QM", true), ("complete lo", true), ("margate", true), ("log blankets given", false),
    ("keep", true), ("decide", false), ("done 1", false), ("issued s208 filled", false), ("receive K7D-3QM", false),
    ("LOG tea", false),
  ])
  func `what would be recorded twice is not said again where nobody knows whether it was done`(line: String, may: Bool)
  {
    #expect(SessionCourse.maySayAgain(line) == may)
  }

  @Test(arguments: [
    "signed in as bob, officer; the triage that was under way is closed",
    "signed in as bob, officer; the triage that was under way is closed. Kept as K7D-3QM", "signed in as bob, officer",
  ])
  func `what one person told is not said again as another`(words: String) {
    var course = SessionCourse()
    course.heard(Reply(230, "signed in as ann, officer"), to: "auth nd_ann")
    course.heard(Reply(200, "triage of Luton"), to: "triage luton", moment: "2026-11-27T18:30")
    course.heard(Reply(200, "4"), to: "set children 4")
    course.heard(
      Reply(213, "01582 547653 (MASH, Luton Borough Council): no answer at 18:31, noted for whoever checks numbers"),
      to: "rang 1 no answer")
    #expect(course.lines.count == 4)
    // The same person again changes nothing.
    course.heard(Reply(230, "signed in as ann, officer"), to: "auth nd_ann")
    #expect(course.lines.count == 4)
    course.heard(Reply(230, words), to: "auth nd_bob")
    #expect(course.lines == ["auth nd_bob"] && !course.hasTriage)
  }
}
