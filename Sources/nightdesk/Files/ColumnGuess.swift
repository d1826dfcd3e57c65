import Directory
import DirectoryExchange

/// What headings and the cells under them seem to say; only ever proposed.
enum ColumnGuess {
  /// Words of a heading's beginning or middle, and what a column of them reaches; the first that fits counts.
  private static let purposes: [(String, Purpose)] = [
    ("severe weather", .roughSleeping), ("swep", .roughSleeping), ("night shelter", .roughSleeping),
    ("refuge", .domesticAbuse), ("out of hours", .outOfHours), ("ooh", .outOfHours),
    ("emergency duty", .childrensOutOfHours),
    ("emergency services", .emergency), ("emergency", .outOfHours), ("night", .outOfHours),
    ("out-of-hours", .outOfHours),
    ("evening", .outOfHours), ("weekend", .outOfHours), ("bank holiday", .outOfHours), ("when closed", .outOfHours),
    ("outside office", .outOfHours),
    ("overnight", .outOfHours), ("after hours", .outOfHours), ("edt", .childrensOutOfHours),
    ("duty to refer", .dutyToRefer),
    ("referral", .dutyToRefer), ("subject access", .subjectAccess), ("information governance", .subjectAccess),
    ("data protection", .subjectAccess), ("switchboard", .switchboard), ("general enquir", .switchboard),
    ("main number", .switchboard), ("rough sleep", .roughSleeping), ("streetlink", .roughSleeping),
    ("adult social", .adultSocialCare), ("adult care", .adultSocialCare), ("leaving care", .careLeavers),
    ("care leaver", .careLeavers), ("early help", .earlyHelp), ("children", .safeguarding), ("mash", .safeguarding),
    ("front door", .safeguarding), ("single point of access", .safeguarding), ("website", .website), ("web", .website),
    ("domestic", .domesticAbuse), ("police", .police),
    ("nhs", .health),
    ("housing options", .housingOptions), ("housing solutions", .housingOptions), ("homeless", .housing),
    ("housing", .housing),
  ]
  private static let fields: [(String, String)] = [
    ("council", "council"), ("authority", "council"), ("organisation", "council"), ("organization", "council"),
    ("district", "council"), ("borough", "council"),
    ("team", "team"), ("service", "team"), ("department", "team"), ("purpose", "purpose"), ("type", "purpose"),
    ("used for", "purpose"), ("telephone", "value"), ("phone", "value"), ("number", "value"), ("tel", "value"),
    ("email", "value"), ("e-mail", "value"), ("contact", "value"), ("status", "status"), ("page", "sourcePlace"),
    ("address", "-"), ("line", "value"),
  ]

  /// Of whom or of what a column speaks that reaches nobody.
  private static let notReached = [
    " contact name", " name of contact", " named contact", " contact person", " officer", " manager", " lead", " fax",
    " updated", " checked", " note", " comment", " first name", " surname",
  ]

  private enum Guess {
    case text(String)
    /// A number or address: for what, where the heading says it.
    case value(Purpose?)
    /// Hours: of what, where the heading says it.
    case hours(Purpose?)

    /// What a number or address is for, where that is known.
    var valuePurpose: Purpose? { if case .value(let purpose) = self { purpose } else { nil } }
  }

  /// The answer that fits each heading and its cells; a hyphen where none does.
  ///
  /// Where a row reaches several people, hours without a purpose are those of the number before them, and what has no
  /// purpose is by day.
  static func answers(for headings: [String], _ samples: [ColumnSample]) -> [String] {
    var guesses = zip(headings, samples).map { guess($0, $1) }
    func isText(_ answer: String) -> (Int) -> Bool {
      { if case .text(answer) = guesses[$0] { true } else { false } }
    }
    nameCouncils(&guesses, samples)
    let values = guesses.indices.filter { if case .value = guesses[$0] { true } else { false } }
    let isNamed = { (place: Int) in guesses[place].valuePurpose.map { $0 != .website } ?? false }
    // Where no heading says what a number is for, a column of teams or services may.
    if !guesses.indices.contains(where: isText("purpose")), !values.contains(where: isNamed),
      let place = guesses.indices.first(where: { isText("team")($0) && samples[$0].arePurposes })
    {
      guesses[place] = .text("purpose")
    }
    if values.count > 1, !guesses.indices.contains(where: isText("purpose")), values.contains(where: isNamed) {
      var before = Purpose.housing
      for place in values {
        let purpose = guesses[place].valuePurpose
        if purpose == nil { guesses[place] = .value(before) }
        if let purpose, !purpose.isOutOfHours, purpose != .website { before = purpose }
      }
    }
    var claimed: Set<Purpose> = []
    for (place, guess) in guesses.enumerated() {
      guard case .hours(let purpose?) = guess else { continue }
      if values.contains(where: { guesses[$0].valuePurpose == purpose }) {
        claimed.insert(purpose)
      } else {
        guesses[place] = .hours(nil)
      }
    }
    for (place, guess) in guesses.enumerated() {
      guard case .hours(nil) = guess else { continue }
      let spoken = values.filter { !isWritten(headings[$0]) }
      let nearest = spoken.filter { $0 < place }.reversed() + spoken.filter { $0 > place }
      let open = nearest.compactMap { guesses[$0].valuePurpose }.filter { !claimed.contains($0) }
      let isByDay = [" opening", " office", " day"].contains { plain(headings[place]).contains($0) }
      guard values.count > 1, let purpose = open.first(where: { !isByDay || !$0.isOutOfHours }) ?? open.first else {
        continue
      }
      claimed.insert(purpose)
      guesses[place] = .hours(purpose)
    }
    var taken: Set<String> = []
    return guesses.map { guess in
      switch guess {
      case .value(let purpose): return purpose?.rawValue ?? "value"
      case .hours(let purpose?):
        let answer = "hours \(purpose.rawValue)"
        return taken.insert(answer).inserted ? answer : "-"
      case .hours(nil): return taken.insert("hours").inserted ? "hours" : "-"
      case .text(let answer): return taken.insert(answer).inserted ? answer : "-"
      }
    }
  }

  /// Names the column of councils: by its heading, unless its cells are others, else by its cells.
  private static func nameCouncils(_ guesses: inout [Guess], _ samples: [ColumnSample]) {
    let named = guesses.indices.filter { if case .text("council") = guesses[$0] { true } else { false } }
    guard let found = samples.indices.first(where: { samples[$0].areCouncils && (named.isEmpty || named.contains($0)) })
    else { return }
    for place in named { guesses[place] = .text("-") }
    guesses[found] = .text("council")
  }

  /// What a heading says, where its cells do not say another thing.
  private static func guess(_ heading: String, _ sample: ColumnSample) -> Guess {
    let said = guess(heading)
    let text = plain(heading)
    let isForOthers = isOfAnotherService(text)
    let isForNobody = notReached.contains(where: text.contains) || text.contains(" postcode") || isForOthers
    if isForOthers { return .text("-") }
    if case .text("-") = said, sample.areKinds { return .text("kind") }
    if case .text("purpose") = said, sample.areKinds { return .text("kind") }
    switch (said, sample.kind) {
    case (.hours(let purpose), .number?), (.hours(let purpose), .mailbox?): return .value(purpose)
    case (.hours, .page?): return .text("-")
    // 'Open' and 'when' stand in headings of other things too.
    case (.hours, .words?) where !sample.hasHours && (!sample.hasLetters || !isOfHours(text)): return .text("-")
    case (.value(let purpose), .hours?): return .hours(purpose)
    case (.value, .words?): return .text(sample.arePurposes && !text.contains(" description") ? "purpose" : "-")
    case (.value(nil), .page?): return .text("-")
    case (.text("sourcePlace"), .page?) where text.contains(" home"): return .value(.website)
    case (.text("council"), .number?), (.text("council"), .mailbox?), (.text("team"), .number?), (.text("-"), .number?):
      return isForNobody ? .text("-") : .value(purpose(inWords: text))
    case (.text("-"), .hours?) where !isForNobody: return .hours(purpose(inWords: text))
    default: return said
    }
  }

  /// Whether a heading is of numbers that nobody rings about a home, whatever time it names: `Noise OOH`.
  private static func isOfAnotherService(_ text: String) -> Bool {
    // A careline is where many councils' lines are answered at night.
    !text.contains(" homeless") && otherServices.contains { $0 != " careline" && (text + " ").contains($0) }
  }

  private static func isOfHours(_ text: String) -> Bool { [" hours", " hrs", " times"].contains(where: text.contains) }

  /// What one heading says by itself.
  private static func guess(_ heading: String) -> Guess {
    let text = plain(heading)
    let letters = text.filter { $0 != " " }
    if let field = TableMap.Field.allCases.first(where: { $0.rawValue.lowercased() == letters }),
      ![.value, .hours, .contact].contains(field)
    {
      return .text(field.rawValue)
    }
    let isReached = [" tel", " phone", " number", " email", " e-mail", " mobile"].contains(where: text.contains)
    if !isReached, notReached.contains(where: text.contains) { return .text("-") }
    // 'Out of hours' says when a number answers; 'out of hours times' says which hours those are.
    let rest = text.replacing(" out of hours", with: "").replacing(" after hours", with: "")
    let purpose = purpose(inWords: text)
    if [" hours", " hrs", " times", " opening", " open", " when"].contains(where: rest.contains) {
      return .hours(purpose)
    }
    if let purpose { return .value(purpose) }
    guard let field = fields.first(where: { text.contains(" " + $0.0) })?.1 else { return .text("-") }
    return field == "value" ? .value(nil) : .text(field)
  }

  /// What a text of a list's column of purposes seems to mean; nil where it seems to mean nothing that is known, or another
  /// service.
  static func purpose(of text: String) -> Purpose? {
    let words = plain(text)
    guard !otherServices.contains(where: (words + " ").contains), let purpose = purpose(inWords: words) else {
      return nil
    }
    // An emergency food bank and a night shelter are not the homelessness line.
    let isOfNights = [" homeless", " housing", " out of hours", " ooh", " after hours"].contains(where: words.contains)
    return purpose == .outOfHours && !isOfNights ? nil : purpose
  }

  /// Services whose lines are not rung about a home.
  private static let otherServices = [
    " repair", " noise", " environmental", " pest", " dangerous", " highway", " parking", " tenant", " leasehold",
    " refuse ", " dog", " tenancy", " hostel", " register", " private sector",
    " careline", " registrar", " council tax", " planning", " benefit", " association", " sheltered", " rent", " food",
  ]

  /// The purpose that some words name. `Children's out of hours` is not the homelessness line, whatever comes first in it.
  private static func purpose(inWords text: String) -> Purpose? {
    guard let purpose = purposes.first(where: { text.contains(" " + $0.0) })?.1 else { return nil }
    guard purpose.isOutOfHours else { return purpose }
    if [" children", " child", " mash", " safeguarding"].contains(where: text.contains) { return .childrensOutOfHours }
    if text.contains(" adult") { return .adultSocialCareOutOfHours }
    return [" homeless", " housing"].contains(where: text.contains) ? .outOfHours : purpose
  }

  private static func isWritten(_ heading: String) -> Bool {
    [" email", " e-mail", " web", " page"].contains(where: plain(heading).contains)
  }

  /// A heading's words in small letters, each with a space before it.
  private static func plain(_ heading: String) -> String {
    heading.lowercased().split { !$0.isLetter && $0 != "-" }.map { " " + $0 }.joined()
  }
}
