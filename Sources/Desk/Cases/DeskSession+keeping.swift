import Casebook
import Directory
import JSON
import Triage
import WorkingTime

extension DeskSession {
  mutating func keep(_ desk: CaseDesk) throws -> Reply {
    if let openCase {
      return Reply(240, "kept already, as \(openCase.reference.text); every answer is saved")
    }
    guard let facts = triage.last else { return Reply(503, "no triage is under way; begin one with 'triage COUNCIL'") }
    let (record, taken) = try begin(
      facts, of: triageName, aboutAnotherHour: isAboutAnotherHour, desk.access, in: desk.context)
    if taken != facts { triage.append(taken) }
    openCase = OpenCase(record, by: desk.officer.name)
    return Reply(
      240,
      "kept as \(record.reference.text); every answer is saved from here on. \(counted(record.live.count, "thing")) to do, "
        + "'show' lists them; 'close' ends the questions and 'open \(record.reference.text)' takes them up again")
  }

  /// What the terminal calls the triage under way.
  mutating func name(triage word: String) -> Reply {
    guard hasTriage else { return Reply(503, "no triage is under way; begin one with 'triage COUNCIL'") }
    guard let name = TriageName(word) else {
      return Reply(501, "a triage is called by a word of 16 to 64 letters and digits that no other has")
    }
    triageName = name
    return Reply(200, "however often this triage is said under that name, it makes one case")
  }

  mutating func open(_ text: String, _ desk: CaseDesk) throws -> Reply {
    guard !hasUnsavedAnswers || openCase != nil else {
      return Reply(503, "a triage is under way; 'keep' keeps it, 'close' ends it")
    }
    let record = try desk.record(text, or: nil)
    let page = desk.page(of: record)
    // Nothing can be recorded on one that is damaged: it is shown, and no question is asked.
    guard record.damage == nil else {
      return page.warning(try desk.glance(at: record), as: format)
    }
    let (others, notices) = try desk.noted(record)
    if let openCase, openCase.reference != record.reference { putDown(openCase, desk.access, in: desk.context) }
    openCase = OpenCase(record, by: desk.officer.name, told: Set(others.map(\.seat)))
    let told =
      notices + CaseWording.also(others, desk.officer.name, desk.context.now, desk.clock).map { "! \($0)." }
    // It is open once, whether or not it stood aside.
    self.others.removeAll { $0.openCase?.reference == record.reference }
    isAboutAnotherHour = false
    do {
      triage = [try desk.context.reader.facts(from: record.facts, now: desk.context.now)]
      triageDirectory = desk.context.directory
      lost = nil
      return page.warning(told, as: format)
    } catch {
      triage = []
      let why = "! Its questions cannot be taken up: \(error.explanation)."
      return Reply(page.code, page.text, block: format == .text ? told + [why] + page.block : page.block)
    }
  }

  /// Makes a case of what is known of a family; where one was made of the same triage, and the terminal was not told, it goes on
  /// in that. What that holds stays, and what is said again here is added: a terminal may have lost its answers with its line.
  ///
  /// - Parameters:
  ///   - facts: What is known.
  ///   - name: What the terminal calls the triage.
  ///   - isAbout: Whether it is asked about an hour that was typed.
  ///   - access: The casebook.
  ///   - context: What the desk stands on.
  /// - Throws: `CaseTrouble`; `FactError` where the case holds what cannot be read any more.
  /// - Returns: The case, and its facts.
  func begin(
    _ facts: Facts, of name: TriageName?, aboutAnotherHour isAbout: Bool, _ access: CaseAccess, in context: DeskContext
  ) throws -> (record: CaseRecord, facts: Facts) {
    let officer = try officer(access, in: context, needs: .officer)
    let council = context.directory[facts.council]
    guard officer.sees(council: council.id) else {
      throw CaseTrouble(.notYours, "cases of \(council.name) are not yours to keep")
    }
    func proposal(of facts: Facts) -> Proposal {
      Proposal(context.engine.determine(Self.read(facts, aboutAnotherHour: isAbout, in: context)))
    }
    var record = try access.shelf.begin(
      Revision(facts: context.reader.told(facts), proposal: proposal(of: facts)), of: name, by: officer.name,
      at: context.now)
    // When they came is what the first telling says: a triage that begins again has another hour by itself.
    let told = record.facts.merging(context.reader.told(facts)) { $1 }.merging(
      record.facts.filter { $0.key == Fact.presentedAt.name }
    ) { $1 }
    let known =
      record.last == 1 && told == context.reader.told(facts)
      ? facts : try context.reader.facts(from: told, now: context.now)
    let revision = record.revision(facts: told, proposal: proposal(of: known))
    if !revision.isEmpty {
      // What somebody recorded there since would be lost under what is said again here.
      guard record.events.allSatisfy({ $0.by == officer.name }) else {
        throw CaseTrouble(
          .changed,
          "this triage is kept as \(record.reference.text), and somebody else has changed it since; 'open "
            + "\(record.reference.text)' shows it")
      }
      record = try access.shelf.append(
        [NewDeed(.told(revision: revision))], to: record.reference, by: officer.name, at: context.now,
        after: record.last)
    }
    // It is kept, whether or not others can be told who has it open. The casebook counts a reading that it could not log.
    _ = try? access.shelf.read(record.reference, by: seat(officer.name), at: context.now)
    return (record, known)
  }

  /// Somebody at this desk.
  func seat(_ name: String) -> CaseSeat {
    CaseSeat(name: name, desk: String(desk, radix: 36))
  }

  /// That it is put down is a courtesy to others: whoever cannot be told takes it for open for two hours.
  func putDown(_ held: OpenCase, _ access: CaseAccess, in context: DeskContext) {
    try? access.shelf.putDown(held.reference, by: seat(held.by), at: context.now)
  }

  // MARK: - By itself

  /// What a triage that is kept by itself came to.
  struct KeptByItself {
    /// The references of the cases that were made.
    var kept: [CaseReference] = []
    /// Why another was not made; nil where that is for want of a right to keep cases, which is no fault.
    var trouble: Reply?
    /// Whether that was not said before.
    var isNews = false
    /// Whether it may be made later: what stands in the way is the casebook, and not the triage itself.
    var mayBeLater = false

    /// How that is said behind a reply.
    var said: String {
      let made = kept.map(\.text).joined(separator: " and ")
      return (kept.isEmpty ? "" : ". Kept as \(made)") + (isNews ? trouble.map { ". Not kept: \($0.text)" } ?? "" : "")
    }
  }

  /// Keeps what has been answered and is not kept, where the site wants every triage kept.
  ///
  /// - Parameters:
  ///   - isWhole: Whether every family that is open is meant, or the one under way alone.
  ///   - access: The casebook.
  ///   - context: What the desk stands on.
  /// - Returns: What was kept, and what came in the way.
  mutating func keepByItself(all isWhole: Bool, _ access: CaseAccess, in context: DeskContext) -> KeptByItself {
    var made = KeptByItself()
    guard access.keeps != .asked else { return made }
    func kept(
      _ states: [Facts], of name: TriageName?, aboutAnotherHour isAbout: Bool
    ) -> (open: OpenCase, states: [Facts])? {
      guard let facts = states.last else { return nil }
      do {
        let (record, known) = try begin(facts, of: name, aboutAnotherHour: isAbout, access, in: context)
        made.kept.append(record.reference)
        notKept = nil
        return (OpenCase(record, by: record.owner), known == facts ? states : states + [known])
      } catch {
        let why = refusal(error)
        // Who may keep no case asks as before.
        guard ![530, 540].contains(why.code) else { return nil }
        made.trouble = why
        made.mayBeLater = why.code != 542
        made.isNews = notKept != why.text
        notKept = why.text
        return nil
      }
    }
    if hasUnsavedAnswers, openCase == nil,
      let (open, states) = kept(triage, of: triageName, aboutAnotherHour: isAboutAnotherHour)
    {
      (openCase, triage) = (open, states)
    }
    guard isWhole else { return made }
    for place in others.indices where others[place].openCase == nil && others[place].states.count > 1 {
      let family = others[place]
      guard let (open, states) = kept(family.states, of: family.name, aboutAnotherHour: family.isAboutAnotherHour)
      else {
        continue
      }
      (others[place].openCase, others[place].states) = (open, states)
    }
    return made
  }

  /// Whether a case is before it.
  package var holdsCase: Bool { openCase != nil || others.contains { $0.openCase != nil } }

  /// Whether something is left to do when the session ends: a triage is open that the site wants kept, or a case is before it.
  package func hasToEnd(in context: DeskContext) -> Bool {
    guard let cases = context.cases else { return false }
    return holdsCase || (cases.keeps != .asked && hasAnyUnsavedAnswers)
  }

  /// Ends the session, however that came about: somebody left, the input was over, the line was cut, the program is told to stop.
  /// Every way out comes by here, once. What the site wants kept and is not yet is kept, and each case is put down.
  ///
  /// - Parameter context: What the desk stands on.
  /// - Returns: What became of families whose answers were not kept before, a line each.
  package mutating func end(in context: DeskContext) -> [String] {
    defer { closeAllTriages() }
    guard let access = context.cases else { return [] }
    let made = keepByItself(all: true, access, in: context)
    for open in ([openCase] + others.map(\.openCase)).compactMap(\.self) { putDown(open, access, in: context) }
    let kept = made.kept.map { "kept as \($0.text); 'open \($0.text)' takes it up again" }
    return kept + (made.trouble.map { ["not kept: \($0.text)"] } ?? [])
  }
}
