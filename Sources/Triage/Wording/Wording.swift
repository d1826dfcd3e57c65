import Directory
import WorkingTime

/// Puts codes into words. The only place where sentences of a determination are written.
struct Wording {
  let engine: TriageEngine
  let facts: Facts
  let outcome: Outcome

  private var directory: DirectorySnapshot { engine.directory }

  /// The day on which they presented, or are read where that is later.
  var today: Day {
    engine.clock.wall(at: facts.now > facts.lastSeenAt ? facts.now : facts.presentedAt).day
  }

  /// The id of an authority, as the contract gives it.
  func id(_ authority: Authority) -> String {
    switch authority {
    case .held(let ref): directory[ref].id
    case .unheld(let index): facts.unheldNames.indices.contains(Int(index)) ? facts.unheldNames[Int(index)] : "unknown"
    }
  }

  /// The name of an authority for people.
  func name(_ authority: Authority?) -> String {
    switch authority {
    case .held(let ref)?: return directory[ref].name
    case .unheld?:
      let id = authority.map(id) ?? ""
      return directory.councilElsewhere(id: id)?.name ?? "the council '\(id)'"
    case nil: return directory[facts.council].name
    }
  }

  /// What to say of a call for which the directory holds no number.
  func lookItUp(_ authority: Authority?) -> String {
    let held =
      authority?.ref.map { council in
        Purpose.allCases.contains {
          directory.contacts(of: council, for: $0, on: today).contains(where: \.isVoice)
        }
      } ?? false
    return held
      ? " The directory holds no number for this hour. 'lookup \(authority.map(id) ?? "")' lists its others."
      : " The directory holds no number for it: find it on the council's own website."
  }

  /// That an action which tells somebody has no number.
  func noNumber(_ action: OutcomeAction) -> String {
    let own = [facts.council, directory.childrensServices(of: facts.council)].map(Authority.held)
    guard let about = action.about, !own.contains(about) else {
      return " The directory holds no number for that at this hour."
    }
    return lookItUp(about)
  }

  /// Where somebody is at risk, as it was told: `in the area of Dover District Council`. Risk in a county's district is not
  /// told of as risk in the county, nor the other way round.
  func riskPlace(_ about: Authority?, isNamed: Bool = true) -> String {
    let told = facts.violenceRisk ?? []
    guard let about, !told.isEmpty, !told.contains(about) else {
      return isNamed ? "in the area of \(name(about))" : "there"
    }
    let places = told.filter { place in
      guard let one = place.ref, let two = about.ref else { return false }
      return engine.risks.covers(one, two)
    }
    return "in the area of " + (places.isEmpty ? [about] : places).map { name($0) }.joined(separator: " and ")
  }

  /// A council's children's services, by name where another body provides them.
  func childrensServices(_ authority: Authority?) -> String {
    let council = authority?.ref ?? facts.council
    let provider = directory.childrensServices(of: council)
    let isOwn = provider == facts.council
    return isOwn ? "children's services" : "children's services (\(directory[provider].name))"
  }

  /// A due time in words.
  func words(_ due: DueTime?) -> String {
    due.map { TimeText.words($0, clock: engine.clock) } ?? "no fixed time"
  }

  func words(_ day: Day?) -> String { day.map(TimeText.words) ?? "a date not known" }

  /// The last working day up to a date that is none itself, to chase by.
  func chase(_ due: DueTime?) -> String {
    guard case .day(let day)? = due, !engine.calendar.isWorkingDay(day) else { return "" }
    let before = engine.calendar.workingDay(before: day)
    return before < today
      ? " That is not a working day." : " That is not a working day. The working day before is \(words(before))."
  }
}
