package import Casebook
package import Directory
package import Triage
package import WorkingTime

/// What a session is told of the world for one request: nothing in here asks a clock or a database.
package struct DeskContext: Sendable {
  /// Rules, calendar and directory.
  package let engine: TriageEngine
  /// The moment of the request.
  package let now: Moment
  /// The program's version.
  package let programVersion: String
  /// Who may sign in at a socket; nil at a console, where every command is open.
  package let signIn: SignIn?
  /// After how many days contacts are due to be checked; nil where nobody set that.
  package let checking: CheckIntervals?
  /// Which councils serve a postcode; nil where that is not known here.
  package let postcodes: PostcodeBook?
  /// Where cases are kept; nil where none are, and the commands about them are not there.
  package var cases: CaseAccess?
  /// What desks reported of numbers that nobody has checked since.
  package var reports = CallReports()
  /// A site's words for papers; nil where it has none, and no paper is drafted.
  package var papers: PaperBook?

  /// An engine, a moment, a version, at a socket who may sign in, after how many days contacts are due to be checked, and
  /// postcodes.
  package init(
    engine: TriageEngine, now: Moment, programVersion: String, signIn: SignIn? = nil, checking: CheckIntervals? = nil,
    postcodes: PostcodeBook? = nil
  ) {
    self.engine = engine
    self.now = now
    self.programVersion = programVersion
    self.signIn = signIn
    self.checking = checking
    self.postcodes = postcodes
  }

  var directory: DirectorySnapshot { engine.directory }
  var desk: DirectoryDesk {
    DirectoryDesk(
      directory: engine.directory, clock: engine.clock, calendar: engine.calendar, now: now, checking: checking,
      postcodes: postcodes, reports: reports)
  }
  var reader: FactsReader { FactsReader(directory: engine.directory, clock: engine.clock) }
}

/// How blocks are written.
package enum DeskFormat: String, Sendable, Hashable, CaseIterable {
  /// For people.
  case text
  /// For programs.
  case json
}

/// One desk's conversation: a pure state machine that takes a line and gives a reply.
package struct DeskSession: Sendable {
  /// How blocks are written.
  package var format: DeskFormat
  /// How many columns a line of text may take; nil where nobody said, and pages are as wide as they like.
  var width: Int?
  /// The triage under way, with its earlier states for `back`; the latest last.
  var triage: [Facts] = []
  /// The directory that the triage's councils are places of.
  var triageDirectory: DirectorySnapshot?
  /// What became of a triage that could not be carried over to a new directory.
  var lost: String?
  /// Families beside it that could not be carried over, until somebody is told.
  var lostBeside: [String] = []
  /// The number of the family whose triage is under way.
  var family = 1
  /// Whether it is asked about an hour that was typed: its page goes by that, and not by the clock.
  var isAboutAnotherHour = false
  /// Families whose triage is open beside it, the one before last.
  var others: [OpenFamily] = []
  /// The calls that were made in this session: a number that has just failed is not the next to try.
  package internal(set) var calls = CallLog()
  /// What was looked up last, while no page of a triage has been shown since.
  var lookedUp: LookedUp?
  /// The mark of the token that it signed in with.
  var mark: String?
  /// Whose token that was, also where it has been revoked since.
  var holder: String?
  var failedSignIns = 0
  /// The case that the triage is of, where it is kept.
  var openCase: OpenCase?
  /// That somebody else has changed the facts of that case since, in a sentence; nil where nobody has.
  var toldElsewhere: String?
  /// What the terminal calls the triage under way; nil where it has said nothing of that.
  var triageName: TriageName?
  /// Why what the site wants kept could not be, as it was last said.
  var notKept: String?
  /// What tells this desk from every other: two windows of one officer are two.
  let desk = UInt64.random(in: .min ... .max)
  /// Whether nobody between can read what is said: only then are cases spoken of.
  package var isPrivate = true
  let limits: SessionLimits

  /// A session in a format, with limits where it is a stranger's.
  package init(format: DeskFormat = .text, limits: SessionLimits = .none) {
    self.format = format
    self.limits = limits
  }

  /// Whether a triage is under way.
  package var hasTriage: Bool { !triage.isEmpty }

  /// Whether answers have been given that would be lost.
  package var hasUnsavedAnswers: Bool { triage.count > 1 }

  /// Answers a line.
  package mutating func handle(_ line: String, in context: DeskContext) -> Reply {
    let words = Request(line: line).words
    // The line to complete is taken as it stands: whether a space follows its last word tells which word is meant.
    if words.first?.lowercased() == Command.Name.complete.rawValue { return complete(line, in: context) }
    return handle(words: words, in: context)
  }

  /// Answers a request that is in words already, as a command line gives them.
  package mutating func handle(words: [String], in context: DeskContext) -> Reply {
    var reply: Reply
    if let cases = context.cases {
      reply = answerWithCases(words, cases, in: context)
    } else {
      reply = answer(words, in: context)
    }
    reply = tellingOfLost(reply)
    remember(reply, to: words.first)
    // A question's lines are parts that a terminal takes apart; each stays one.
    guard let width, format == .text, reply.hasBlock, reply.code != 310, !reply.isDocument else { return reply }
    // What is laid out for one session is not another's.
    reply.holds = .once
    reply.block = Folding(width: width).lines(reply.block)
    return reply
  }

  mutating func answer(_ words: [String], in context: DeskContext) -> Reply {
    guard let first = words.first else {
      return Reply(500, "an empty line is not a command; 'help' lists the commands")
    }
    guard let command = Command.named(first) else {
      return notCommand(first, words, in: context)
    }
    let arguments = Array(words.dropFirst())
    if let refusal = refusal(of: command, in: context) { return refusal }
    follow(context)
    guard command.arity.contains(arguments.count) else { return usage(command) }
    if let refusal = RequestBounds.refusal(of: command, arguments) { return refusal }
    guard !command.needsTriage || hasTriage else {
      return Reply(503, lost ?? "no triage is under way; begin one with 'triage COUNCIL'")
    }
    switch command.name {
    case .lookup: return shared(desk(in: context).lookup(arguments, as: format))
    case .who: return shared(desk(in: context).who(arguments, as: format))
    case .find: return shared(desk(in: context).find(arguments, as: format))
    case .councils: return shared(desk(in: context).councils(arguments, as: format))
    case .triage: return begin(arguments, in: context)
    case .set: return set(arguments, in: context)
    case .unset: return unset(arguments[0], in: context)
    case .back: return back(in: context)
    case .ask: return ask(arguments, in: context)
    case .facts: return facts(arguments.first, in: context)
    case .result: return result(arguments.first, in: context)
    case .why: return why(arguments[0], in: context)
    case .close: return closeTriage(in: context)
    case .switch: return switchFamily(arguments.first, in: context)
    case .failed: return failed(arguments, in: context)
    case .rang: return rang(arguments, in: context)
    case .deadline: return deadline(arguments, in: context)
    case .format: return setFormat(arguments)
    case .complete: return complete(words.joined(separator: " "), in: context)
    case .auth: return auth(arguments[0], in: context)
    case .help: return help(arguments.first)
    case .version: return version(in: context)
    case .quit: return Reply(221, "goodbye", effect: .close)
    }
  }

  /// At a console a line that is no command is looked up, unless its first word is a misspelt command; a program at the
  /// wire is told.
  private func notCommand(_ first: String, _ words: [String], in context: DeskContext) -> Reply {
    let hint = Command.hint(for: first, keepsCases: context.cases != nil)
    let refusal = Reply(500, "'\(first.prefix(40))' is not a command\(hint); 'help' lists the commands")
    guard context.signIn == nil else { return refusal }
    if !hint.isEmpty {
      switch context.directory.resolve(words.joined(separator: " ")) {
      case .one, .elsewhere: break
      case .ambiguous, .none: return refusal
      }
    }
    let found = desk(in: context).find(words, as: format)
    return found.isEmpty ? .nothingCalled(words.joined(separator: " ")) : found
  }

  /// The desk for a look-up of this session: in a triage it answers for the hour of its page, and it knows who was rung.
  func desk(in context: DeskContext) -> DirectoryDesk {
    var desk = context.desk
    desk.usual = read(triage.last, in: context)?.now
    desk.calls = heard(in: context)
    return desk
  }

  /// Who was rung in this session, with what other desks reported.
  func heard(in context: DeskContext) -> CallLog { calls.beside(context.reports) }

  /// A look-up's reply is any session's, but for one that has a triage or has rung somebody. Pages show and opening hours
  /// keep minutes; JSON writes the second.
  private func shared(_ reply: Reply) -> Reply {
    guard !hasTriage, calls.isEmpty else { return reply }
    var reply = reply
    reply.holds = format == .text ? .minute : .second
    return reply
  }

  func usage(_ command: Command) -> Reply {
    Reply(501, "'\(command.name.rawValue)' is typed like this: \(command.example). It takes: \(command.usage)")
  }

  /// The widths that a page can be laid out for, in columns.
  private static let widths = 30...1000

  private mutating func setFormat(_ words: [String]) -> Reply {
    guard let format = DeskFormat(rawValue: words[0].lowercased()) else {
      return Reply(501, "format takes: text or json")
    }
    var told: Int?
    if words.count > 1 {
      guard let columns = Int(words[1]), Self.widths.contains(columns), format == .text else {
        return Reply(
          501, "format takes: text with a width from \(Self.widths.lowerBound) to \(Self.widths.upperBound), or json")
      }
      told = columns
    }
    self.format = format
    width = told
    return Reply(200, "blocks are written as \(format.rawValue)" + (told.map { ", \($0) columns wide" } ?? ""))
  }

  private func help(_ word: String?) -> Reply {
    guard let word else {
      return Reply(211, "what can be typed here", block: HelpPage.lines)
    }
    guard let command = Command.named(word) else {
      let name = word.lowercased()
      if let lines = Fact(name: name).map({ HelpPage.lines(of: $0) }) ?? HelpPage.topics[name] {
        return Reply(211, "\(name)", block: lines)
      }
      let hint = Command.hint(for: word, keepsCases: true)
      return Reply(500, "'\(word.prefix(40))' is not a command\(hint)")
    }
    return Reply(
      211, command.name.rawValue,
      block: [command.usage, "  " + command.summary, "  for example: " + command.example])
  }

  private func version(in context: DeskContext) -> Reply {
    Reply(
      200,
      "nightdesk \(context.programVersion); rules \(context.engine.rulesVersion); directory \(context.directory.version) of "
        + TimeText.text(context.directory.date)
        + (context.directory.notice.map { "; \($0.text)" } ?? ""))
  }
}

extension String {
  /// With spaces behind, up to a width.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
