import Desk
import DeskServer
import WorkingTime

/// Who is signed in from a browser. They are kept in memory alone, by the marks of their cookies: no cookie can be made again
/// from what is here, and a server that starts anew asks everybody to sign in.
struct WebVisits {
  /// One of them.
  struct Entry {
    let name: String
    /// Stands in every form of theirs.
    let secret: String
    /// When they signed in.
    let since: Moment
    var desk: DeskSession
    var notice: String?
    var isLive: Bool
  }

  private let limits: WebLimits
  private var entries: [String: Entry] = [:]

  init(limits: WebLimits) { self.limits = limits }

  /// Takes somebody in; the cookie that they are known by.
  mutating func admit(_ desk: DeskSession, name: String, isLive: Bool, at now: Moment) -> String {
    entries = entries.filter { now.seconds - $0.value.since.seconds < limits.shift }
    if entries.count >= limits.visits, let first = entries.min(by: { $0.value.since < $1.value.since }) {
      entries[first.key] = nil
    }
    let (cookie, mark) = Token.make()
    entries[mark] = Entry(name: name, secret: Token.make().token, since: now, desk: desk, isLive: isLive)
    return cookie
  }

  /// The mark of a cookie that somebody is signed in under at a moment; nil for any other.
  func mark(of cookie: String?, at now: Moment) -> String? {
    guard let mark = cookie.map(Token.mark(of:)), let entry = entries[mark],
      now.seconds - entry.since.seconds < limits.shift
    else { return nil }
    return mark
  }

  /// Who is signed in under a mark.
  subscript(mark: String) -> Entry? {
    get { entries[mark] }
    set { entries[mark] = newValue }
  }
}
