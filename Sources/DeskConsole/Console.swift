import Desk
package import Foundation

/// How a console goes about its lines.
package struct ConsoleOptions: Sendable {
  /// Lines to run instead of reading any.
  package var lines: [String]
  /// A file of lines, and how it is called in what is said of them.
  package struct Script: Sendable {
    /// The file's name.
    package var name: String
    /// Its text.
    package var text: String

    /// A script by its name and text.
    package init(name: String, text: String) {
      self.name = name
      self.text = text
    }
  }

  /// A script to run instead of reading lines.
  package var script: Script?
  /// Lines to run before the first is read.
  package var first: [String]
  /// Whether a script goes on past a line that is refused.
  package var goesOn: Bool
  /// The file in which the history is kept; nil for none.
  package var history: String?

  /// By default: read lines, stop a script at the first error, keep no history.
  package init(lines: [String] = [], first: [String] = [], goesOn: Bool = false, history: String? = nil) {
    self.lines = lines
    self.first = first
    self.goesOn = goesOn
    self.history = history
  }
}

/// A desk at a terminal: reads lines, hands them to the desk, shows its replies. A triage goes question by question there;
/// input that is not a terminal is a script, and runs line by line: there too a line that is not a command answers the question.
package struct Console<At: ConsoleDesk> {
  private var desk: At
  private let options: ConsoleOptions
  private let screen: Screen
  /// The width that the desk was last told.
  private var width: Int?
  private var interview = Interview()
  /// Whether a triage is under way.
  private var isTriaging = false
  /// The families that are open beside it, the one before last.
  private var others: [Interview] = []

  /// Whether something of the line that was taken last was refused.
  private var wasRefused = false

  /// A console at a desk.
  ///
  /// - Parameters:
  ///   - desk: The desk.
  ///   - options: How it goes about its lines.
  ///   - output: Where replies go; errors go there too if it is not standard output.
  package init(at desk: At, options: ConsoleOptions = ConsoleOptions(), output: FileHandle = .standardOutput) {
    self.desk = desk
    screen = Screen(output: output)
    self.options = options
  }

  /// Runs until the input ends or somebody leaves.
  ///
  /// - Throws: whatever the desk throws.
  /// - Returns: Whether every line was understood.
  package mutating func run() throws -> Bool {
    let result = Result { try runLines() }
    for line in try desk.end() { screen.complain(line) }
    return try result.get()
  }

  private mutating func runLines() throws -> Bool {
    if !options.lines.isEmpty { return try run(script: options.lines) }
    if let script = options.script {
      let lines = script.text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      return try run(script: lines.lazy.map(String.init)) { "\(script.name):\($0): " }
    }
    guard screen.isTerminal else {
      var first = options.first[...]
      let lines = AnySequence { AnyIterator { first.popFirst() ?? readLine(strippingNewline: true) } }
      return try run(script: lines) { "line \($0): " }
    }
    try runAtTerminal()
    return true
  }

  // MARK: - Scripts

  /// Runs lines as a script: no prompt, no questions, and an end at the first error unless told to go on.
  ///
  /// - Parameters:
  ///   - script: The lines. One with an end of line in it is as many.
  ///   - place: What to say before an error, for the number of its line, counted from 1.
  /// - Throws: whatever the desk throws.
  /// - Returns: Whether every line was understood.
  package mutating func run(script: some Sequence<String>, place: (Int) -> String = { _ in "" }) throws -> Bool {
    var isClean = true
    for (number, text) in script.enumerated() {
      for line in text.split(whereSeparator: \.isNewline) {
        let trimmed = line.trimmingCharacters(in: .whitespacesAndNewlines)
        if trimmed.isEmpty || trimmed.hasPrefix("#") { continue }
        let reply = try interview.scripted(trimmed, at: &desk) ?? desk.answer(trimmed)
        show(reply, behind: place(number + 1))
        if reply.isError { isClean = false }
        if reply.effect == .close || (reply.isError && !options.goesOn) { return isClean }
      }
    }
    return isClean
  }

  // MARK: - At a terminal

  private mutating func runAtTerminal() throws {
    let reader = LineReader(ahead: screen.ahead)
    var history = History(path: options.history)
    defer { history.trim() }
    // Before the desk is told anything: a desk elsewhere may never answer.
    screen.show(Folding(width: TerminalSize.columns(of: STDOUT_FILENO) ?? .max).lines(desk.welcome))
    if desk.isReady { try tellWidth() }
    var isFirst = true
    for line in options.first where try take(line) == .leave { return }
    while true {
      let (input, completed) = try read(from: reader, isFirst: isFirst)
      isFirst = false
      desk = completed
      switch input {
      case .hangUp: return
      case .end:
        screen.show([""])
        if try mayLeave(reader) { return showKept() }
      case .line(let line):
        let trimmed = line.trimmingCharacters(in: .whitespacesAndNewlines)
        if trimmed.isEmpty {
          try tellWidth()
          if let turn = try interview.repeated(at: &desk) { show(turn) }
          continue
        }
        if trimmed.hasPrefix("#") { continue }
        remember(trimmed, in: &history)
        wasRefused = false
        // Now, for the screen may have changed while the line was typed.
        try tellWidth()
        if Command.named(trimmed)?.name == .quit {
          guard try mayLeave(reader) else { continue }
          // Whoever was asked and leaves does, even where the desk would rather keep what it cannot.
          if try take(trimmed) == .leave || !trimmed.contains(" ") { return showKept() }
          continue
        }
        if Command.named(trimmed)?.name == .close, !mayClose(reader) { continue }
        if trimmed.lowercased() == "auth", desk.takesTokens {
          // Asked for, so that it stands on no screen.
          guard let token = reader.secret(prompt: "token: ") else { continue }
          if try take("auth \(token)") == .leave { return }
          continue
        }
        if try take(trimmed) == .leave { return }
        if wasRefused { dropPasted(reader) }
        if !isTriaging { history.forgetTriage() }
      }
    }
  }

  private static var manners: String {
    "Answer each question, by its number or in words. You can also type: don't know, back, ? for what the answers mean, "
      + "result, close."
  }

  private enum Course {
    case goOn, leave
  }

  /// Reads a line; the desk comes back because completing asks it.
  private func read(from reader: LineReader, isFirst: Bool) throws -> (LineReader.Input, At) {
    var desk = desk
    let answers = interview.fact
    let input = try reader.next(prompt: prompt, meanwhile: { try isFirst ? desk.getReady() : [] }) { typed in
      // At a question a value comes first to mind; whatever is a command stays one.
      guard let fact = answers else { return Self.words(for: typed, at: &desk) }
      let values = Self.words(for: "set \(fact) \(typed)", at: &desk)
      let others = Interview.words.filter { !typed.contains(" ") && $0.hasPrefix(typed) && !typed.isEmpty }
      return values + others + (values.isEmpty && !typed.isEmpty ? Self.words(for: typed, at: &desk) : [])
    }
    return (input, desk)
  }

  private static func words(for typed: String, at desk: inout At) -> [String] {
    do {
      let reply = try desk.answer("complete \(typed)")
      return reply.isError ? [] : reply.block
    } catch {
      // The next line will meet the same failure, and say it.
      return []
    }
  }

  private var prompt: String {
    interview.fact.map { "\($0)> " } ?? (isTriaging ? "triage> " : desk.prompt)
  }

  /// Facts of a family and tokens are in no history; other lines of a triage only until it ends.
  private func remember(_ line: String, in history: inout History) {
    var words = line.split(separator: " ").map(String.init)[...]
    // What is to be completed or explained may be the token or the answer itself.
    while words.count > 1, let asked = words.first.flatMap({ Command.named($0)?.name }),
      [.complete, .help].contains(asked)
    {
      words.removeFirst()
    }
    let name = words.first.flatMap { Command.named($0) }
    if name?.name == .auth || PastedText.holdsToken(line) { return }
    // What is said of a case names it; no history does.
    if name == nil, words.first.flatMap({ CaseCommand.named($0) }) != nil { return }
    if isTriaging || name == nil || name?.needsTriage == true || name?.name == .triage {
      history.add(line, for: .triage)
    } else {
      // Names are looked for too, of people as well.
      history.add(line, for: name?.name == .find ? .run : .good)
    }
  }

  /// How many columns there are; nil where nobody looks.
  private var columns: Int? {
    width ?? TerminalSize.columns(of: STDOUT_FILENO)
  }

  /// Tells the desk how wide the screen is, where that has changed.
  private mutating func tellWidth() throws {
    let columns = TerminalSize.columns(of: STDOUT_FILENO) ?? TerminalSize.usable.upperBound
    guard desk.format == .text, columns != width else { return }
    width = columns
    // The two columns by which a block is moved in are the screen's too. A desk that knows no widths writes as it always does.
    _ = try desk.answer("format text \(columns - 2)")
  }

  /// After a line of a paste that was refused the next would answer something else than it was meant for.
  private func dropPasted(_ reader: LineReader) {
    let count = reader.dropPasted()
    guard count > 0 else { return }
    screen.complain(
      "The \(count == 1 ? "line" : "\(count) lines") pasted after it \(count == 1 ? "is" : "are") not taken.")
  }

  /// Asks before answers are lost by leaving.
  private mutating func mayLeave(_ reader: LineReader) throws -> Bool {
    try interview.looksAgain(at: &desk)
    let lost = ([interview] + others).filter { $0.hasAnswers && !$0.isKept }
    guard let first = lost.first else { return true }
    screen.complain(
      lost.count == 1
        ? "The triage at \(first.council) is not closed; its answers are kept nowhere."
        : "\(lost.count) families' triages are not closed; their answers are kept nowhere.")
    return agrees(to: "Leave and lose them? (yes or no) ", reader)
  }

  /// Says where the families are whose triages are left open.
  private func showKept() {
    for reference in ([interview] + others).compactMap(\.kept) {
      screen.show(["\(reference) is kept; 'open \(reference)' takes it up again."])
    }
  }

  /// Asks before a family's answers are lost by closing.
  private func mayClose(_ reader: LineReader) -> Bool {
    guard interview.hasAnswers, !interview.isKept else { return true }
    return agrees(to: "Close the triage at \(interview.council) and lose its answers? (yes or no) ", reader)
  }

  /// Whether the answer is yes. The end of input is none: a second Ctrl-D loses nothing.
  private func agrees(to question: String, _ reader: LineReader) -> Bool {
    // Only what is typed now may say yes.
    dropPasted(reader)
    while true {
      switch reader.next(prompt: question, meanwhile: { [] }, complete: { _ in ["yes", "no"] }) {
      case .line(let line):
        switch line.trimmingCharacters(in: .whitespaces).lowercased() {
        case "yes", "y": return true
        case "no", "n", "": return false
        default: continue
        }
      case .end:
        screen.show([""])
        return false
      case .hangUp: return true
      }
    }
  }

  /// Carries a line out: an answer to the question that stands, or a command.
  private mutating func take(_ line: String) throws -> Course {
    if let turn = try interview.answer(line, at: &desk) {
      show(turn)
      return .goOn
    }
    if try watchBoard(line) { return .goOn }
    var reply = try desk.answer(line)
    if reply.effect == .close {
      show(reply)
      return .leave
    }
    let command = line.split(separator: " ").first.flatMap { Command.named(String($0)) }?.name
    if command == .format { width = nil }
    if command == .triage, !reply.isError {
      // How a triage goes on by commands is for those who go by commands. What is to be known stands above the question.
      let said = reply.text.replacing(Command.afterTriage, with: "")
      reply = Reply(
        reply.code, (said.firstRange(of: " ! ").map { String(said[..<$0.lowerBound]) } ?? said) + ". " + Self.manners)
    }
    show(reply)
    guard !reply.isError else {
      if let reminder = interview.reminder { show(reminder) }
      return .goOn
    }
    if command == nil, try takeCase(line, reply) { return .goOn }
    switch command {
    case .triage?:
      if interview.hasAnswers || interview.isKept { others.append(interview) }
      isTriaging = true
      show(try interview.begin(at: &desk))
    case .close?:
      interview = others.popLast() ?? Interview()
      isTriaging = interview.family != nil
      if isTriaging { show(try interview.resume(at: &desk)) }
    case .auth?: try goOnSignedIn()
    case .switch?: try switchFamily()
    case .set?, .unset?, .back?: show(try interview.again(at: &desk))
    case .rang?, .failed?:
      if interview.fact != nil { show(try interview.again(at: &desk)) }
    default:
      if let reminder = interview.reminder { show(reminder) }
    }
    return .goOn
  }

  /// After a sign-in the question stands, or nothing does: whoever is another than before has no triage there.
  private mutating func goOnSignedIn() throws {
    guard isTriaging else { return }
    if AskedQuestion(try desk.answer("ask json")) == nil {
      (interview, others, isTriaging) = (Interview(), [], false)
    } else if let reminder = interview.reminder {
      show(reminder)
    }
  }

  /// Shows the board again and again until a key is typed: `board every 10`, for a screen on the wall.
  ///
  /// - Returns: Whether the line was that.
  private mutating func watchBoard(_ line: String) throws -> Bool {
    let words = line.lowercased().split(separator: " ")
    guard words.count > 1, words[0] == "board", words[1] == "every" else { return false }
    guard words.count <= 3, let seconds = words.count == 2 ? 10 : Int32(words[2]), (1...3600).contains(seconds) else {
      show(Reply(501, "board every takes the seconds between two looks, 1 to 3600"))
      return true
    }
    while true {
      let reply = try desk.answer("board")
      guard !reply.isError else {
        show(reply)
        return true
      }
      let folding = Folding(width: screen.size.columns)
      let title = folding.lines([reply.text]).map(screen.style.bold)
      let lines = title + screen.style.painted(folding.lines(reply.block), code: reply.code)
      let foot = "Seen at \(Self.localTime); again in \(seconds) s. Enter: the desk"
      guard screen.showsAnew(lines, foot: foot, after: seconds) else { return true }
    }
  }

  /// The time of this machine, to the second: of a screen that stands still it tells since when.
  private static var localTime: String {
    var (now, parts) = (time(nil), tm())
    localtime_r(&now, &parts)
    return [parts.tm_hour, parts.tm_min, parts.tm_sec].map { ($0 < 10 ? "0" : "") + "\($0)" }.joined(separator: ":")
  }

  /// What a command about cases means for the questions: a case that is taken up is asked on where it was left.
  ///
  /// - Returns: Whether it was one, and nothing is left to do.
  private mutating func takeCase(_ line: String, _ reply: Reply) throws -> Bool {
    guard let name = line.split(separator: " ").first.flatMap({ CaseCommand.named(String($0)) })?.name else {
      return false
    }
    switch (name, reply.code) {
    case (.keep, 240): interview.kept = Self.reference(in: reply)
    case (.open, 214):
      isTriaging = true
      interview = Interview()
      interview.kept = Self.reference(in: reply)
      show(try interview.resume(at: &desk))
    default: return false
    }
    return true
  }

  /// The reference that a reply names first.
  private static func reference(in reply: Reply) -> String? {
    reply.text.firstMatch(of: /[0-9A-Z]{3}-[0-9A-Z]{3}/).map { String($0.0) }
  }

  /// Follows the desk to the family that it has gone over to.
  private mutating func switchFamily() throws {
    guard let asked = AskedQuestion(try desk.answer("ask json")) else { return }
    if asked.soFar.family != interview.family,
      let place = others.firstIndex(where: { $0.family == asked.soFar.family })
    {
      let next = others.remove(at: place)
      if isTriaging { others.append(interview) }
      interview = next
    }
    show(try interview.resume(at: &desk))
  }

  // MARK: - Showing

  /// Whether blocks are shown as the documents that they are.
  package var isWritingDocuments: Bool { desk.format == .json }

  private mutating func show(_ turn: Interview.Turn) {
    for reply in turn.replies { show(reply) }
  }

  private mutating func show(_ reply: Reply, behind place: String = "") {
    let folding = Folding(width: columns.map { $0 - 2 } ?? .max)
    if reply.isError { wasRefused = true }
    if reply.isError { return screen.complain(folding.lines([place + reply.text]).joined(separator: "\n")) }
    guard reply.hasBlock else { return screen.show(folding.lines([reply.text])) }
    // What the interview says has no title, and is a person's in any format.
    guard desk.format == .text || reply.text.isEmpty else { return screen.show(reply.block) }
    let isTitled = !reply.text.isEmpty && reply.code != 212
    let title = isTitled ? folding.lines([reply.text]).map(screen.style.bold) : []
    let lines = screen.style.painted(folding.lines(reply.block), code: reply.code)
    screen.show(title + lines.map { $0.isEmpty ? "" : "  " + $0 })
  }
}
