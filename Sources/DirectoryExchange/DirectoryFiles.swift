import JSON
package import Directory
package import WorkingTime

/// What a file is, known by what it holds.
package enum FileFormat: String, Sendable, CaseIterable {
  /// One council, as in `data/councils`.
  case council
  /// Councils that are known and not held.
  case elsewhere
  /// A table of contacts.
  case table = "csv"
  /// Organisations of the Human Services Data Specification.
  case hsds
}

/// Where a record was found, so that what is said of it later names the place.
package struct RecordPlace: Sendable, Hashable {
  /// The file's name.
  package let file: String
  /// The row of a table; nil for other files.
  package let row: Int?
  private let path: String
  private let isTable: Bool

  init(file: String, row: Int? = nil, path: String = "", isTable: Bool = false) {
    self.file = file
    self.row = row
    self.path = path
    self.isTable = isTable
  }

  /// A finding about a field of the record.
  package func finding(_ field: String, _ severity: Finding.Severity, _ text: String) -> Finding {
    Finding(
      file: file, row: row, field: isTable || path.isEmpty ? field : field.isEmpty ? path : "\(path).\(field)",
      severity: severity, text: text)
  }
}

/// What came of reading files of any of the formats.
package struct FilesReading: Sendable {
  /// Councils of which a file says all there is, with their contacts; only those without an error.
  package var whole = DirectoryContent(councils: [], contacts: [])
  /// Contacts that came in tables; only those without an error.
  package var rows: [Contact] = []
  /// Councils that are known and not held; nil where no file lists them.
  package var elsewhere: [CouncilElsewhere]?
  /// Ids of all councils that the files speak of.
  package var named: Set<String> = []
  /// All that is wrong or doubtful, file by file.
  package var findings: [Finding] = []
  /// Files that are of no known format.
  package var unknown: [String] = []
  /// Where each council, by its id, and each contact, by its own, was found.
  package var places: [String: RecordPlace] = [:]
  /// Ids of contacts that came with whoever prints their value: by a map, which names the list, or by hand.
  package var sourced: Set<String> = []

  /// Whether any finding is an error.
  package var hasErrors: Bool { findings.contains { $0.severity == .error } }
}

/// Files of every format that the directory exchanges.
package enum DirectoryFiles {
  /// Reads files and tells all that is wrong with them.
  ///
  /// - Parameters:
  ///   - files: Any number of files of any format.
  ///   - base: The directory that they are read against: what councils and teams there are.
  ///   - leavesOut: Whether councils that no file names are to go, and so may not be referred to.
  ///   - today: The day, for schedules of others that hold for a time; nil where that is not asked.
  ///   - map: What the columns of tables mean that are not this project's own; nil where there are none.
  ///   - progress: Told now and then how many bytes have been read.
  /// - Returns: What the files without an error say, and every finding in the order of the files.
  package static func read(
    _ files: [DataFile], base: DirectoryContent, leavesOut: Bool = false, today: Day? = nil, map: TableMap? = nil,
    progress: (Int) -> Void = { _ in }
  ) -> FilesReading {
    var reading = FilesReading()
    var forms: [(form: CouncilForm, place: (String) -> String)] = []
    var tables: [DataFile] = []
    var lists: [DataFile] = []
    var logs: [String: FindingLog] = [:]
    var pages = HSDSPages()
    var done = 0
    let parts = Self.parts(of: files)
    for file in files where parts.owners[file.name] == nil {
      let log = FindingLog(file: file.name)
      logs[file.name] = log
      if let resources = parts.packages[file.name] {
        let package = HSDSPackage(resources, log: log)
        takeForeign(package.documents(log: log), file.name, isMapped: map != nil, today, log, &pages)
        continue
      }
      let before = tables.count
      read(file, Reader(isMapped: map != nil, today: today), log, &pages, &forms, &tables, &lists, &reading)
      done += tables.count > before ? 0 : file.bytes.count
      progress(done)
    }
    if let table = pages.table { tables.append(table) }
    for (file, fault) in pages.faults { logs[file]?.error("total_pages", fault) }
    let held = Set(base.councils.map(\.id))
    CrossChecks.run(on: forms.map(\.form), held: leavesOut && !forms.isEmpty ? [] : held)
    var councils: [Council] = []
    var contacts: [Contact] = []
    for (form, place) in forms { take(form, place, &reading, &councils, &contacts) }
    reading.whole = DirectoryContent(councils: councils, contacts: contacts)
    checkNames(of: councils, against: base, &reading)

    let known = Set(forms.compactMap { $0.form.id?.text }).union(held)
    for list in lists {
      let read = CouncilFiles.read([], elsewhere: list, held: known)
      reading.findings += read.findings
      guard !read.hasErrors else { continue }
      let others = Set((reading.elsewhere ?? []).map(\.id))
      for (place, council) in read.content.elsewhere.enumerated() where others.contains(council.id) {
        reading.findings.append(
          Finding(
            file: list.name, field: "councils[\(place)].id", severity: .error,
            text: "'\(council.id)' stands in another list already; once is right"))
      }
      reading.elsewhere = (reading.elsewhere ?? []) + read.content.elsewhere
    }
    if !tables.isEmpty {
      var teams = Dictionary(
        base.councils.map { ($0.id, Set($0.teams.map(\.name))) }, uniquingKeysWith: { $0.union($1) })
      for council in councils { teams[council.id] = Set(council.teams.map(\.name)) }
      for table in tables {
        if let map, !ContactTable.isOne(table.bytes) {
          let read = MappedTable.read(table, map: map, base: base, teams: teams, today: today)
          reading.sourced.formUnion(read.contacts.map(\.contact.id))
          take(read, of: table.name, &reading)
        } else {
          take(ContactTable.read(table, teams: teams) { progress(done + $0) }, of: table.name, &reading)
        }
        done += table.bytes.count
        progress(done)
      }
    }
    // Logs of whole files come last of all that was found in reading, and the order of the files is what people expect.
    reading.findings += logs.values.flatMap(\.findings)
    let order = Dictionary(files.enumerated().map { ($1.name, $0) }) { first, _ in first }
    reading.findings = reading.findings.enumerated().sorted { one, other in
      let left = (order[one.element.file] ?? 0, one.element.row ?? 0, one.offset)
      let right = (order[other.element.file] ?? 0, other.element.row ?? 0, other.offset)
      return left < right
    }.map(\.element)
    return reading
  }

  /// HSDS of others as the one table that a map of it is for.
  ///
  /// - Parameters:
  ///   - files: All that was delivered.
  ///   - today: The day, for schedules that hold for a time.
  /// - Returns: The table; nil where no file is such HSDS, and where another table is among them.
  package static func table(ofForeign files: [DataFile], today: Day?) -> DataFile? {
    var reading = FilesReading()
    var forms: [(form: CouncilForm, place: (String) -> String)] = []
    var tables: [DataFile] = []
    var lists: [DataFile] = []
    var pages = HSDSPages()
    let parts = Self.parts(of: files)
    for file in files where parts.owners[file.name] == nil {
      let log = FindingLog(file: file.name)
      if let resources = parts.packages[file.name] {
        takeForeign(
          HSDSPackage(resources, log: log).documents(log: log), file.name, isMapped: true, today, log, &pages)
      } else {
        read(file, Reader(isMapped: true, today: today), log, &pages, &forms, &tables, &lists, &reading)
      }
    }
    return tables.isEmpty ? pages.table : nil
  }

  // MARK: - One file

  /// What the reading of each file depends on.
  private struct Reader {
    let isMapped: Bool
    let today: Day?
  }

  private static func read(
    _ file: DataFile, _ reader: Reader, _ log: FindingLog, _ pages: inout HSDSPages,
    _ forms: inout [(form: CouncilForm, place: (String) -> String)], _ tables: inout [DataFile],
    _ lists: inout [DataFile], _ reading: inout FilesReading
  ) {
    func isUnknown(_ why: String) {
      log.error("", why)
      reading.unknown.append(file.name)
    }
    if let why = BinaryFile.words(for: file.bytes) { return isUnknown(why) }
    var bytes = file.bytes
    switch ByteText.read(bytes) {
    case .asItIs: break
    case .converted(let text, _): bytes = text
    case .unreadable(let why): return isUnknown(why)
    }
    let isMarked = bytes.starts(with: [0xef, 0xbb, 0xbf])
    if isMarked { bytes.removeFirst(3) }
    guard let first = bytes.first(where: { !" \t\r\n".utf8.contains($0) }) else { return isUnknown("is empty") }
    guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else {
      if !isMarked, case .converted(let text, let set) = ByteText.readTable(bytes) {
        bytes = text
        log.warning(
          "", "is not UTF-8 and was read as \(set), as older spreadsheets save; look whether £, ’ and é came out right")
      }
      let table = DataFile(name: file.name, bytes: bytes, sheets: file.sheets, doubts: file.doubts)
      if reader.isMapped || ContactTable.isOne(bytes) {
        if let others = file.otherSheets { log.warning("", others) }
        for doubt in file.doubts { log.warning("", doubt) }
        tables.append(table)
      } else {
        isUnknown(
          "is neither JSON nor a table of contacts, whose first row has the headings "
            + ContactTable.columns.prefix(6).joined(separator: ", ") + "…; a table of other columns needs a --map"
            + (file.otherSheets.map { ". Of the workbook \($0)" } ?? ""))
      }
      return
    }
    if let list = LongJSON.list(ofLines: bytes) { bytes = list }
    do throws(MalformedJSON) {
      let document = try LongJSON(bytes, listedUnder: HSDSFiles.lists)
      if case .object(let members) = document.shell, members["teams"] != nil || members["childrensServices"] != nil {
        forms.append((CouncilForm(document.shell, log: FindingLog(file: file.name)), { $0 }))
      } else if case .object(let members) = document.shell, case .list? = members["councils"],
        members["contents"] == nil
      {
        lists.append(DataFile(name: file.name, bytes: bytes))
      } else if let package = HSDSPackage(tabular: document.shell) {
        takeForeign(
          package.documents(log: log), file.name, isMapped: reader.isMapped, reader.today, log, &pages)
      } else if HSDSPackage.resources(of: document.shell) != nil {
        isUnknown("describes a package of tables, none of which is here; give the folder that they are in")
      } else if try isForeign(document) {
        let table = try HSDSForeign.table(of: document, on: reader.today, log: log)
        take(table, file.name, isMapped: reader.isMapped, log, &pages)
        if !table.rows.isEmpty, let page = HSDSFiles.page(of: document) { pages.add(file.name, page) }
      } else if try HSDSFiles.isOne(document) {
        if let page = HSDSFiles.page(of: document) { pages.add(file.name, page) }
        // Of a file that turns out to be no JSON nothing else is said, and nothing taken.
        let found = FindingLog(file: file.name)
        var councils: [(form: CouncilForm, place: (String) -> String)] = []
        try HSDSFiles.read(document, log: found) { council in
          councils.append((CouncilForm(council.document, log: FindingLog(file: file.name)), council.place))
        }
        for finding in found.findings { log.take(finding) }
        forms += councils
      } else {
        isUnknown("is JSON, but neither a council's file, nor a list of councils elsewhere, nor HSDS organisations")
      }
      log.take(document.repeatedKeys)
    } catch {
      log.error("", "is not JSON: \(error.detail)")
    }
  }

  /// The files that are tables of an HSDS package, each with the file that describes it, and the tables of each such file.
  private static func parts(
    of files: [DataFile]
  ) -> (owners: [String: String], packages: [String: [(path: String, file: DataFile)]]) {
    var owners: [String: String] = [:]
    var packages: [String: [(path: String, file: DataFile)]] = [:]
    for file in files where file.name.hasSuffix("datapackage.json") {
      let folder = file.name.dropLast("datapackage.json".count)
      do throws(MalformedJSON) {
        let paths = HSDSPackage.resources(of: try JSONValue.parse(file.bytes)) ?? []
        let found = files.compactMap { part in
          paths.first { folder + $0 == part.name }.map { (path: $0, file: part) }
        }
        guard !found.isEmpty else { continue }
        packages[file.name] = found
        for part in found { owners[part.file.name] = file.name }
      } catch {
        continue  // It is read like every other file, which says what is wrong with it.
      }
    }
    return (owners, packages)
  }

  private static func takeForeign(
    _ documents: [JSONValue], _ file: String, isMapped: Bool, _ today: Day?, _ log: FindingLog, _ pages: inout HSDSPages
  ) {
    var table = HSDSForeign.Table()
    for document in documents { HSDSForeign.add(document, on: today, to: &table) }
    table.tell(log)
    take(table, file, isMapped: isMapped, log, &pages)
  }

  private static func take(
    _ table: HSDSForeign.Table, _ file: String, isMapped: Bool, _ log: FindingLog, _ pages: inout HSDSPages
  ) {
    if table.rows.isEmpty {
      log.error("", "is HSDS in which no active service has a number, a mailbox or a page")
    } else if isMapped {
      pages.add(file, table)
    } else {
      log.error(
        "",
        "is HSDS of others, with \(counted(table.rows.count, "way")) to reach services; only a --map can say whose they are and what "
          + "for. Its columns are \(HSDSForeign.headings.joined(separator: ", ")); '--map' with a file that is not there yet gives "
          + "one to begin with")
    }
  }

  /// Whether a document is HSDS that no export of ours made.
  private static func isForeign(_ document: LongJSON) throws(MalformedJSON) -> Bool {
    if try HSDSFiles.isOurs(document) { return false }
    guard document.path != nil else { return HSDSForeign.isOne(document.shell) }
    for index in 0..<document.count where HSDSForeign.isOne(try document.element(at: index)) { return true }
    return false
  }

  private static func take(
    _ form: CouncilForm, _ place: (String) -> String, _ reading: inout FilesReading, _ councils: inout [Council],
    _ contacts: inout [Contact]
  ) {
    let file = form.log.file
    reading.findings += form.log.findings.map {
      Finding(file: $0.file, field: place($0.field), severity: $0.severity, text: $0.text)
    }
    if let id = form.id?.text {
      reading.named.insert(id)
      reading.places[id] = RecordPlace(file: file, path: place(""))
    }
    for id in form.contactIDs {
      let path = place(id.field)
      reading.places[id.text] = RecordPlace(file: file, path: path.hasSuffix(".id") ? String(path.dropLast(3)) : path)
    }
    guard !form.log.hasErrors, let council = form.council else { return }
    councils.append(council)
    contacts += form.contacts
  }

  private static func take(_ table: ContactTable.Reading, of file: String, _ reading: inout FilesReading) {
    reading.findings += table.findings
    reading.named.formUnion(table.named)
    var known = Set(reading.rows.map(\.id))
    for (contact, row) in table.contacts {
      if !known.insert(contact.id).inserted {
        reading.findings.append(
          Finding(
            file: file, row: row, field: "contact", severity: .error,
            text: "'\(contact.id)' stands in another table already; each contact needs one row"))
        continue
      }
      if let other = reading.places[contact.id], other.row == nil {
        reading.findings.append(
          Finding(
            file: file, row: row, field: "contact", severity: .error,
            text: "'\(contact.id)' stands in \(other.file) already; give one of the two"))
        continue
      }
      reading.rows.append(contact)
      reading.places[contact.id] = RecordPlace(file: file, row: row, isTable: true)
    }
  }

  /// An alias stands for one council, those that only the directory holds included.
  private static func checkNames(of councils: [Council], against base: DirectoryContent, _ reading: inout FilesReading)
  {
    let brought = Set(councils.map(\.id))
    var owners: [String: String] = [:]
    for council in base.councils where !brought.contains(council.id) {
      for name in [council.id, council.name] + council.aliases { owners[name.lowercased()] = council.id }
    }
    for council in councils {
      for (place, alias) in council.aliases.enumerated() {
        guard let owner = owners[alias.lowercased()], let found = reading.places[council.id] else { continue }
        reading.findings.append(
          found.finding("aliases[\(place)]", .error, "'\(alias)' is a name of \(owner), which the directory holds"))
      }
    }
  }
}
