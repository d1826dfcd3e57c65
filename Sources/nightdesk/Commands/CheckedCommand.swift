import ArgumentParser
import Directory
import DirectoryStore
import Foundation
import WorkingTime

struct CheckedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "checked", abstract: "Enter how a call to check a contact went.",
    discussion: Examples.help(
      "--answered makes the contact verified, as 'verify --how rang-and-answered' does. The others are noted as a desk's "
        + "failed call is. A line for the nights is checked at night. The contact stays as it is, and comes first in 'due' until somebody has put it right.",
      "directory checked thanet/out-of-hours --no-answer",
      "directory checked thanet/out-of-hours --answered --by ann"))

  /// How it went.
  enum Outcome: String, EnumerableFlag {
    case answered
    case noAnswer
    case wrongNumber
    case refused

    static func name(for value: Self) -> NameSpecification {
      switch value {
      case .noAnswer: .customLong("no-answer")
      case .wrongNumber: .customLong("wrong-number")
      default: .long
      }
    }

    static func help(for value: Self) -> ArgumentHelp? {
      switch value {
      case .answered: "The right people answered; of a mailbox: they wrote back."
      case .noAnswer: "Nobody answered."
      case .wrongNumber: "Somebody else answered."
      case .refused: "They would not help."
      }
    }

    /// How it failed; nil where somebody answered.
    var failure: FailureKind? {
      switch self {
      case .answered: nil
      case .noAnswer: .noAnswer
      case .wrongNumber: .wrongNumber
      case .refused: .refused
      }
    }
  }

  @Argument(help: ArgumentHelp("The contact's id, as it stands at the end of its line.", valueName: "contact"))
  var contact: String

  @Flag var outcome: Outcome

  @Option(
    help: ArgumentHelp("Who rang. A check needs it; of a call that failed nobody's name is kept.", valueName: "name"))
  var by: String?

  @Option(help: ArgumentHelp("What else was found out, with --answered.", valueName: "text"))
  var note: String?

  @OptionGroup var site: SiteOptions

  func run() throws {
    let site = Site(site)
    let id = contact.lowercased()
    let directory = try site.directory()
    guard let held = directory.contact(id: id) else {
      let hint = Spelling.nearest(to: id, in: directory.contacts.map(\.id)).map { "; did you mean '\($0)'?" } ?? ""
      throw Failure(.unusable, "no contact has the id '\(RecordName.shown(contact))'\(hint)")
    }
    if outcome == .answered, try !site.isTriedNow(held, in: directory) {
      throw Failure(
        .unusable,
        "\(id) is for the nights, and the office is open now: nobody has heard who answers it at night. Ring it once the "
          + "office is shut. Where somebody did, 'nightdesk directory verify \(id) --how rang-and-answered --on DAY --by NAME' "
          + "enters it")
    }
    Out.line(try ContactCheck(contact: held, by: by, note: note).enter(outcome, in: site))
  }
}

extension Site {
  /// Whether a call that is made now shows who answers a contact at the hours that it is for.
  func isTriedNow(_ contact: Contact, in directory: DirectorySnapshot) throws -> Bool {
    let wall = try world.clock().wall(at: .now)
    return DirectoryAtMoment(directory, at: wall, calendar: try data.calendar()).isTried(contact)
  }
}

/// One contact that somebody has just tried.
struct ContactCheck {
  let contact: Contact
  let by: String?
  var note: String?

  /// Enters how it went.
  ///
  /// - Throws: `Failure` where that cannot have befallen such a contact, or cannot be entered.
  /// - Returns: What became of it, in a line.
  func enter(_ outcome: CheckedCommand.Outcome, in site: Site) throws -> String {
    if let refusal = contact.refusal(ofCall: outcome.failure) {
      throw Failure(.unusable, refusal.explanation + "; " + instead(of: refusal))
    }
    guard let failure = outcome.failure else {
      return try verify(contact.kind == .email ? .emailAcknowledged : .rangAndAnswered, in: site)
    }
    if note != nil { throw Failure(.unusable, "--note goes with --answered; of a call that failed only that is kept") }
    try site.note(failureOf: contact.id, how: failure)
    let word = failure.rawValue.replacing("-", with: " ")
    guard failure == .wrongNumber else { return "noted: \(contact.id), \(word)" }
    return "noted: \(contact.id), \(word); 'directory set \(contact.id) status=quarantined reason=\"…\" --by NAME' "
      + "keeps desks from offering it"
  }

  /// Enters that somebody looked at a page or an address, which answers nobody, and that it is right.
  ///
  /// - Throws: `Failure` where it cannot be entered.
  /// - Returns: What became of it, in a line.
  func enterLook(in site: Site) throws -> String { try verify(.webPage, in: site) }

  private func instead(of refusal: CallRefusal) -> String {
    switch refusal {
    case .answersNobody(let id, _):
      "once somebody has looked, 'directory verify \(id) --how web-page --by NAME' says so"
    case .hasNoNumber(let id): "'directory set \(id) value=…' puts its address right"
    }
  }

  private func verify(_ method: VerificationMethod, in site: Site) throws -> String {
    guard let by else { throw Failure(.unusable, "--answered needs --by and the name of who rang") }
    _ = try RecordName.checked(by, option: "--by")
    _ = try RecordName.checked(note ?? "-", option: "--note")
    let day = try site.world.clock().wall(at: site.world.now).day
    let change = try site.change { store, now throws(DirectoryStoreError) in
      try store.verify(contact: contact.id, method: method, note: note, on: day, at: now, by: by)
    }
    let next = try site.data.checkIntervals().days(for: contact, on: day).map { days in
      "; due again after \(TimeText.words(day.adding(days: days)))"
    }
    return "change \(change.id): \(change.what), by \(by)\(next ?? "")"
  }
}
