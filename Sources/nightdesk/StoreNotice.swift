import Directory
import DirectoryStore
import WorkingTime

/// What every answer says while something is wrong with the store: what the numbers are worth, and who is to be told.
struct StoreNotice: Equatable {
  fileprivate let code: String
  /// What is wrong, in a sentence or two.
  fileprivate let wrong: String
  /// That the numbers are right all the same: not where they are old besides.
  fileprivate var comfort = ""

  private static let tell = "Tell whoever looks after Nightdesk."

  private static let unreadable = "store-unreadable"

  /// The directory is the one that the program came with.
  static let shipped = StoreNotice(
    code: unreadable,
    wrong:
      "Nightdesk cannot read its directory. These numbers are the ones that it came with; what was changed here since is "
      + "missing. Check a number before you rely on it.")

  /// The directory is the one that was read before.
  static let before = StoreNotice(
    code: unreadable,
    wrong:
      "Nightdesk cannot read its directory any more. These numbers are from before; what has changed since is missing.")

  /// Nobody knows whether a number is right.
  static let doubted = StoreNotice(
    code: "store-doubted",
    wrong:
      "The file of the directory is damaged, and a number in it may be wrong. Check a number before you rely on it.")

  /// What every answer says of a store.
  ///
  /// - Parameters:
  ///   - wrong: What is wrong with it; nil where nothing is.
  ///   - heard: When the shared record was last heard; nil where the site follows none.
  ///   - now: The moment of the answer.
  /// - Returns: The notice; nil where there is nothing to say.
  static func notice(of wrong: StoreNotice?, heard: HeardMoment?, now: Moment) -> Notice? {
    let age = age(since: heard, now: now)
    guard wrong != nil || age != nil else { return nil }
    let sentences = [wrong?.wrong, age ?? wrong?.comfort, tell].compactMap(\.self).filter { !$0.isEmpty }
    return Notice(code: wrong?.code ?? "shared-unheard", text: sentences.joined(separator: " "))
  }

  /// For how long the shared record may be silent before every answer says so, in seconds.
  private static let silence: Int64 = 15 * 60

  /// How old the directory is, once the shared record has not been heard of for a quarter of an hour; nil before.
  private static func age(since heard: HeardMoment?, now: Moment) -> String? {
    // Of a moment to come nothing is heard: the clock has been put back, and says nothing of how old that is.
    guard let heard, abs(now.seconds - heard.seconds) > silence else { return nil }
    let time = heard.at.dropFirst(11).prefix(5)
    let day = (try? TimeText.day(String(heard.at.prefix(10)))).map(TimeText.words) ?? String(heard.at.prefix(10))
    return "This directory is as of \(time) on \(day). The shared directory has not been heard of since."
  }
}

extension StoreTrouble {
  /// What every answer says.
  var notice: StoreNotice {
    switch self {
    case .readOnly:
      StoreNotice(
        code: "store-read-only",
        wrong: "Nightdesk can read its directory but not write to it. Nothing new can be noted.",
        comfort: "The numbers are right.")
    case .repaired:
      StoreNotice(
        code: "store-damaged",
        wrong: "The file of the directory is damaged. These numbers come from its sealed record.",
        comfort: "They are right.")
    case .doubted: .doubted
    }
  }
}
