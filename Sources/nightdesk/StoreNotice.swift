import Directory
import DirectoryStore
import WorkingTime

/// What every answer says while something is wrong with the store: what the numbers are worth, and who is to be told.
enum StoreNotice {
  private static let tell = "Tell whoever looks after Nightdesk."

  /// The directory is the one that the program came with.
  static let shipped = Notice(
    code: "store-unreadable",
    text:
      "Nightdesk cannot read its directory. These numbers are the ones that it came with; what was changed here since is "
      + "missing. Check a number before you rely on it. \(tell)")

  /// The directory is the one that was read before.
  static let before = Notice(
    code: "store-unreadable",
    text:
      "Nightdesk cannot read its directory any more. These numbers are from before; what has changed since is missing. \(tell)"
  )

  /// The code of `unheard`.
  static let unheardCode = "shared-unheard"

  /// For how long the shared record may be silent before every answer says so, in seconds.
  static let silence: Int64 = 15 * 60

  /// What every answer says once the shared record has not been heard of for a quarter of an hour; nil before.
  ///
  /// - Parameters:
  ///   - heard: When it was last heard; nil where the site follows none.
  ///   - now: The moment of the answer.
  /// - Returns: The notice.
  static func unheard(since heard: (at: String, seconds: Int64)?, now: Moment) -> Notice? {
    // Of a moment to come nothing is heard: the clock has been put back, and says nothing of how old that is.
    guard let heard, abs(now.seconds - heard.seconds) > silence else { return nil }
    let time = heard.at.dropFirst(11).prefix(5)
    let day = (try? TimeText.day(String(heard.at.prefix(10)))).map(TimeText.words) ?? String(heard.at.prefix(10))
    return Notice(
      code: unheardCode,
      text: "This directory is as of \(time) on \(day). The shared directory has not been heard of since. \(tell)")
  }
}

extension StoreTrouble {
  /// What every answer says.
  var notice: Notice {
    let tell = "Tell whoever looks after Nightdesk."
    return switch self {
    case .readOnly:
      Notice(
        code: "store-read-only",
        text:
          "Nightdesk can read its directory but not write to it. The numbers are right; nothing new can be noted. \(tell)"
      )
    case .repaired:
      Notice(
        code: "store-damaged",
        text: "The file of the directory is damaged. These numbers come from its sealed record and are right. \(tell)")
    case .doubted:
      Notice(
        code: "store-doubted",
        text:
          "The file of the directory is damaged, and a number in it may be wrong. Check a number before you rely on it. "
          + tell)
    }
  }
}
