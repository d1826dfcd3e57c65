import GRDB

/// How far the record had come at a moment, to be kept where nobody who may write the store can write.
///
/// A record that is rewritten, cut off or set back is as well chained as any; only somebody who knows what it was can tell.
package struct RecordAnchor: Sendable, Hashable, CustomStringConvertible {
  /// A place in a chain and the hash there; 0 before the first.
  package struct Head: Sendable, Hashable {
    let id: Int
    let hash: String
  }

  /// The last change.
  package let change: Head
  /// The last event beside the directory.
  package let event: Head

  init(change: Head, event: Head) {
    self.change = change
    self.event = event
  }

  /// Reads what `description` writes; nil where a text is not that.
  package init?(_ text: String) {
    guard
      let match = text.firstMatch(
        of: /nightdesk-anchor-1 change (\d{1,15}) ([0-9a-f]{64}) event (\d{1,15}) ([0-9a-f]{64})/),
      let change = Int(match.1), let event = Int(match.3)
    else { return nil }
    self.change = Head(id: change, hash: String(match.2))
    self.event = Head(id: event, hash: String(match.4))
  }

  /// One line of text.
  package var description: String {
    "nightdesk-anchor-1 change \(change.id) \(change.hash) event \(event.id) \(event.hash)"
  }
}

extension DirectoryDatabase {
  /// How far the record has come.
  package func anchor() throws(DirectoryStoreError) -> RecordAnchor {
    try access("reading the head of the record") { queue in
      try queue.read { database in
        let change = try Ledger(database: database, path: path).latest()
        let event = try EventLedger(database: database).latest()
        return RecordAnchor(
          change: .init(id: change?.id ?? 0, hash: change?.hash ?? ChainHash.genesis),
          event: .init(id: event?.id ?? 0, hash: event?.hash ?? ChainHash.genesis))
      }
    }
  }

  /// What tells that the record is not the one of which an anchor was taken, grown since.
  ///
  /// - Returns: A sentence for each of the two chains that is another; none where the record has only grown.
  package func faults(since anchor: RecordAnchor) throws(DirectoryStoreError) -> [String] {
    try access("holding the record against an anchor") { queue in
      try queue.read { database in
        try [("directory_change", "change", anchor.change), ("store_event", "event", anchor.event)].compactMap {
          table, noun, head in
          guard head.id > 0 else { return nil }
          let hash = try String.fetchOne(
            database, sql: "SELECT hash FROM \(table) WHERE id = ?", arguments: [head.id])
          if hash == head.hash { return nil }
          return hash == nil
            ? "the record has no \(noun) \(head.id), which the anchor knows: its end was cut off, or an older copy is in its place"
            : "\(noun) \(head.id) is not the one that the anchor knows: the record was rewritten, or another is in its place"
        }
      }
    }
  }
}
