import WorkingTime

/// What a list says beside a number, in the very cell, for whoever would ring it.
///
/// People have no end of words for a dead line. So what is not known to be harmless is never dropped: it either keeps the number
/// out, or goes with it as a warning.
enum Remark: Equatable {
  /// Only that it is a number: `Tel`.
  case label
  /// That it is not to be rung, or not now: `old number`, `temporarily out of use`.
  case refusal
  /// When it is answered; `isByDay` where that is not, or may not be, at night.
  case hours(isByDay: Bool)
  /// Anything else.
  case said

  /// Judges some words.
  init(_ text: String) {
    let words = Self.words(of: text)
    var plain = " " + words.joined(separator: " ") + " "
    for phrase in Self.harmless { plain = plain.replacing(" \(phrase) ", with: " ") }
    func says(_ phrases: [String]) -> Bool { phrases.contains { plain.contains(" \($0) ") } }
    let isOfTime = words.contains(where: Self.isOfTime) || says(Self.always)
    let isDated = words.contains(where: Self.months.contains) && !says(Self.looked)
    if says(Self.dead) || isDated {
      self = .refusal
    } else if says(Self.notThen) {
      self = isOfTime ? .hours(isByDay: true) : .refusal
    } else if isOfTime {
      self = .hours(isByDay: !says(Self.always) && !Self.isAtNight(text, says(Self.night)))
    } else {
      self = words.allSatisfy(Self.labels.contains) ? .label : .said
    }
  }

  /// Whether some words tell that nobody is to be rung, whatever else they say. In an address `Old Street` is no such words.
  static func refuses(address text: String) -> Bool {
    let plain = " " + words(of: text).joined(separator: " ") + " "
    return goneFromAddress.contains { plain.contains(" \($0) ") }
  }

  /// In lower case, each without the marks in it: `don't` is `dont`.
  private static func words(of text: String) -> [String] {
    text.lowercased().filter { !"'’.".contains($0) }.split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  // MARK: - Words

  private static let labels: Set<String> = [
    "tel", "telephone", "phone", "t", "call", "ring", "number", "numbers", "no", "nos", "on", "at", "main", "line",
    "direct", "dial", "use", "try", "freephone", "landline", "mobile", "mob", "m", "voice", "contact", "the", "our",
    "please", "or",
    "and", "office", "switchboard", "reception", "team", "or",
  ]

  /// Words that would seem to say more than they do.
  private static let harmless = [
    "one stop", "not for public", "not for the public", "not for publication", "not public", "do not give out",
    "do not share", "do not publish", "do not pass on", "not to be given out", "not to be shared",
    "not to be published",
    "do not leave a message", "do not text", "if no answer", "if there is no answer", "if not answered", "tel no",
    "changed from",
  ]

  /// That the line is dead, or in doubt, or to be left alone.
  private static let dead = [
    "do not", "dont", "never", "must not", "should not", "shouldnt", "cannot", "cant", "no longer", "no more",
    "not in use",
    "not in service", "not in operation", "not used", "not working", "not valid", "not known", "not current",
    "not live",
    "not connected", "not recognised", "not a", "not yet", "not to be", "not this", "not correct", "not right",
    "not sure",
    "not confirmed", "not monitored", "out of use", "out of order", "out of service", "out of action", "out of date",
    "off line",
    "offline", "switched off", "turned off", "cut off", "closed down", "closed until", "permanently", "temporarily",
    "temporary closed", "now closed", "ceased", "ceases", "cease", "ended", "ends", "expired", "expires",
    "discontinued",
    "disconnected", "decommissioned", "deactivated", "disabled", "dead", "defunct", "obsolete", "outdated", "old",
    "former",
    "formerly", "previous", "previously", "ex", "retired", "redundant", "superseded", "replaced", "withdrawn",
    "removed",
    "deleted", "cancelled", "canceled", "suspended", "inactive", "unused", "disused", "unobtainable", "invalid",
    "wrong",
    "incorrect", "faulty", "broken", "barred", "blocked", "stop", "stopped", "avoid", "ignore", "moved", "relocated",
    "changed", "was", "were", "till further notice", "until further notice", "unmonitored", "doubtful", "unconfirmed",
    "unverified", "unsure", "tbc", "tba", "to be confirmed", "test number", "test line", "for testing", "dummy",
    "example",
    "placeholder", "answerphone only", "answering machine only", "answer machine only", "voicemail only",
    "messages only",
    "rings out", "just rings", "void", "lapsed", "abandoned", "axed", "scrapped", "shut", "shut down", "wound up",
  ]

  /// That it is not answered: at a time that is named, or else at all.
  private static let notThen = [
    "not", "isnt", "doesnt", "wont", "nobody", "no one", "noone", "no answer", "no reply", "no response", "no staff",
    "no service", "no cover", "no calls", "closed", "closes", "closing", "closure", "unavailable", "unmanned",
    "unstaffed",
    "unattended", "unanswered", "except", "excluding", "until", "till",
  ]

  private static let goneFromAddress = [
    "do not", "no longer", "not in use", "permanently closed", "temporarily closed", "now closed", "closed down",
    "closed until", "has closed", "is closed", "closed permanently", "closed temporarily", "has moved", "moved to",
  ]

  private static let always = [
    "24 7", "24 hours", "24 hour", "24 hrs", "24 hr", "24hours", "24hour", "24hrs", "24hr", "24h", "any time",
    "anytime",
    "day and night", "round the clock", "all hours", "at all times", "always",
  ]

  private static let night = [
    "night", "nights", "nighttime", "overnight", "evening", "evenings", "after hours", "out of hours", "ooh",
    "out of office hours", "outside office hours", "outside hours", "weekend", "weekends",
  ]

  private static let times: Set<String> = [
    "hours", "hour", "hrs", "hr", "day", "days", "daily", "daytime", "weekday", "weekdays", "weekend", "weekends",
    "night",
    "nights", "nighttime", "overnight", "evening", "evenings", "morning", "mornings", "afternoon", "afternoons", "ooh",
    "holiday", "holidays", "lunch", "lunchtime", "midnight", "noon", "midday", "term", "sundays", "saturdays", "mon",
    "tue",
    "tues", "wed", "weds", "thu", "thur", "thurs", "fri", "sat", "sun", "monday", "tuesday", "wednesday", "thursday",
    "friday", "saturday", "sunday", "mondays", "tuesdays", "wednesdays", "thursdays", "fridays",
  ]

  private static let months: Set<String> = [
    "january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december",
    "jan",
    "feb", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
  ]

  /// That somebody has looked: a date beside these is that of the look.
  private static let looked = ["updated", "checked", "verified", "confirmed", "correct", "as at", "as of", "reviewed"]

  private static func isOfTime(_ word: String) -> Bool {
    if times.contains(word) { return true }
    guard word.first?.isNumber == true else { return false }
    return ["am", "pm", "h", "hrs", "hr", "hours"].contains { word.hasSuffix($0) }
  }

  /// Whether hours reach into some night: by what they mean, where that is plain, else by their words.
  private static func isAtNight(_ text: String, _ isCalledNight: Bool) -> Bool {
    let bare = String(text.map { "()[]".contains($0) ? " " : $0 })
    guard let notation = OpeningHours.proposal(for: bare) else { return isCalledNight }
    do throws(OpeningHoursError) {
      let hours = try OpeningHours(notation: notation)
      return Weekday.allCases.contains { day in
        hours.spans(on: day)?.contains { $0.upperBound > 22 * 60 || $0.lowerBound < 6 * 60 } ?? false
      }
    } catch {
      return isCalledNight
    }
  }
}
