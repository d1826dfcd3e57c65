import Directory
import TestSupport
import WorkingTime

/// A directory with a made-up reorganisation: two districts of Kent end, and one new council takes both over.
enum Reorganised {
  /// The first day of the new council: the Monday but one after the directory's own day.
  static var day: Day {
    get throws {
      var day = try Shipped.directory.date.adding(days: 8)
      let calendar = try Shipped.calendar
      while day.weekday != .tuesday || !calendar.isWorkingDay(day) { day = day.adding(days: 1) }
      return day
    }
  }

  static var directory: DirectorySnapshot {
    get throws {
      let shipped = try Shipped.directory
      let day = try day
      let kept = ["thanet", "dover", "kent", "luton", "ashford"]
      var councils = shipped.councils.filter { kept.contains($0.id) }.map { council in
        guard council.id == "thanet" || council.id == "dover" else { return council }
        return Council(
          id: council.id, name: council.name, type: council.type, aliases: council.aliases, county: council.county,
          childrensServices: council.childrensServices, location: council.location, places: council.places,
          domains: council.domains, hours: council.hours, teams: council.teams, validUntil: day,
          successors: [Succession(council: "east-coast")])
      }
      let thanet = councils.first { $0.id == "thanet" }
      councils.append(
        Council(
          id: "east-coast", name: "East Coast Council", type: .unitary, childrensServices: "east-coast",
          location: thanet?.location, validFrom: day))
      let ids = Set(councils.map(\.id))
      return DirectorySnapshot(
        councils: councils, contacts: shipped.contacts.filter { ids.contains($0.council) },
        elsewhere: shipped.elsewhere,
        version: "reorganised", date: shipped.date)
    }
  }
}
