import Directory
import Triage
import WorkingTime

/// What must hold of a determination in words and numbers, beyond its codes.
enum DeterminationFault {
  static func find(in determination: Determination, _ ground: Ground) -> (id: String, why: String)? {
    contacts(determination) ?? ringing(determination) ?? numbers(determination, ground) ?? household(
      determination, ground)
      ?? person(determination)
  }

  /// I-17 and I-18: a call has a voice, and nothing is offered that may not be.
  private static func contacts(_ determination: Determination) -> (id: String, why: String)? {
    for action in determination.actions {
      if action.text.isEmpty { return ("I-21", "\(action.code) says nothing") }
      if action.code == ActionCode.call.name {
        guard let first = action.contacts.first else { return ("I-17", "a call to nobody") }
        if !first.contact.isVoice { return ("I-17", "a call whose first contact is not a voice") }
        if action.number == nil { return ("I-25", "a call without a number") }
      }
      for reached in action.contacts where !reached.contact.status.isUsable {
        return ("I-18", "\(reached.contact.id) is offered, and it is \(reached.contact.status.rawValue)")
      }
    }
    return nil
  }

  /// I-25: somebody to ring, or in so many words that the directory holds nobody; a live voice first, closed ones last.
  private static func ringing(_ determination: Determination) -> (id: String, why: String)? {
    let lines = determination.ringing
    if determination.noHousingLine == nil, lines.allSatisfy({ $0.isLive == false }) {
      return ("I-25", lines.isEmpty ? "nobody to ring, and nothing says so" : "only closed lines to ring")
    }
    if let sentence = determination.noHousingLine, !sentence.contains("999") {
      return ("I-25", "no housing line is held, and 999 is not named")
    }
    if let voice = lines.first(where: { !$0.contact.isVoice }) { return ("I-25", "\(voice.contact.id) is not a voice") }
    let ranks = lines.map { $0.isLive == true ? 0 : $0.isLive == nil ? 1 : 2 }
    return zip(ranks, ranks.dropFirst()).allSatisfy { $0 <= $1 } ? nil : ("I-25", "a line that answers stands too late")
  }

  /// I-29: every number in the sentence of an action or a bar is the action's own, or the law's name.
  private static func numbers(_ determination: Determination, _ ground: Ground) -> (id: String, why: String)? {
    let outcome = determination.outcome
    let tonight = outcome.tonight
    let nights = [tonight.nights?.first, tonight.returnOn].compactMap(\.self).map { TimeText.words($0) }
    for (action, shown) in zip(outcome.actions, determination.actions) {
      var own = nights + (tonight.nights.map { [String($0.count)] } ?? [])
      if let due = action.due {
        own.append(TimeText.words(due, clock: ground.clock))
        if case .day(let day) = due { own.append(TimeText.words(ground.calendar.workingDay(before: day))) }
      }
      if let day = action.otherDay { own.append(TimeText.words(day)) }
      if let amount = action.amount { own.append(String(amount)) }
      if let stray = Numbers.stray(in: shown.text, own: own) {
        return ("I-29", "\(action.code.name) says \(stray), which is not its own: \(shown.text)")
      }
    }
    for (bar, shown) in zip(outcome.barred, determination.barred) {
      let own = (bar.day.map { [TimeText.words($0)] } ?? []) + (bar.amount.map { [String($0)] } ?? [])
      if let stray = Numbers.stray(in: shown.text, own: own) {
        return ("I-29", "no \(bar.code.name) says \(stray), which is not its own: \(shown.text)")
      }
    }
    return nil
  }

  /// Nobody speaks of a family or of children where there is neither.
  private static func household(_ determination: Determination, _ ground: Ground) -> (id: String, why: String)? {
    let facts = determination.facts
    guard facts.children == [], facts.pregnant == false, (facts.applicantAge ?? 0) >= 18, facts.significantHarm != true
    else { return nil }
    let texts = determination.actions.map { ($0.code, $0.text) } + determination.barred.map { ($0.code, $0.text) }
    for (code, text) in texts {
      var rest = Substring(text.lowercased())
      let bodies = ground.directory.councils.map { $0.name.lowercased() }.filter { $0.contains("children") }
      for name in bodies + ["children's", "children act"] {
        rest = Substring(rest.split(separator: name).joined(separator: " "))
      }
      if rest.contains("family") || rest.contains("children") {
        return ("papers", "\(code) speaks of a family or children, and there are none: \(text)")
      }
    }
    return nil
  }

  /// I-21: where advice is all there is, a person decides.
  private static func person(_ determination: Determination) -> (id: String, why: String)? {
    guard determination.outcome.tonight.decision == .advise,
      !determination.actions.contains(where: { $0.rules.contains("I-21") })
    else { return nil }
    return ("I-21", "advice only, and no person is named who decides")
  }
}

/// The numbers in a sentence.
enum Numbers {
  /// The first number of a sentence that is neither its own nor the name of a law.
  static func stray(in text: String, own: [String]) -> String? {
    var text = text
    for known in own.sorted(by: { $0.count > $1.count }) { text = removing(known, from: text) }
    var before = ""
    for word in text.split(whereSeparator: { $0 == " " || $0 == "/" || $0 == "(" }) {
      defer { before = word.lowercased() }
      // What stands in brackets after a section is a part of it.
      guard word.first?.isNumber == true || word.dropLast().contains(where: \.isNumber), !isPart(word) else { continue }
      let number = word.prefix { $0.isNumber }
      if isLaw(String(number), after: before) { continue }
      return String(word)
    }
    return nil
  }

  /// A subsection, of which the opening bracket is gone: `2A)`.
  private static func isPart(_ word: Substring) -> Bool {
    word.prefix(3).contains(")") && word.first?.isNumber == true
  }

  /// Removes a number or a date where it stands for itself, and not within a longer number.
  private static func removing(_ known: String, from text: String) -> String {
    var parts: [Substring] = []
    var rest = Substring(text)
    while let range = rest.firstRange(of: known) {
      let isAlone =
        rest[..<range.lowerBound].last?.isNumber != true && rest[range.upperBound...].first?.isNumber != true
      parts.append(isAlone ? rest[..<range.lowerBound] : rest[..<range.upperBound])
      rest = rest[range.upperBound...]
    }
    return (parts + [rest]).joined(separator: "")
  }

  private static func isLaw(_ number: String, after before: String) -> Bool {
    switch number {
    case "999": true
    case "": true
    case _ where ["section", "sections", "part", "act"].contains(before): true
    case "16", "17", "18": before == "under" || before == "and" || before == "cover"
    default: before == "and" && number == "200"
    }
  }
}
