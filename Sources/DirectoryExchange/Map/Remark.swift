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
  /// That another service answers: `repairs only`.
  case otherService
  /// That it is for those who may know it, and for nobody else: `do not give out`.
  case confidential
  /// Anything else.
  case said

  /// Judges some words.
  init(_ text: String) {
    let words = Self.withNights(Self.words(of: text))
    var plain = " " + words.joined(separator: " ") + " "
    for phrase in Self.whileShut { plain = plain.replacing(" \(phrase) ", with: " night ") }
    let isConfidential = Self.isConfidential(words)
    for phrase in Self.harmless + Self.keptPrivate { plain = plain.replacing(" \(phrase) ", with: " ") }
    func says(_ phrases: [String]) -> Bool { phrases.contains { plain.contains(" \($0) ") } }
    let isOfTime = words.contains(where: Self.isOfTime) || says(Self.always) || says(["night"])
    let isDated = words.contains(where: Self.months.contains) && !says(Self.looked)
    if says(Self.dead) || isDated {
      self = .refusal
    } else if isConfidential {
      self = .confidential
    } else if says(Self.otherServices), !words.contains(where: { $0.hasPrefix("homeless") }) {
      self = .otherService
    } else if says(Self.notThen) {
      self = isOfTime ? .hours(isByDay: true) : .refusal
    } else if isOfTime {
      let isOfWeekend = words.contains(where: Self.weekend.contains) && !words.contains(where: Self.weekdays.contains)
      self = .hours(isByDay: !says(Self.always) && !Self.isAtNight(text, says(Self.night) || isOfWeekend))
    } else {
      // A mark behind a number is a doubt, or has its meaning somewhere else on the page.
      self = words.allSatisfy(Self.labels.contains) && !text.contains(where: "?*".contains) ? .label : .said
    }
  }

  /// Words that alone say the same, and among others may say anything: a helpline is confidential.
  private static let keptPrivateAlone: Set<String> = ["confidential", "private", "personal", "internal", "home"]

  /// Whether some words say that what they stand beside is not to be given to everybody.
  static func isConfidential(_ text: String) -> Bool {
    isConfidential(words(of: text))
  }

  private static let keptPrivatePhrases = Phrases(keptPrivate)

  private static func isConfidential(_ words: [String]) -> Bool {
    words.count == 1 && keptPrivateAlone.contains(words[0]) || isForAFew(words) || keptPrivatePhrases.occur(in: words)
  }

  /// Whether some words tell that nobody is to be rung, whatever else they say. In an address `Old Street` is no such words.
  static func refuses(address text: String) -> Bool {
    goneFromAddress.occur(in: words(of: text))
  }

  /// Whether some words say, and say nothing else, that a number is for written messages, or that a machine answers.
  static func isVoiceless(_ text: String) -> Bool {
    let words = words(of: text)
    return words.contains(where: ofNoVoice.contains)
      && words.allSatisfy { ofNoVoice.contains($0) || aroundNoVoice.contains($0) }
  }

  private static let ofNoVoice: Set<String> = [
    "fax", "minicom", "textphone", "typetalk", "pager", "text", "texts", "texting", "sms", "whatsapp", "answerphone",
    "answermachine", "ansaphone", "voicemail",
    "message", "messages",
  ]
  private static let aroundNoVoice: Set<String> = [
    "only", "for", "the", "deaf", "hard", "of", "hearing", "people", "users", "service", "number", "line", "please",
    "leave", "a", "machine", "by", "mobile", "to", "recorded", "it", "is", "this", "an", "send", "us", "tel", "no",
  ]

  /// Whether hours are those of weekends or bank holidays and of no other night.
  static func isOfSomeDays(_ text: String) -> Bool {
    let words = words(of: text)
    let isOfDays = { (word: String) in
      weekend.contains(word) || ["weekend", "weekends", "holiday", "holidays", "hols", "hol", "xmas"].contains(word)
    }
    return words.contains(where: isOfDays)
      && words.allSatisfy { isOfDays($0) || ["bank", "public", "and", "only", "at", "on", "the", "for"].contains($0) }
  }

  /// Why words that keep a number out are no reason to call it wrong.
  enum Doubt {
    /// They name a day or month until or from which it is good.
    case dated
    /// They say only that nobody is sure, or has tried.
    case uncertain
  }

  /// The doubt in some words that keep a number out; nil where they say outright that it is not to be rung.
  static func doubt(in text: String) -> Doubt? {
    let words = words(of: text)
    let isNumberedDay = text.firstMatch(of: /\b[0-9]{1,2}[\/.][0-9]{1,2}(?:[\/.][0-9]{2,4})?\b|\b20[0-9]{2}\b/) != nil
    if words.contains(where: months.contains) || isNumberedDay { return .dated }
    return uncertain.occur(in: words) || words == ["temporarily"] ? .uncertain : nil
  }

  /// Whether words that keep a number out say outright that it is dead or somebody else's. `not` alone may be said of anything.
  static func isOutright(_ text: String) -> Bool { outright.occur(in: words(of: text)) }

  private static let outright = Phrases(
    [
      "do not use", "do not ring", "do not call", "dont use", "dont ring", "dont call", "no longer in use",
      "no longer used", "no longer answered", "no longer valid", "no longer works", "not in use", "not in service",
      "not valid", "not current", "nobody answers", "must not be used", "never use", "never ring",
    ]
      + dead.filter { phrase in
        ![
          "no", "not", "never", "dont", "do", "must", "should", "cannot", "cant", "shouldnt", "none", "nothing", "was",
          "were",
        ]
        .contains(String(phrase.prefix { $0 != " " }))
      })

  private static let uncertain = Phrases([
    "not tested", "untested", "not tried", "not checked", "unchecked", "not confirmed", "unconfirmed",
    "to be confirmed",
    "tbc", "tba", "not sure", "unsure", "doubtful", "unverified", "not verified", "not known", "test number",
    "test line",
    "not yet", "until further notice", "till further notice",
  ])

  /// Whether a note beside a number, in a column that nothing reads, says when or by whom that number is answered, or that
  /// it is not.
  static func changesWhatIsBeside(_ text: String) -> Bool {
    // A mailbox, a link, a postcode and a code of some register say nothing of the kind, whatever letters are in them.
    guard !text.contains("@"), !text.contains("://"), text.contains(where: \.isLowercase) || text.contains(" ONLY")
    else {
      return false
    }
    switch Remark(text) {
    case .refusal, .confidential, .otherService: return true
    case .hours: return true
    case .label: return false
    case .said: return instead.occur(in: words(of: text))
    }
  }

  private static let instead = Phrases([
    "instead", "must ring", "must call", "must phone", "should ring", "should call", "only", "customer services",
    "customer service", "call centre", "contact centre", "switchboard", "reception",
  ])

  /// Who may know a number that is kept from everybody else: `police and social workers only`, `staff use`.
  private static let ofAFew: Set<String> = [
    "police", "social", "worker", "workers", "officer", "officers", "staff", "professional", "professionals", "agency",
    "agencies", "partner", "partners", "councillor", "councillors", "members", "managers", "nhs", "hospital",
    "hospitals",
    "ambulance",
  ]
  private static let aroundAFew: Set<String> = [
    "for", "and", "or", "the", "of", "use", "only", "by", "council", "duty", "statutory", "other", "number", "line",
    "internal",
  ]

  private static func isForAFew(_ words: [String]) -> Bool {
    words.contains(where: ofAFew.contains) && words.allSatisfy { ofAFew.contains($0) || aroundAFew.contains($0) }
      && words.contains { ["only", "use"].contains($0) }
      || ["officers number", "staff number", "professionals number", "police number"].contains(
        words.joined(separator: " "))
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
    "one stop",
    "never closed", "never closes", "never shut", "not just", "not only", "not free", "no longer needs",
    "not voicemail",
    "not an answerphone", "not mobiles", "not from mobiles",
    "do not leave a message", "do not text", "if no answer", "if there is no answer", "if not answered", "tel no",
    "changed from",
  ]

  /// That a number, a mailbox or an address is for those who have it, and for nobody else.
  private static let keptPrivate = [
    "not for public", "not for the public", "not for publication", "not public", "not for general", "not for clients",
    "not for customers", "not for applicants", "not for callers", "not for circulation", "not for sharing",
    "do not give", "do not give out", "do not give to", "do not share", "do not publish", "do not pass on",
    "do not circulate", "do not disclose", "dont give out", "dont share", "dont publish", "dont pass on",
    "never give out", "never share",
    "not to be given", "not to be given out", "not to be shared", "not to be published", "not to be passed on",
    "not to be disclosed", "must not be given out", "must not be shared", "must not be published",
    "should not be given out", "should not be shared", "should not be published",
    "personal number", "personal mobile", "personal phone", "personal line", "personal email", "personal address",
    "private number", "private mobile", "private phone", "private line", "private email", "private address",
    "strictly private", "strictly confidential", "private and confidential", "home number", "home mobile", "home phone",
    "home tel", "home telephone",
    "own mobile", "own number", "home address", "ex directory", "internal number", "internal line", "internal only",
    "internal use", "staff only", "for staff",
    "officers only", "professionals only", "professional only", "for professionals", "professional use",
    "professional line", "agencies only", "partners only", "council use only", "official use only",
  ]

  /// That somebody else than the homelessness service answers. A careline, a lifeline or a room of cameras is none: at night it
  /// is where many councils' lines are answered.
  private static let otherServices = [
    "repairs", "repair", "tenants only", "council tenants", "council tenant", "leaseholders",
    "tenants and leaseholders",
    "noise", "environmental health", "pest control", "dangerous structures", "dangerous structure", "highways",
    "potholes",
    "stray dogs", "dog warden", "parking", "registrar", "registrars", "bins", "refuse", "street cleaning", "flooding",
    "council tax", "planning", "building control",
    "swep", "severe weather", "dog warden", "licensing", "gas leaks", "lift breakdowns", "garages", "lettings only",
  ]

  /// While the office is shut, however people say it.
  private static let whileShut: [String] = {
    let offices = [
      "the office is", "the offices are", "office is", "offices are", "the council is", "we are", "the office",
      "office",
      "council offices are", "the council offices are", "",
    ]
    let days = [
      "office hours", "working hours", "normal hours", "normal office hours", "normal working hours", "business hours",
      "opening hours", "the day", "the daytime", "daytime", "day time", "weekdays", "9 5", "9 to 5", "9am 5pm",
      "9am to 5pm",
    ]
    var found: [String] = []
    for conjunction in ["when", "while", "whilst", "if", "once", "after"] {
      for office in offices {
        for end in ["shut", "closed", "closes", "shuts"] {
          found.append([conjunction, office, end].filter { !$0.isEmpty }.joined(separator: " "))
        }
      }
    }
    let outside = [
      "except", "excluding", "outside", "not", "not in", "not during", "except during", "except in", "other than",
      "outside of", "out of",
    ]
    for word in outside { found += days.map { "\(word) \($0)" } }
    return found
  }()

  /// Words with `night` in the place of a time that is of the evening or the early morning whatever stands beside it: `after
  /// 5pm`, `5pm onwards`, `until 8.30am`.
  private static func withNights(_ words: [String]) -> [String] {
    /// The word after a time of a half of the day that begins at a place, where its hour is one of some.
    func end(ofTime half: String, _ hours: ClosedRange<Int>, from place: Int) -> Int? {
      guard place < words.count else { return nil }
      var digits = words[place]
      var next = place + 1
      if digits.allSatisfy(\.isNumber), next < words.count {
        // `5 pm`, and `5:30pm`, which is two words here.
        if words[next] != half { digits += words[next] } else { digits += half }
        next += 1
      }
      guard digits.hasSuffix(half) else { return nil }
      digits.removeLast(half.count)
      guard digits.count <= 4, digits.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int(digits) else {
        return nil
      }
      return hours.contains(number > 99 ? number / 100 : number) ? next : nil
    }
    func isUntil(_ place: Int) -> Bool {
      guard place < words.count else { return false }
      return words[place].first?.isNumber == true || ["to", "until", "till", "noon", "midday"].contains(words[place])
    }
    var found: [String] = []
    var place = 0
    while place < words.count {
      if words[place] == "not", place + 1 < words.count, ["before", "until", "till"].contains(words[place + 1]),
        let end = end(ofTime: "pm", 4...11, from: place + 2)
      {
        found.append("night")
        place = end
      } else if ["after", "from", "past", "since"].contains(words[place]),
        let end = end(ofTime: "pm", 4...11, from: place + 1),
        !isUntil(end)
      {
        found.append("night")
        place = end
      } else if ["before", "until", "till", "to"].contains(words[place]), found.last?.first?.isNumber != true,
        let end = end(ofTime: "am", 1...11, from: place + 1)
      {
        found.append("night")
        place = end
      } else if let end = end(ofTime: "pm", 4...11, from: place), end < words.count,
        ["onward", "onwards", "midnight", "late"].contains(words[end])
          || end + 1 < words.count && ["to", "until", "till", "til"].contains(words[end])
            && ["midnight", "late"].contains(words[end + 1])
      {
        found.append("night")
        place = end
      } else {
        found.append(words[place])
        place += 1
      }
    }
    return found
  }

  private static let weekend: Set<String> = ["sat", "sun", "saturday", "sunday", "saturdays", "sundays"]
  private static let weekdays: Set<String> = [
    "mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "fri", "monday", "tuesday", "wednesday", "thursday",
    "friday", "mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "weekday", "weekdays", "daily",
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
    "rings out", "just rings", "none", "no ooh", "no out of hours", "no after hours", "no night", "no night time",
    "no evening",
    "no weekend", "no emergency", "no on call", "no number", "no line", "no provision", "nothing", "not provided",
    "void", "lapsed", "abandoned", "axed", "scrapped", "shut", "shut down", "wound up",
  ]

  /// That it is not answered: at a time that is named, or else at all.
  private static let notThen = [
    "not", "isnt", "doesnt", "wont", "nobody", "no one", "noone", "no answer", "no reply", "no response", "no staff",
    "no service", "no cover", "no calls", "closed", "closes", "closing", "closure", "unavailable", "unmanned",
    "unstaffed",
    "unattended", "unanswered", "except", "excluding", "until", "till", "unless", "other than", "voicemail night",
    "night voicemail", "night answerphone",
    "answerphone night", "voicemail at night", "answerphone at night", "answering machine night",
    "recorded message night",
  ]

  private static let goneFromAddress = Phrases([
    "do not", "no longer", "not in use", "permanently closed", "temporarily closed", "now closed", "closed down",
    "closed until", "has closed", "is closed", "closed permanently", "closed temporarily", "has moved", "moved to",
  ])

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
    "holiday", "holidays", "hols", "lunch", "lunchtime", "midnight", "noon", "midday", "term", "sundays", "saturdays",
    "mon",
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
