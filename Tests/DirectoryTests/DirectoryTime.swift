import Directory
import TestSupport
import Testing
import WorkingTime

/// The shipped directory at the times that tests ask about.
enum DirectoryTime {
  /// Wednesday evening, an ordinary night.
  static let night = "2026-11-25T22:00"
  /// Wednesday morning, an ordinary day.
  static let day = "2026-11-25T10:00"

  static func at(_ text: String) throws -> DirectoryAtMoment {
    let clock = try Shipped.clock
    let moment = try TimeText.moment(text, clock: clock).moment
    return DirectoryAtMoment(try Shipped.directory, at: clock.wall(at: moment), calendar: try Shipped.calendar)
  }

  static func ref(_ council: String) throws -> CouncilRef {
    try #require(try Shipped.directory.ref(id: council), "\(council) is held")
  }
}

/// The ids of the councils that the protocols are about.
enum Councils {
  static let kentDistricts = [
    "ashford", "canterbury", "dartford", "dover", "folkestone-hythe", "gravesham", "maidstone", "sevenoaks", "swale",
    "thanet", "tonbridge-malling", "tunbridge-wells",
  ]
  static let essexDistricts = [
    "basildon", "braintree", "brentwood", "castle-point", "chelmsford", "colchester", "epping-forest", "harlow",
    "maldon", "rochford", "tendring", "uttlesford",
  ]
  static let others = ["achieving-for-children", "essex", "kent", "kingston", "luton", "medway"]
  static let all = kentDistricts + essexDistricts + others
  /// The authority whose lines serve the whole country.
  static let national = "national"
  /// Essex districts for which a public page gives a number for nights.
  static let essexWithNightNumber = ["castle-point", "tendring", "uttlesford"]
  /// Housing authorities for which no homelessness number for nights is held.
  static let withoutNightNumber = ["luton", "kingston"] + essexDistricts.filter { !essexWithNightNumber.contains($0) }
}
