import Directory
import WorkingTime

extension DirectoryDesk {
  /// The council of a name as typed, and what must be said of how it was read.
  ///
  /// - Parameters:
  ///   - name: A name, town or postcode, as typed.
  ///   - day: The day asked about.
  ///   - guesses: Whether a misspelling that can mean one council alone is followed.
  /// - Returns: The council; else why there is none.
  func council(_ name: String, on day: Day, guesses: Bool) -> Answer<(CouncilRef, [Notice])> {
    // Hardly a name has a digit, and every postcode that is no slip has.
    if name.contains(where: \.isNumber), let table = postcodes?.table,
      let places = directory.places(of: name, in: table, on: day)
    {
      return council(of: places)
    }
    switch directory.resolve(name, on: day) {
    case .one(let ref): return .value((ref, []))
    case .ambiguous(let refs):
      return .refused(
        Reply(
          551,
          "'\(name)' may be " + refs.map { "\(directory[$0].name) (\(directory[$0].id))" }.joined(separator: ", ")
            + "; say which"))
    case .elsewhere(let other): return .refused(notHeld(other, on: day))
    case .none(let nearest):
      return guesses ? meant(by: name, on: day) : .refused(notFound(name, nearest: nearest))
    }
  }

  /// The one council of a postcode; of a shared one all are named, for whoever asks to say which.
  private func council(of places: PostcodePlaces) -> Answer<(CouncilRef, [Notice])> {
    if let only = places.only { return .value((only, [Notice(code: "postcode", text: places.text)])) }
    return .refused(Reply(places.parts.count > 1 ? 551 : 550, places.text))
  }

  /// The council that a misspelt or longer name can mean, where that is one alone.
  private func meant(by name: String, on day: Day) -> Answer<(CouncilRef, [Notice])> {
    switch directory.meant(by: name) {
    case .one(let found):
      let text =
        found.isGuess
        ? "No council is called '\(name.prefix(60))'. This is \(directory[found.council].name), which is \(found.why)."
        : "'\(name.prefix(60))' is read as \(directory[found.council].name): \(found.why)."
      return .value((found.council, [Notice(code: found.isGuess ? "misspelt" : "read-as", text: text)]))
    case .several(let found, let elsewhere):
      let names =
        found.prefix(8).map { "\(directory[$0.council].id) (\($0.why))" }
        + (elsewhere.map { ["\($0.name), which is not held here"] } ?? [])
      guard names.count > 1 || elsewhere != nil else { return .refused(notFound(name, nearest: found.map(\.council))) }
      return .refused(Reply(551, "'\(name.prefix(60))' may be \(names.joined(separator: ", or ")); say which"))
    case .elsewhere(let other): return .refused(notHeld(other, on: day))
    case .none: return .refused(notFound(name, nearest: []))
    }
  }

  private func notHeld(_ other: CouncilElsewhere, on day: Day) -> Reply {
    let become = directory.explanation(of: other, on: day).map { $0 + ". " } ?? ""
    let site = other.website.map { " \($0)" } ?? ""
    return Reply(
      550,
      "\(become)\(other.name) is not held in this directory; look on its own website\(site), and in danger ring 999")
  }

  func notFound(_ name: String, nearest: [CouncilRef]) -> Reply {
    guard nearest.isEmpty else {
      let names = nearest.map { directory[$0].id }.joined(separator: ", ")
      return Reply(550, "no council '\(name.prefix(60))'; did you mean \(names)? 'find' searches towns too")
    }
    return Reply(550, "no council '\(name.prefix(60))'; 'councils' lists those held, 'find' searches towns too")
  }
}
