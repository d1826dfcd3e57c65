import Directory
import TestSupport
import Testing
import WorkingTime

/// What a call shows: who answers at the hour at which it is made, and at no other.
struct TriedTests {
  @Test(arguments: [
    ("ashford/out-of-hours", DirectoryTime.day, false), ("ashford/out-of-hours", DirectoryTime.night, true),
    ("ashford/switchboard", DirectoryTime.day, true), ("kent/childrens-out-of-hours", DirectoryTime.day, false),
    ("kent/childrens-out-of-hours", DirectoryTime.night, true), ("thanet/housing", DirectoryTime.day, true),
  ])
  func `a call by day shows nothing of a line for the nights, unless it answers by day too`(
    id: String, at: String, isTried: Bool
  ) throws {
    let there = try DirectoryTime.at(at)
    let contact = try #require(there.directory.contact(id: id))
    #expect(there.isTried(contact) == isTried, "\(contact.hours?.notation ?? "no hours")")
    // One that answers at all hours is shown by a call at any of them.
    var always = try #require(
      Contact { $0 == .hours ? .hours(try OpeningHours(notation: "24/7")) : contact[$0] })
    #expect(there.isTried(always))
    always = try #require(Contact { $0 == .kind ? .text("email") : contact[$0] })
    #expect(there.isTried(always), "a mailbox is not rung")
  }
}
