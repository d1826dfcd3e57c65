package import Casebook
import GRDB

/// Who works with kept cases.
extension CaseStore {
  /// Who somebody is here: at the machine itself its user, with every right; else whoever was let in.
  package func officer(named name: String) throws(CaseTrouble) -> CaseOfficer? {
    if name == consoleOfficer { return CaseOfficer(name: name, role: .manager, councils: nil) }
    return try lookUp("looking for who you are") { database, _ in
      let row = try Row.fetchOne(
        database, sql: "SELECT role, councils FROM officer WHERE name = ?", arguments: [name])
      guard let row, let role = CaseRole(rawValue: try row.decode(String.self, atIndex: 0)) else { return nil }
      let councils = try row.decode(String?.self, atIndex: 1)
      return CaseOfficer(
        name: name, role: role, councils: councils.map { Set($0.split(separator: " ").map(String.init)) })
    }
  }

  /// Lets somebody in, or changes what they may do.
  package func letIn(_ officer: CaseOfficer) throws(CaseTrouble) {
    try change("letting '\(officer.name)' in") { database in
      try database.execute(
        sql: "INSERT OR REPLACE INTO officer (name, role, councils) VALUES (?, ?, ?)",
        arguments: [officer.name, officer.role.rawValue, officer.councils.map { $0.sorted().joined(separator: " ") }])
    }
  }

  /// Shuts somebody out.
  ///
  /// - Returns: Whether they were in.
  package func shutOut(_ name: String) throws(CaseTrouble) -> Bool {
    try change("shutting '\(name)' out") { database in
      try database.execute(sql: "DELETE FROM officer WHERE name = ?", arguments: [name])
      return database.changesCount > 0
    }
  }

  /// Everybody who was let in, by name.
  package func officers() throws(CaseTrouble) -> [CaseOfficer] {
    let names = try access("reading who is let in") { queue in
      try queue.unsafeRead { try String.fetchAll($0, sql: "SELECT name FROM officer ORDER BY name") }
    }
    var officers: [CaseOfficer] = []
    for name in names { if let officer = try officer(named: name) { officers.append(officer) } }
    return officers
  }
}
