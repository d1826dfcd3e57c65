import Directory
import GRDB
import WorkingTime

/// A print of what a directory's version leaves out: the councils that are not held, and in which order contacts stand.
///
/// It is kept with each change, so that a bit that turns there shows when the directory is read. Unlike a change's hash it
/// is not chained: it is there against accidents.
struct ContentPrint {
  let database: Database

  /// Keeps the print of what is held now.
  func keep(after change: Int) throws {
    try keep(after: change, elsewhere: DirectoryLoader(database: database).elsewhere(), contacts: contacts())
  }

  /// Keeps the print of what is held now, where whoever wrote it has it at hand.
  func keep(of content: DirectoryContent, after change: Int) throws {
    try keep(
      after: change, elsewhere: content.elsewhere, contacts: content.contacts.map { ($0.council, $0.id) })
  }

  /// The councils that are not held by their ids; the contacts as a snapshot orders them: by council, and within one as they stand.
  private func keep(
    after change: Int, elsewhere: [CouncilElsewhere], contacts: [(council: String, id: String)]
  ) throws {
    let order = contacts.enumerated().sorted { ($0.element.council, $0.offset) < ($1.element.council, $1.offset) }
    let print = Self.text(of: elsewhere.sorted { $0.id < $1.id }, order: order.map(\.element.id))
    try database.cachedStatement(sql: "INSERT OR REPLACE INTO content_print (id, change, print) VALUES (1, ?, ?)")
      .execute(arguments: [change, print])
  }

  /// Whether what was read is what the print was made of; true too where none was made, by an older program.
  func fits(_ snapshot: DirectorySnapshot, after change: Int) throws -> Bool {
    let sql = "SELECT print FROM content_print WHERE change = ?"
    guard let print = try String.fetchOne(database, sql: sql, arguments: [change]) else { return true }
    let order = snapshot.contacts.map(\.id)
    // Older programs took the councils that are not held as they stood in the store.
    return try print == Self.text(of: snapshot.elsewhere, order: order)
      || print == Self.text(of: DirectoryLoader(database: database).elsewhere(), order: order)
  }

  private func contacts() throws -> [(council: String, id: String)] {
    let rows = try Row.fetchCursor(database, sql: "SELECT council, id FROM contact ORDER BY number")
    var contacts: [(council: String, id: String)] = []
    while let row = try rows.next() { contacts.append((try row.text(0), try row.text(1))) }
    return contacts
  }

  private static func text(of elsewhere: [CouncilElsewhere], order: [String]) -> String {
    var print = Fingerprint()
    print.add("\(elsewhere.count)")
    for council in elsewhere {
      for text in [council.id, council.name, council.website, council.nation?.rawValue] { print.add(text) }
      guard council.validFrom != nil || council.validUntil != nil || !council.successors.isEmpty else { continue }
      print.add(council.validFrom.map(TimeText.text))
      print.add(council.validUntil.map(TimeText.text))
      for successor in council.successors { print.add(successor) }
    }
    print.add("\(order.count)")
    for id in order { print.add(id) }
    return print.text
  }
}
