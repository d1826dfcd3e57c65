import JSON
import WorkingTime

/// The tabular form of HSDS: a table for each sort of record, which name each other by their ids. It comes as a
/// `datapackage.json` with CSV files beside it, or as one JSON object of tables.
///
/// It is put together as the JSON form has it, so that one reader reads both.
struct HSDSPackage {
  typealias Record = [String: JSONValue]

  /// The records of each table, by the table's name without its ending: `services`.
  private let tables: [String: [Record]]

  /// The tables whose records lead to somebody.
  private static let read: Set<String> = [
    "organizations", "services", "service_at_location", "service_at_locations", "locations", "contacts", "phones",
    "schedules",
  ]

  /// A document of tables; nil where it is none.
  init?(tabular document: JSONValue) {
    guard case .object(let members) = document, !members.isEmpty, members.keys.allSatisfy({ $0.hasSuffix(".csv") })
    else { return nil }
    var tables: [String: [Record]] = [:]
    for (name, value) in members {
      guard case .list(let list) = value else { return nil }
      tables[Self.name(name)] = list.compactMap { if case .object(let record) = $0 { record } else { nil } }
    }
    guard tables["services"] != nil || tables["organizations"] != nil else { return nil }
    self.tables = tables
  }

  /// The files of a package: `resources` are their paths as its description names them.
  init(_ files: [(path: String, file: DataFile)], log: FindingLog) {
    var tables: [String: [Record]] = [:]
    for (path, file) in files {
      var rows = DelimitedText(MappedRows.decoded(file).bytes)
      guard let heading = rows.next() else { continue }
      let names = heading.cells.map { $0.lowercased() }
      var records: [Record] = []
      while let row = rows.next() {
        if row.isBlank { continue }
        for fault in row.faults { log.error("", "\(path), row \(row.number): \(fault)") }
        guard row.cells.count == names.count else {
          log.error(
            "", "\(path), row \(row.number) has \(counted(row.cells.count, "cell")); its heading has \(names.count)")
          continue
        }
        records.append(
          Dictionary(zip(names, row.cells.map(JSONValue.text)).filter { $0.1 != .text("") }) { first, _ in first })
      }
      tables[Self.name(path)] = records
    }
    self.tables = tables
  }

  /// The paths of a package's tables, as its description names them; nil where a document describes none of HSDS.
  static func resources(of document: JSONValue) -> [String]? {
    guard case .object(let members) = document, case .list(let list)? = members["resources"] else { return nil }
    let paths = list.compactMap { resource -> String? in
      guard case .object(let members) = resource, case .text(let path)? = members["path"] else { return nil }
      return path
    }
    return paths.contains { ["services", "organizations"].contains(name($0)) } ? paths : nil
  }

  private static func name(_ path: String) -> String {
    let file = path.split(separator: "/").last ?? ""
    return String(file.hasSuffix(".csv") ? file.dropLast(4) : file).lowercased()
  }

  // MARK: - Put together

  /// What stands under each id, as the JSON form has it: organisations with their services, then services whose
  /// organisation is not among them. What hangs on nothing that is there is told, and what no part of this reads.
  func documents(log: FindingLog) -> [JSONValue] {
    var nodes: [String: Record] = [:]
    func records(_ name: String) -> [Record] { tables[name] ?? [] }
    let organizations = records("organizations")
    let services = records("services")
    let places = records("service_at_location") + records("service_at_locations")
    for record in organizations + services + places + records("locations") + records("contacts") {
      if let id = Self.id(record, "id") { nodes[id] = record }
    }
    // The nearest owner first: a number of a contact is that contact's, whatever else its row names.
    func hang(_ table: String, _ key: String, on owners: [String]) {
      for record in records(table) {
        guard let owner = owners.lazy.compactMap({ Self.id(record, $0) }).first(where: { nodes[$0] != nil }) else {
          log.warning("", "a record of \(table) belongs to nothing that is here, and is passed over")
          continue
        }
        let whole = Self.id(record, "id").flatMap { nodes[$0] } ?? record
        nodes[owner] = Self.adding(.object(whole), under: key, to: nodes[owner] ?? [:])
      }
    }
    let place = "service_at_location_id"
    hang("phones", "phones", on: ["contact_id", place, "service_id", "location_id", "organization_id"])
    hang("schedules", "schedules", on: [place, "service_id", "location_id"])
    hang("contacts", "contacts", on: [place, "service_id", "location_id", "organization_id"])
    for name in ["service_at_location", "service_at_locations"] {
      for record in records(name) {
        guard let id = Self.id(record, "id"), let service = Self.id(record, "service_id"), nodes[service] != nil else {
          continue
        }
        var whole = nodes[id] ?? record
        if let location = Self.id(record, "location_id").flatMap({ nodes[$0] }) {
          whole["location"] = .object(location)
        }
        nodes[service] = Self.adding(.object(whole), under: "service_at_locations", to: nodes[service] ?? [:])
      }
    }
    let held = Set(organizations.compactMap { Self.id($0, "id") })
    var alone: [JSONValue] = []
    for record in services {
      guard let id = Self.id(record, "id"), let whole = nodes[id] else { continue }
      if let owner = Self.id(record, "organization_id"), held.contains(owner) {
        nodes[owner] = Self.adding(.object(whole), under: "services", to: nodes[owner] ?? [:])
      } else {
        alone.append(.object(whole))
      }
    }
    let unread = tables.filter { !Self.read.contains($0.key) && !$0.value.isEmpty }.keys.sorted()
    if !unread.isEmpty { log.warning("", "tables not read: \(unread.joined(separator: ", "))") }
    return organizations.compactMap { Self.id($0, "id").flatMap { nodes[$0] }.map(JSONValue.object) } + alone
  }

  private static func id(_ record: Record, _ key: String) -> String? {
    if case .text(let id)? = record[key], !id.isEmpty { id } else { nil }
  }

  private static func adding(_ value: JSONValue, under key: String, to record: Record) -> Record {
    var record = record
    if case .list(let list)? = record[key] {
      record[key] = .list(list + [value])
    } else {
      record[key] = .list([value])
    }
    return record
  }
}
