import Directory
import DirectoryStore
import StoreFile
import WorkingTime

/// What a program that runs for long has of its store: the console and the server look at it in the same way.
///
/// It is watched by what it is: the file at its path, and what others commit to it. Whatever becomes of it, there is a
/// directory to answer from: what can be read, else the one from before, with a notice in every answer.
struct StoreFollower {
  /// What a look found.
  struct News {
    /// The directory to answer from, with its notice; nil where that stays.
    var directory: DirectorySnapshot?
    /// The tokens in force; nil where they stay, or cannot be read.
    var tokens: [TokenRecord]?
    /// What desks reported of numbers; nil where that stays, or cannot be read.
    var reports: CallReports?
    /// What is wrong from now on, for the log; nil where that stays as it was.
    var trouble: String?
    /// Whether all is well again.
    var isWell = false
  }

  /// What the store looked like when it was last read.
  private struct Seen: Equatable {
    let file: FileIdentity?
    let commits: Int
  }

  private var handle: StoreHandle
  private let path: String
  private var seen: Seen?
  /// Of which state of the directory the one is that is answered from.
  private var change: String
  /// The directory that is answered from, with what every answer says of it.
  private(set) var held: DirectorySnapshot
  private var trouble: String?
  /// What every answer says of that; nil where nothing is wrong.
  private var wrong: StoreNotice?
  /// What desks reported of numbers, when the store was last read.
  private var reports: [CallReport]
  /// The file that could not be opened, and was read or tried otherwise.
  private var read: FileIdentity?
  /// When the shared record was last heard; nil where the site follows none.
  private var heard: HeardMoment?
  private let now: @Sendable () -> Moment

  /// Follows the store at a path from a directory on.
  ///
  /// - Parameters:
  ///   - path: The store.
  ///   - held: What is answered from now.
  ///   - change: Of which state of the directory that is; empty where that is not known.
  ///   - trouble: What is known to be wrong; nil where nothing is.
  ///   - wrong: What every answer says of that.
  ///   - reports: What desks are known to have reported.
  ///   - now: The clock.
  init(
    path: String, held: DirectorySnapshot, change: String, trouble: String?, wrong: StoreNotice?,
    reports: [CallReport] = [], now: @escaping @Sendable () -> Moment = { .now }
  ) {
    self.now = now
    self.path = path
    self.held = held
    self.change = change
    self.trouble = trouble
    self.wrong = wrong
    self.reports = reports
    handle = StoreHandle(path: path)
  }

  /// Whether what is answered from is known to be what the store once held.
  private var isHeldSure: Bool {
    change != "" && wrong != .shipped && wrong != .doubted
  }

  /// Looks at the store; nil where nothing has changed.
  mutating func look() -> News? {
    let news = looked()
    // Said of whatever is answered from, once it is time.
    let due = StoreNotice.notice(of: wrong, heard: heard, now: now())
    guard due != held.notice else { return news }
    held = held.with(notice: due)
    var dated = news ?? News()
    dated.directory = held
    return dated
  }

  private mutating func looked() -> News? {
    // Before the rest: what is moved here meanwhile is then seen at the next look.
    let file = FileIdentity(path: path)
    do throws(DirectoryStoreError) {
      let open = try handle.opened()
      let now = Seen(file: file, commits: try open.commitMark())
      guard now != seen else { return nil }
      heard = try open.lastHeard()
      var news = try read(open)
      hear(open, &news)
      seen = now
      read = nil
      return news
    } catch {
      // Opened anew the next time: what is wrong may be with what is open, not with the file.
      handle.close()
      seen = nil
      return news(after: error, file)
    }
  }

  /// What desks reported, where that is news, or is of contacts that may be others now. What cannot be read stays as it was:
  /// the numbers themselves are right.
  private mutating func hear(_ store: DirectoryDatabase, _ news: inout News) {
    do throws(DirectoryStoreError) {
      let fresh = try store.callReports()
      guard fresh != reports || news.directory != nil else { return }
      reports = fresh
      news.reports = CallReports(fresh, in: held)
    } catch {
      if news.trouble == nil { news.trouble = error.explanation }
    }
  }

  /// What an open store holds now.
  private mutating func read(_ store: DirectoryDatabase) throws(DirectoryStoreError) -> News {
    // Who was revoked is out at once, whatever may be wrong with the directory.
    var news = News(tokens: try store.tokens())
    let latest = try store.directoryMark()
    guard latest != change || trouble != nil else { return news }
    guard latest != "" else {
      take(held, .before, "the store \(path): no directory has been loaded into it", in: &news)
      return news
    }
    let (directory, fault) = try store.judgedSnapshot()
    if case .doubted? = fault, isHeldSure {
      // What was read before is known to be right.
      take(held, .before, fault?.explanation, in: &news)
    } else {
      change = latest
      take(directory, fault?.notice, fault?.explanation, in: &news)
    }
    return news
  }

  /// What there is to answer from where the store cannot be opened.
  private mutating func news(after failure: DirectoryStoreError, _ file: FileIdentity?) -> News? {
    // Not every quarter of a second: only where the file is another, or has changed.
    if let file, file != read {
      read = file
      do throws(DirectoryStoreError) {
        let reading = try DirectoryDatabase.reading(path, after: failure)
        if let directory = reading.directory, reading.trouble.map(\.isSure) ?? true {
          var news = News(tokens: reading.tokens)
          let next = reading.change == change ? held : directory
          change = reading.change
          heard = reading.heard
          take(next, reading.trouble?.notice, reading.trouble?.explanation, in: &news)
          return news
        }
      } catch {
        // Then it is the one from before.
      }
    } else if file != nil, trouble != nil {
      return nil
    }
    var news = News()
    take(held, wrong == .shipped ? .shipped : .before, failure.explanation, in: &news)
    return news.trouble == nil ? nil : news
  }

  /// Answers from a directory from now on, of whose store something is wrong, or nothing.
  private mutating func take(
    _ next: DirectorySnapshot, _ wrong: StoreNotice?, _ why: String?, in news: inout News
  ) {
    if let why, why != trouble { news.trouble = why }
    if why == nil, trouble != nil { news.isWell = true }
    (trouble, self.wrong) = (why, wrong)
    if next !== held { news.directory = next }
    held = next
  }
}

extension StoreTrouble {
  /// Whether the directory is right all the same.
  fileprivate var isSure: Bool {
    switch self {
    case .readOnly, .repaired: true
    case .doubted: false
    }
  }
}
