import Directory
import Triage
import WorkingTime

extension DeskSession {
  /// `failed CONTACT [HOW]`: what to try next.
  mutating func failed(_ words: [String], in context: DeskContext) -> Reply {
    guard let contact = context.directory.contact(id: words[0].lowercased()) else {
      let hint = context.directory.contactID(near: words[0]).map { "; did you mean \($0)?" } ?? ""
      return Reply(550, "no contact '\(words[0].prefix(60))'\(hint); a contact's id stands at the end of its line")
    }
    var how = FailureKind.noAnswer
    if words.count > 1 {
      let spoken = CallOutcome(spoken: words.dropFirst())?.failure
      guard let given = FailureKind(rawValue: words[1].lowercased()) ?? spoken else {
        return Reply(501, "failed takes: no-answer, wrong-number or refused")
      }
      how = given
    }
    guard let outcome = CallOutcome(rawValue: how.rawValue) else { return usage(Command.of(.failed)) }
    if let refusal = refusal(of: outcome, to: contact) { return refusal }
    calls.add(Call(to: contact, outcome, at: context.now))
    let title = said(outcome, to: contact, at: context.now, in: context)
    return next(after: contact, outcome, title: title + "; try next", in: context)
  }

  /// `rang WHOM HOW [TIME] [again]`: the same in a person's words; in a triage with whom to ring now. With `again` it was
  /// told before, to a session that has broken off, and is not noted a second time.
  mutating func rang(_ words: [String], in context: DeskContext) -> Reply {
    let isAgain = words.last?.lowercased() == "again"
    let words = isAgain ? Array(words.dropLast()) : words
    guard words.count > 1, let (whom, how, at) = told(words, in: context) else {
      return Reply(
        501,
        "rang takes whom and how it went: rang 1 no answer, or rang MASH answered; also engaged, wrong number, refused")
    }
    let contact: Contact
    switch self.contact(meant: whom, in: context) {
    case .refused(let reply): return reply
    case .value(let found): contact = found
    }
    if let refusal = refusal(of: how, to: contact) { return refusal }
    calls.add(Call(to: contact, how, at: at))
    if isAgain { return Reply(200, said(how, to: contact, at: at, isNoted: false, in: context) + ", told again") }
    let title = said(how, to: contact, at: at, in: context)
    guard let facts = read(triage.last, in: context) else {
      guard how.failure != nil || how == .engaged else { return Reply(200, title) }
      return next(after: contact, how, title: title + "; try next", in: context)
    }
    let determination = context.engine.determine(facts)
    let effect = how.failure.map { DeskEffect.noteFailure(contact: contact.id, how: $0) }
    if format == .json {
      let reach = Reach(contacts: ringList(determination, in: context).rows.compactMap(\.reached), warnings: [])
      let reply = desk(in: context).contacts(reach, title: title, facts.now, as: .json)
      return Reply(213, title, block: reply.block, effect: effect)
    }
    let page = page(of: determination, in: context)
    return Reply(213, title, block: ["RING"] + page.ringing, effect: effect)
  }

  /// Why a call to a contact cannot have gone so: a web page answers nobody. Nil where it can.
  private func refusal(of how: CallOutcome, to contact: Contact) -> Reply? {
    contact.refusal(ofCall: how.failure).map { refusal in
      switch refusal {
      case .answersNobody: Reply(501, refusal.explanation + "; ring a number instead")
      case .hasNoNumber: Reply(501, refusal.explanation + "; where nobody wrote back, say 'no answer'")
      }
    }
  }

  /// How a call went, in a sentence: whom, what befell it, when.
  private func said(
    _ how: CallOutcome, to contact: Contact, at: Moment, isNoted: Bool = true, in context: DeskContext
  ) -> String {
    let time = TimeText.clockText(context.engine.clock.wall(at: at))
    let whose = context.directory.ref(id: contact.council).map { ", \(context.directory[$0].name)" } ?? ""
    return "\(contact.display) (\(contact.team)\(whose)): \(how.words) at \(time)"
      + (isNoted && how.failure != nil ? Reply.noted : "")
  }

  private func next(after contact: Contact, _ how: CallOutcome, title: String, in context: DeskContext) -> Reply {
    let effect = how.failure.map { DeskEffect.noteFailure(contact: contact.id, how: $0) }
    guard let ref = context.directory.ref(id: contact.council) else { return Reply(200, title, effect: effect) }
    let desk = desk(in: context)
    let moment = desk.usual ?? context.now
    let there = desk.at(moment)
    var rest = there.next(after: contact, of: ref) { desk.calls.standsBack($0, at: context.now) }
    // Where each has been tried, they stay on the page, to be rung again.
    if !rest.contacts.contains(where: \.contact.isVoice) { rest = desk.whom(ref, contact.purpose, there) }
    var reply = desk.contacts(rest, title: title, moment, as: format)
    reply.effect = effect
    return reply
  }

  /// Whom to ring in the triage under way, in the order of the page.
  func ringList(_ determination: Determination, in context: DeskContext) -> RingList {
    RingList(determination, engine: context.engine, calls: heard(in: context), now: context.now)
  }

  // MARK: - What was told

  /// Whom, how it went, and when: the longest ending that says how, and a time behind it.
  private func told(_ words: [String], in context: DeskContext) -> (whom: [String], how: CallOutcome, at: Moment)? {
    for timed in 0...min(2, words.count - 2) {
      var at = context.now
      if timed > 0 {
        var text = words.suffix(timed)
        if text.first?.lowercased() == "at" { text.removeFirst() }
        let typed = text.joined(separator: " ")
        // An hour alone is the last one; of yesterday where it is still to come: it is after midnight.
        guard context.isHourAlone(typed), let read = try? context.past(typed, since: nil) else { continue }
        at = read
      }
      let rest = words.dropLast(timed)
      for count in stride(from: min(3, rest.count - 1), through: 1, by: -1) {
        guard let how = CallOutcome(spoken: rest.suffix(count)) else { continue }
        return (Array(rest.dropLast(count)), how, at)
      }
    }
    return nil
  }

  /// The contact that is meant: by its place on the page, its id, its number, or a name.
  private func contact(meant words: [String], in context: DeskContext) -> Answer<Contact> {
    let text = words.joined(separator: " ")
    let rows = read(triage.last, in: context).map { ringList(context.engine.determine($0), in: context).rows } ?? []
    if let place = Int(text), text.count <= 2 {
      let shown = shown(in: context)
      if let contact = shown.indices.contains(place - 1) ? shown[place - 1] : nil {
        // In a triage the page has numbers of its own.
        guard rows.indices.contains(place - 1), let other = rows[place - 1].contact, other.value != contact.value else {
          return .value(contact)
        }
        return .refused(
          Reply(
            551,
            "\(place) may be \(other.display) (\(other.team)) under RING, or \(contact.display) (\(contact.team)) of what "
              + "you looked up; give the number that you rang"))
      }
      guard hasTriage, !rows.isEmpty else {
        let why = shown.isEmpty ? "nothing was looked up just now" : "that page has numbers 1 to \(shown.count)"
        return .refused(Reply(503, "\(why); give the number that you rang, or name whom"))
      }
      guard rows.indices.contains(place - 1) else {
        return .refused(Reply(501, "the page has numbers 1 to \(rows.count) under RING"))
      }
      guard let contact = rows[place - 1].contact ?? emergency(in: context) else {
        return .refused(Reply(501, "999 is not one of the directory's contacts; nothing is to be noted"))
      }
      return .value(contact)
    }
    if let contact = context.directory.contact(id: text.lowercased()) { return .value(contact) }
    let onPage = rows.filter { row in row.contact != nil && row.names(text) }
    if onPage.count == 1, let contact = onPage[0].contact { return .value(contact) }
    let found = onPage.count > 1 ? onPage.compactMap(\.contact) : lookedUp(words, in: context)
    var seen: Set<String> = []
    let distinct = found.filter { seen.insert($0.value ?? $0.id).inserted }
    if distinct.count == 1, let only = distinct.first { return .value(only) }
    guard !distinct.isEmpty else {
      return .refused(
        Reply(
          550, "nobody called '\(text.prefix(60))' is held; give the number that you rang, or its place on the page"))
    }
    let names = distinct.prefix(6).map { "\($0.display) (\($0.team))" }.joined(separator: ", ")
    return .refused(Reply(551, "'\(text.prefix(60))' may be \(names); give the number that you rang"))
  }

  private func emergency(in context: DeskContext) -> Contact? {
    context.directory.contacts.first { $0.display == "999" }
  }

  /// The voices that a search for some words gives: a council's line for a purpose, or whatever is found.
  private func lookedUp(_ words: [String], in context: DeskContext) -> [Contact] {
    let desk = desk(in: context)
    let there = desk.at(desk.usual ?? context.now)
    let arguments = LookupArguments(words)
    if arguments.wanted != nil, case .one(let ref) = context.directory.resolve(arguments.council),
      let wanted = arguments.wanted
    {
      let reach = there.who(ref, purpose: there.purpose(of: wanted, at: ref))
      return reach.contacts.map(\.contact).filter(\.isVoice).prefix(1).map(\.self)
    }
    return there.find(words.joined(separator: " "), postcodes: context.postcodes?.table).contacts.map(\.contact)
      .filter { $0.isVoice || $0.status == .quarantined && $0.kind == .phone }
  }
}

extension DirectoryAtMoment {
  /// What to try instead of a contact. Behind a switchboard, or where nobody else is held for what it is for, that is whoever
  /// is rung about a home at this hour: its number is often the night line's too.
  fileprivate func next(after contact: Contact, of ref: CouncilRef, passing failed: (Contact) -> Bool) -> Reach {
    let purpose = contact.purpose
    let isOfHousing = !purpose.isChildrensServices && !purpose.isAdultSocialCare
    if purpose != .switchboard {
      let rest = who(ref, purpose: purpose, passing: failed)
      if !isOfHousing || rest.contacts.contains(where: \.contact.isVoice) { return rest }
    }
    return who(ref, purpose: self.purpose(of: .homelessness, at: ref), passing: failed)
  }
}

extension RingList.Row {
  /// Whether some words name it: each is in its team's or council's name, or they are its number's digits.
  func names(_ text: String) -> Bool {
    let digits = text.filter(\.isNumber)
    if digits.count >= 5, text.allSatisfy({ $0.isNumber || " +()-.".contains($0) }) {
      return number.filter(\.isNumber) == digits
        || (contact?.value?.filter(\.isNumber).hasSuffix(String(digits.drop { $0 == "0" })) ?? false)
    }
    let own = whose.lowercased()
    let id = contact?.id.lowercased() ?? ""
    // A team goes by its first letters too: EDT.
    let letters = String((contact?.team ?? "").split(separator: " ").compactMap(\.first)).lowercased()
    return text.lowercased().split(separator: " ").allSatisfy {
      own.contains($0) || id.contains($0) || (letters.count > 2 && letters == $0)
    }
  }
}
