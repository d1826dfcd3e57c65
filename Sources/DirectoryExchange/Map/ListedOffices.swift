import Directory
import WorkingTime

/// The office hours of councils, as a list gives them or the directory holds them: by these a list's `Outside office hours`
/// is worked out.
struct ListedOffices {
  /// When an office is open, and when it is not.
  struct Office {
    let hours: OpeningHours
    let rest: OpeningHours
    /// Where the hours come from, in words.
    let whose: String
  }

  private let listed: [String: [Purpose: Set<String>]]
  private let held: [String: [Purpose: Set<String>]]
  private let offices: [String: OpeningHours]

  /// - Parameters:
  ///   - drafts: What a list says of each number.
  ///   - base: What the directory holds.
  init(_ drafts: [MappedTable.Draft], base: DirectoryContent) {
    var listed: [String: [Purpose: Set<String>]] = [:]
    for draft in drafts {
      // Of hours in prose what they seem to mean: nothing of the list goes in before somebody has said that they do.
      guard let text = draft.given[.hours],
        let hours = OpeningHours.isNotation(text) ? text : OpeningHours.proposal(for: text)
      else { continue }
      listed[draft.council, default: [:]][draft.purpose, default: []].insert(hours)
    }
    var held: [String: [Purpose: Set<String>]] = [:]
    for contact in base.contacts where contact.isVoice {
      guard let hours = contact.hours else { continue }
      held[contact.council, default: [:]][contact.purpose, default: []].insert(hours.notation)
    }
    self.listed = listed
    self.held = held
    offices = Dictionary(
      base.councils.compactMap { council in council.hours.map { (council.id, $0.hours) } }, uniquingKeysWith: { $1 })
  }

  /// The lines of a council's office, whose hours are the office's.
  private static let usual: [Purpose] = [.housing, .housingOptions, .switchboard]

  /// The office that a line for some purpose answers for while it is shut; nil where its hours are not known, or several
  /// are.
  func office(of council: String, for purpose: Purpose) -> Office? {
    let own = [purpose.byDay].compactMap(\.self)
    let others = Self.usual.filter { !own.contains($0) }
    let listed = Self.notation(listed[council], own + others), held = Self.notation(held[council], own)
    switch (listed, held, offices[council]) {
    case (let found?, _, _): return Self.office(found, "in the list")
    case (nil, let found?, _): return Self.office(found, "held")
    case (nil, nil, let hours?): return Self.office(hours, "the office hours held")
    case (nil, nil, nil): return Self.notation(self.held[council], others).flatMap { Self.office($0, "held") }
    }
  }

  /// The hours of the first of some purposes that has any; nil where none has. Several are no office's.
  private static func notation(
    _ known: [Purpose: Set<String>]?, _ purposes: [Purpose]
  ) -> (purpose: Purpose, notations: Set<String>)? {
    purposes.lazy.compactMap { purpose in known?[purpose].map { (purpose, $0) } }.first
  }

  private static func office(_ found: (purpose: Purpose, notations: Set<String>), _ place: String) -> Office? {
    guard found.notations.count == 1, let notation = found.notations.first else { return nil }
    do throws(OpeningHoursError) {
      return office(try OpeningHours(notation: notation), "the hours for \(found.purpose.words) \(place)")
    } catch {
      return nil
    }
  }

  private static func office(_ hours: OpeningHours, _ whose: String) -> Office? {
    hours.rest.map { Office(hours: hours, rest: $0, whose: whose) }
  }
}
