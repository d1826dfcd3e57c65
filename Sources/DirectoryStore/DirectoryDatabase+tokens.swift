import GRDB

extension DirectoryDatabase {
  // MARK: - Tokens

  /// Keeps the mark of a new token.
  ///
  /// - Parameters:
  ///   - name: 1 to 64 letters, digits, `.`, `_`, `@` or `-`; no token in force may have it.
  ///   - role: `terminal` or `officer`.
  ///   - mark: The token's SHA-256 in 64 hexadecimal digits.
  ///   - at: When, as `TimeText` writes moments.
  ///   - by: Who makes it, for the record.
  /// - Throws: `DirectoryStoreError`: `refused` where the name is taken or anything is not as said; `busy`,
  ///   `unavailable`, `failed`.
  package func addToken(
    name: String, role: String, mark: String, at: String, by: String
  ) throws(DirectoryStoreError) {
    try access("adding the token '\(name)'") { queue in
      try queue.write { database in
        // Who signs is read by people: 'eve' and 'EVE' would be one person to them, and two to a second signature.
        let taken = try String.fetchOne(
          database, sql: "SELECT name FROM token WHERE name = ? COLLATE NOCASE AND revoked_at IS NULL",
          arguments: [name])
        if let taken { throw DirectoryStoreError(.refused, path: path, "a token in force is called '\(taken)'") }
        try database.execute(
          sql: "INSERT INTO token (name, role, mark, made_at) VALUES (?, ?, ?, ?)", arguments: [name, role, mark, at])
        try EventLedger(database: database).append(.tokenAdded, name, "\(role) \(mark)", at: at, by: by)
      }
    }
  }

  /// Takes a token out of force.
  ///
  /// - Parameters:
  ///   - name: Whose it is.
  ///   - at: When, as `TimeText` writes moments.
  ///   - by: Who does it, for the record.
  /// - Returns: Whether one in force had that name.
  /// - Throws: `DirectoryStoreError`: `busy`, `unavailable`, `failed`.
  package func revokeToken(name: String, at: String, by: String) throws(DirectoryStoreError) -> Bool {
    try access("revoking the token '\(name)'") { queue in
      try queue.write { database in
        let sql = "SELECT role, mark FROM token WHERE name = ? AND revoked_at IS NULL"
        guard let row = try Row.fetchOne(database, sql: sql, arguments: [name]) else { return false }
        let detail = "\(try row.text(0)) \(try row.text(1))"
        try database.execute(
          sql: "UPDATE token SET revoked_at = ? WHERE name = ? AND revoked_at IS NULL", arguments: [at, name])
        try EventLedger(database: database).append(.tokenRevoked, name, detail, at: at, by: by)
        return true
      }
    }
  }

  /// The tokens in force, by name.
  package func tokens() throws(DirectoryStoreError) -> [TokenRecord] {
    try access("reading the tokens") { queue in
      try queue.unsafeRead { database in
        let sql = "SELECT name, role, mark, made_at FROM token WHERE revoked_at IS NULL ORDER BY name"
        return try Row.fetchAll(database, sql: sql).map { row in
          TokenRecord(name: try row.text(0), role: try row.text(1), mark: try row.text(2), madeAt: try row.text(3))
        }
      }
    }
  }

  // MARK: - What others change

  /// A number that is another one as soon as any other connection has committed anything; its own commits leave it.
  ///
  /// It is read from memory that SQLite shares between processes, so that it may be asked many times a second.
  package func commitMark() throws(DirectoryStoreError) -> Int {
    try access("looking for commits") { queue in
      try queue.unsafeRead { database in
        try Int.fetchOne(database.cachedStatement(sql: "PRAGMA data_version")) ?? 0
      }
    }
  }
}
