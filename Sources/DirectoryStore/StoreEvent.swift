import GRDB

/// Something that an admin did to the store beside the directory: a token, a restored backup. Kept for good, and chained to
/// the one before.
package struct StoreEvent: Sendable, Hashable {
  /// What was done.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A token was in force when events began to be kept.
    case tokenHeld = "token-held"
    /// A token was made, or came into force with a restored backup.
    case tokenAdded = "token-added"
    /// A token was taken out of force.
    case tokenRevoked = "token-revoked"
    /// A backup took the store's place.
    case restored
    /// The site joined a shared record.
    case joined
    /// The site left it, and writes its own record from there on.
    case left
    /// What the site had and the shared record had not was set aside.
    case setAside = "set-aside"
  }

  /// The first is 1; none is left out.
  package let id: Int
  /// When, as an ISO moment with its offset.
  package let at: String
  /// Who did it: the name of the system's user.
  package let by: String
  /// What was done.
  package let kind: Kind
  /// To what: a token's name, a backup's file.
  package let subject: String
  /// A token's role and mark; of a backup, which change it held and which the store held.
  package let detail: String
  /// The SHA-256 over the event and the one before, in 64 hexadecimal digits.
  package let hash: String
}

extension DirectoryDatabase {
  /// What was done beside the directory, the oldest first.
  package func events() throws(DirectoryStoreError) -> [StoreEvent] {
    try access("reading the events") { queue in try queue.read { try EventLedger(database: $0).all() } }
  }
}

/// The chain of events.
struct EventLedger {
  let database: Database

  private static let columns = "id, at, by, kind, subject, detail, hash"

  func all() throws -> [StoreEvent] {
    try Row.fetchAll(database, sql: "SELECT \(Self.columns) FROM store_event ORDER BY id").map(Self.event)
  }

  func latest() throws -> StoreEvent? {
    try Row.fetchOne(database, sql: "SELECT \(Self.columns) FROM store_event ORDER BY id DESC LIMIT 1").map(Self.event)
  }

  private static func event(_ row: Row) throws -> StoreEvent {
    StoreEvent(
      id: try row.decode(Int.self, atIndex: 0), at: try row.text(1), by: try row.text(2),
      kind: try row.word(StoreEvent.Kind.self, at: 3), subject: try row.text(4), detail: try row.text(5),
      hash: try row.text(6))
  }

  /// Keeps an event at the end of the chain.
  func append(_ kind: StoreEvent.Kind, _ subject: String, _ detail: String, at: String, by: String) throws {
    let last = try latest()
    let (id, previous) = ((last?.id ?? 0) + 1, last?.hash ?? ChainHash.genesis)
    let hash = EventHash.text(
      previous: previous, id: id, at: at, by: by, kind: kind.rawValue, subject: subject, detail: detail)
    try database.execute(
      sql: """
        INSERT INTO store_event (id, at, by, kind, subject, detail, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """, arguments: [id, at, by, kind.rawValue, subject, detail, previous, hash])
  }

  // MARK: - Tokens

  /// A token as an event tells it.
  struct Token: Hashable, Comparable {
    let name: String
    /// Role and mark.
    let detail: String

    static func < (left: Token, right: Token) -> Bool { (left.name, left.detail) < (right.name, right.detail) }

    /// What a person calls it.
    var words: String { "'\(name)' (\(detail.prefix { $0 != " " }))" }
  }

  /// The tokens in force.
  func tokens() throws -> Set<Token> {
    let rows = try Row.fetchAll(database, sql: "SELECT name, role, mark FROM token WHERE revoked_at IS NULL")
    return Set(try rows.map { Token(name: try $0.text(0), detail: "\(try $0.text(1)) \(try $0.text(2))") })
  }

  /// The tokens that would be in force by the events.
  func tokensByEvents() throws -> Set<Token> {
    var tokens: Set<Token> = []
    for event in try all() {
      let token = Token(name: event.subject, detail: event.detail)
      switch event.kind {
      case .tokenHeld, .tokenAdded: tokens.insert(token)
      case .tokenRevoked: tokens.remove(token)
      case .restored, .joined, .left, .setAside: break
      }
    }
    return tokens
  }

  /// Enters what has become of tokens without an event.
  func reconcile(at: String, by: String) throws {
    let (held, told) = (try tokens(), try tokensByEvents())
    for token in told.subtracting(held).sorted() {
      try append(.tokenRevoked, token.name, token.detail, at: at, by: by)
    }
    for token in held.subtracting(told).sorted() {
      try append(.tokenAdded, token.name, token.detail, at: at, by: by)
    }
  }
}
