import Casebook
import Directory
import WorkingTime

extension Placement.Kind {
  /// What people call the kinds, beside the list's own words. MHCLG counts refuges and reception centres as hostels.
  private static let called: [String: Placement.Kind] = {
    let names: [Placement.Kind: [String]] = [
      .bedAndBreakfast: [
        "hotel", "b&b", "b & b", "bnb", "bb", "b and b", "guest house", "guesthouse", "motel", "travelodge",
        "premier inn", "inn", "hotel room",
      ],
      .nightlySelfContained: ["nightly let", "nightly flat", "nightly paid self contained"],
      .hostel: ["refuge", "reception centre", "emergency unit"],
      .leased: ["lease", "leased flat", "private sector leased", "psl"],
      .councilStock: ["council flat", "council house", "own stock"],
      .familyOrFriends: ["family", "friends", "with family", "with friends", "relatives", "sofa"],
      .own: ["own", "own arrangement"],
    ]
    var called: [String: Placement.Kind] = [:]
    for kind in allCases {
      for name in [kind.rawValue.replacing("-", with: " ")] + names[kind, default: []] { called[name] = kind }
    }
    return called
  }()

  /// The kind that some words say.
  ///
  /// - Throws: `CaseRefusal` where they say none.
  init(said words: [String]) throws(CaseRefusal) {
    let list = Self.allCases.map(\.rawValue).joined(separator: ", ")
    guard !words.isEmpty else { throw CaseRefusal("a kind of place is missing: one of \(list)") }
    let said = words.joined(separator: " ").lowercased().replacing("-", with: " ")
    guard let kind = Self.called[said] else {
      let hint = Spelling.hint(for: said, in: Self.called.keys.sorted())
      throw CaseRefusal("'\(said.prefix(40))' is not a kind of place\(hint); it takes \(list)")
    }
    self = kind
  }
}

extension Placement {
  /// That nobody said how long.
  static let sayHowLong = CaseRefusal(
    "say for how long: 'for 2 nights', 'for 3 weeks', or 'until' and the day on which they leave")

  /// How many nights some words say: `2 nights`, `two nights`, `3 weeks`, `a fortnight`, `tonight`.
  ///
  /// - Throws: `CaseRefusal` where they say none, or a time that is not so many nights: days may be one fewer.
  static func nights(said text: String) throws(CaseRefusal) -> Int {
    let words = text.lowercased().split(separator: " ").map(String.init)
    if words == ["tonight"] { return 1 }
    let tooMany = CaseRefusal("a booking is for \(mostNights) nights at most; a longer one is booked on when it ends")
    if let first = words.first.flatMap({ Int($0) }), first > mostNights { throw tooMany }
    guard let (number, count) = SpokenNumber.first(of: words[...]) else { throw sayHowLong }
    let each: Int
    switch Array(words.dropFirst(count)) {
    case [], ["night"], ["nights"]: each = 1
    case ["week"], ["weeks"]: each = 7
    case ["fortnight"], ["fortnights"]: each = 14
    default: throw sayHowLong
    }
    guard number > 0 else { throw sayHowLong }
    guard number * each <= mostNights else { throw tooMany }
    return number * each
  }
}
