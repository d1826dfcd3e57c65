package import Directory
import GRDB
import WorkingTime

/// What a store holds, as far as it can be read.
package struct StoreReading: Sendable {
  /// The directory; nil where none has been loaded yet.
  package let directory: DirectorySnapshot?
  /// The tokens in force; nil where they cannot be read.
  package let tokens: [TokenRecord]?
  /// What desks reported of numbers that nobody has checked since; empty where that cannot be read.
  package let reports: [CallReport]
  /// What tells this state of the directory from another: see `directoryMark`.
  package let change: String
  /// When the shared record was last heard; nil where the site follows none, or that cannot be read.
  package let heard: HeardMoment?
  /// What is wrong; nil where nothing is.
  package let trouble: StoreTrouble?
}

extension DirectoryDatabase {
  /// What tells one state of the directory from another; empty where none has been loaded yet.
  ///
  /// Not the last change's number alone: a restored backup may have the same.
  package func directoryMark() throws(DirectoryStoreError) -> String {
    try latestChange().map { "\($0.id) \($0.hash)" } ?? ""
  }

  /// All that a desk answers from.
  ///
  /// - Throws: `DirectoryStoreError`, as every read.
  package func reading() throws(DirectoryStoreError) -> StoreReading {
    let change = try directoryMark()
    guard change != "" else {
      return StoreReading(directory: nil, tokens: try tokens(), reports: [], change: "", heard: nil, trouble: nil)
    }
    let (directory, found) = try judgedSnapshot()
    var trouble = found
    // Without tokens nobody signs in, and without reports a number that failed elsewhere is not marked; but whoever looks a
    // number up has it.
    func tried<Value>(_ read: () throws(DirectoryStoreError) -> Value) -> Value? {
      do throws(DirectoryStoreError) { return try read() } catch {
        trouble = trouble ?? .repaired(error.explanation)
        return nil
      }
    }
    let held = tried { () throws(DirectoryStoreError) in try tokens() }
    let reports = tried { () throws(DirectoryStoreError) in try callReports() } ?? []
    let heard = tried { () throws(DirectoryStoreError) in try lastHeard() } ?? nil
    return StoreReading(
      directory: directory, tokens: held, reports: reports, change: change, heard: heard, trouble: trouble)
  }

  /// The directory, with what is wrong with it. One that is not as its last change sealed it is read from the record, where
  /// that has it as it was sealed.
  ///
  /// - Throws: `DirectoryStoreError`, as `snapshot()`: where neither can be read.
  /// - Returns: The directory, and what is wrong; nil where nothing is.
  package func judgedSnapshot() throws(DirectoryStoreError) -> (DirectorySnapshot, StoreTrouble?) {
    let held: DirectorySnapshot
    let doubt: String
    do {
      held = try snapshot()
      guard let found = try self.doubt(about: held) else { return (held, nil) }
      doubt = found
    } catch {
      guard error.code == .damaged || error.code == .failed, let recorded = try recordedSnapshot() else { throw error }
      return (recorded, .repaired(error.explanation))
    }
    if let recorded = try recordedSnapshot() { return (recorded, .repaired(doubt)) }
    return (held, .doubted(doubt))
  }

  /// The directory as the record tells it, where that is what the last change sealed; nil where it is not, or is not known.
  private func recordedSnapshot() throws(DirectoryStoreError) -> DirectorySnapshot? {
    do throws(DirectoryStoreError) {
      return try access("reading the directory from its record") { queue in
        try queue.read { database in try Self.recorded(in: database, path: path) }
      }
    } catch {
      // The record is damaged too.
      if [.damaged, .failed].contains(error.code) { return nil }
      throw error
    }
  }

  private static func recorded(in database: Database, path: String) throws -> DirectorySnapshot? {
    let isWhole = try
      !(Bool.fetchOne(
        database, sql: "SELECT EXISTS (SELECT 1 FROM directory_change WHERE edits IS NULL)") ?? true)
    guard isWhole, let last = try Ledger(database: database, path: path).latest() else { return nil }
    var records: [String: RecordedEdit] = [:]
    var order: [String] = []
    let rows = try Row.fetchCursor(
      database, sql: "SELECT change, kind, record, old, new FROM directory_edit ORDER BY id")
    while let row = try rows.next() {
      let edit = try Ledger.edit(row)
      let key = edit.kind.rawValue + " " + edit.record
      if records.updateValue(edit, forKey: key) == nil { order.append(key) }
    }
    // Each record once, as if it had been entered as it last was.
    let entries = order.compactMap { records[$0] }.filter { $0.new != nil }.map {
      RecordedEdit(change: $0.change, kind: $0.kind, record: $0.record, old: nil, new: $0.new)
    }
    let edits = entries.compactMap(\.edit)
    guard edits.count == entries.count else { return nil }
    let content = DirectoryContent(councils: [], contacts: []).applying(edits)
    guard content.has(version: last.version) else { return nil }
    return DirectorySnapshot(
      councils: content.councils, contacts: content.contacts, elsewhere: content.elsewhere, version: last.version,
      date: try TimeText.day(String(last.at.prefix(10))))
  }
}
