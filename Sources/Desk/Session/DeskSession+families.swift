import Casebook
import Directory
import Triage
import WorkingTime

/// A family whose triage is open beside the one under way.
struct OpenFamily: Sendable {
  /// Its number in this session, from 1.
  let number: Int
  /// Its facts with their earlier states; the latest last.
  var states: [Facts]
  /// The case in which its answers are saved; nil where they are not.
  var openCase: OpenCase?
  /// What the terminal calls it.
  var name: TriageName?
  /// Whether it is asked about an hour that was typed.
  var isAboutAnotherHour = false
}

extension DeskSession {
  /// The most families that one session may have open beside the first: a person sees one at a time.
  static let mostOthers = 7

  /// Whether any family's answers would be lost.
  package var hasAnyUnsavedAnswers: Bool { hasUnsavedAnswers || others.contains { $0.states.count > 1 } }

  /// How many families are open.
  package var openFamilies: Int { others.count + (hasTriage ? 1 : 0) }

  /// Whether the triage under way stays open beside another that begins.
  var standsAside: Bool { hasUnsavedAnswers || openCase != nil }

  /// Puts the triage under way aside, so that another can begin.
  mutating func putAside() {
    // Its case goes with it: no other family's answers may be saved there.
    defer { (openCase, triageName) = (nil, nil) }
    guard standsAside else { return }
    others.append(familyUnderWay)
    triage = []
  }

  /// A number for a family that begins: one more than any that is open.
  mutating func numberFamily() {
    family = (others.map(\.number).max() ?? 0) + 1
  }

  /// `switch [NUMBER]`: back to another family that is open.
  mutating func switchFamily(_ word: String?, in context: DeskContext) -> Reply {
    guard !others.isEmpty else { return Reply(503, "no other family is open; 'triage COUNCIL' begins one") }
    var place = others.count - 1
    if let word {
      guard let number = Int(word), number == family || others.contains(where: { $0.number == number }) else {
        return Reply(501, "open are: \(listed(in: context))")
      }
      guard let found = others.firstIndex(where: { $0.number == number }) else {
        return Reply(200, "\(told(family, triage, in: context)) is under way already")
      }
      place = found
    } else if others.count > 1 {
      return Reply(501, "which one? \(listed(in: context))")
    }
    let next = others.remove(at: place)
    if hasTriage { others.append(familyUnderWay) }
    take(next)
    return Reply(200, "\(told(family, triage, in: context))")
  }

  /// Ends the triage under way; the one before it goes on.
  mutating func closeTriage(in context: DeskContext) -> Reply {
    triage = []
    (openCase, triageName) = (nil, nil)
    isAboutAnotherHour = false
    guard let next = others.popLast() else {
      triageDirectory = nil
      return Reply(200, "the triage is closed")
    }
    take(next)
    return Reply(200, "the triage is closed; \(told(family, triage, in: context)) is under way again")
  }

  /// Ends them all: what a family told one person is not another's to read.
  mutating func closeAllTriages() {
    triage = []
    others = []
    (openCase, triageName) = (nil, nil)
    isAboutAnotherHour = false
    triageDirectory = nil
  }

  /// The family whose triage is under way, as it is put aside.
  private var familyUnderWay: OpenFamily {
    OpenFamily(
      number: family, states: triage, openCase: openCase, name: triageName, isAboutAnotherHour: isAboutAnotherHour)
  }

  private mutating func take(_ open: OpenFamily) {
    family = open.number
    isAboutAnotherHour = open.isAboutAnotherHour
    triage = open.states
    (openCase, triageName) = (open.openCase, open.name)
  }

  private func told(_ number: Int, _ states: [Facts], in context: DeskContext) -> String {
    guard let facts = states.last else { return "family \(number)" }
    let wall = context.engine.clock.wall(at: facts.presentedAt)
    return
      "family \(number): \(context.directory[facts.council].name), \(TimeText.clockText(wall)) on \(TimeText.words(wall.day))"
  }

  private func listed(in context: DeskContext) -> String {
    (others + (hasTriage ? [OpenFamily(number: family, states: triage)] : [])).sorted { $0.number < $1.number }
      .map { told($0.number, $0.states, in: context) }.joined(separator: "; ")
  }

  // MARK: - The hour of a page

  /// A family's facts as they are read now: tonight and the numbers go by the clock, unless an hour was typed to ask about.
  func read(_ facts: Facts, in context: DeskContext) -> Facts {
    Self.read(facts, aboutAnotherHour: isAboutAnotherHour, in: context)
  }

  /// The same of any family: whether it is asked about an hour that was typed is its own.
  static func read(_ facts: Facts, aboutAnotherHour: Bool, in context: DeskContext) -> Facts {
    guard !aboutAnotherHour else { return facts }
    var facts = facts
    facts.readAt = context.now
    return facts
  }

  /// The same of a family that may not be there.
  func read(_ facts: Facts?, in context: DeskContext) -> Facts? { facts.map { read($0, in: context) } }

  /// Seconds before now within which an hour that is told is when they came, and not one to ask about.
  private static let recent: Int64 = 24 * 60 * 60

  /// Notes what an hour that was told means: that they came some hours ago, or that another time is asked about.
  mutating func noteHour(of facts: Facts, since before: Facts?, in context: DeskContext) {
    guard let before, before.lastSeenAt != facts.lastSeenAt else { return }
    isAboutAnotherHour = facts.lastSeenAt.adding(seconds: Self.recent) < context.now
  }
}
