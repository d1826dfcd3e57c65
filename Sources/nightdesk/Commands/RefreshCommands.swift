import ArgumentParser
import Directory
import DirectoryExchange
import DirectoryStore
import Foundation
import Refresh
import StoreFile
import WorkingTime

extension HSDSFiles.Audience: ExpressibleByArgument {}

/// What `plan` and `apply` take alike, so that the one does what the other shows.
struct RefreshOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Files, folders that hold them, or '-' for standard input. The format is known by content: the project's own JSON, "
        + "CSV or Excel (.xlsx), or HSDS.",
      valueName: "path"))
  var paths: [String]

  @Option(
    help: ArgumentHelp(
      "What the columns of somebody else's table mean, in TOML. One that is not there yet is asked for, column by column, "
        + "and written.", valueName: "file"))
  var map: String?

  @Flag(help: "Take out councils that are in none of the files, and contacts that have no row.")
  var remove = false

  @Flag(help: "Do it even where a council loses its last voice out of hours.")
  var evenSo = false

  @Flag(help: "Write JSON.")
  var json = false

  @OptionGroup var site: SiteOptions

  /// Plans; what must not be done is the failure that is handed back, for after the report.
  func plan(_ site: Site) throws -> (RefreshReport, Failure?) {
    if map != nil, remove {
      throw Failure(.unusable, "--remove and --map do not go together: a list with a map only adds and changes")
    }
    let tableMap = try map.map { try MapInterview.map(at: $0, for: paths, site: site) }
    let refreshing = try Refreshing(paths, removing: remove, map: tableMap, site: site)
    let report = RefreshReport(refreshing: refreshing, evenSo: evenSo)
    if !refreshing.unknown.isEmpty {
      return (
        report, Failure(.unusable, "\(refreshing.unknown.joined(separator: ", ")): of no format that is known here")
      )
    }
    if refreshing.errors > 0 {
      return (report, Failure(.fault, "\(counted(refreshing.errors, "error")) in the files"))
    }
    if let first = refreshing.refusals.first, !evenSo {
      return (report, Failure(.fault, "refused without --even-so: \(first.text)"))
    }
    return (report, nil)
  }
}

struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "What files would change in the directory, what is wrong with them, and what it would do to families.",
    discussion: Examples.help(
      "Changes nothing. Exit status 1 where a finding is an error or the plan would be refused.",
      "directory plan mine/councils/thanet.json", "directory plan contacts.csv --json",
      "directory plan county-list.xlsx --map county-list.toml"))

  @OptionGroup var options: RefreshOptions

  func run() throws {
    let (report, failure) = try options.plan(Site(options.site))
    if options.json { Out.write(report.json()) } else { Out.page(report.text) }
    if let failure { throw failure }
  }
}

struct ApplyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply", abstract: "Do exactly what 'plan' shows, in one transaction, or nothing.",
    discussion: Examples.help("", "directory apply mine/councils/thanet.json --by ann"))

  @OptionGroup var options: RefreshOptions

  @Option(help: ArgumentHelp("Who does it; the login name when left out.", valueName: "name"))
  var by: String?

  @Option(
    help: ArgumentHelp(
      "The version that 'plan' named; refused where the directory has moved since.", valueName: "version"))
  var expecting: String?

  func run() throws {
    let site = Site(options.site)
    let name = try RecordName.checked(by ?? site.world.loginName, option: "--by")
    let source = try options.paths.map { path in
      try RecordName.checked(
        path == "-" ? InputDescriptor.standardInput : URL(fileURLWithPath: path).lastPathComponent,
        option: "the name of a file")
    }.joined(separator: " ")
    let (report, failure) = try options.plan(site)
    let refreshing = report.refreshing
    func show(_ applied: (change: Int, version: String)? = nil) {
      if options.json { Out.write(report.json(applied: applied)) } else { Out.page(report.text) }
    }
    if let expecting, expecting != refreshing.base {
      throw Failure(.fault, "the directory is \(refreshing.base) by now and no longer \(expecting); plan again")
    }
    if let failure {
      show()
      throw failure
    }
    guard !refreshing.plan.edits.isEmpty else {
      show()
      if !options.json { Out.line("Nothing to change.") }
      return try site.settleShippedData(appliedFrom: options.paths)
    }
    let change = try refreshing.apply(to: site, by: name, source: source)
    show((change.id, change.version))
    if !options.json {
      Out.line("Applied as change \(change.id); the directory was \(refreshing.base) and is \(change.version).")
    }
    try site.settleShippedData(appliedFrom: options.paths)
  }
}

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write the directory for others to read, or to edit and plan.",
    discussion: Examples.help(
      "", "directory export --format json mine", "directory export --format csv contacts.csv --overwrite"))

  /// The formats that can be written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case json
    case csv
    case hsds
  }

  @Option(help: "json: a folder, one file a council; csv: one row a contact; hsds: organisations of HSDS 3.")
  var format: Format

  @Argument(
    help: ArgumentHelp(
      "The file, or for json the folder; '-' writes csv and hsds to standard output.", valueName: "path"))
  var path: String

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp(
      "With hsds: exchange (the usual) has everything, and marks what must not be used; publication has only what anybody "
        + "may be given, and no names.", valueName: "whom"))
  var audience: HSDSFiles.Audience?

  @Flag(help: "Replace files that are there already.")
  var overwrite = false

  @OptionGroup var site: SiteOptions

  func run() throws {
    let site = Site(site)
    if audience != nil, format != .hsds { throw Failure(.unusable, "--for goes with --format hsds") }
    if format != .json, path != "-" { try OutputFile(path, replacing: overwrite).check() }
    let held = try site.content()
    let content = held.stated
    var counts = (councils: content.councils.count, contacts: content.contacts.count, keptBack: 0)
    do {
      switch format {
      case .json: try writeFolder(content, of: held.version)
      case .csv: try write(ContactTable.text(of: content.contacts), to: path)
      case .hsds where audience == .publication:
        let day = try site.world.clock().wall(at: site.world.now).day
        let calendar = try site.data.calendar()
        let wrong = try site.numbersReportedWrong()
        try stream { put in
          counts = try HSDSFiles.publish(content, on: day, calendar: calendar, reported: wrong, to: put)
        }
      case .hsds:
        if let fault = HSDSFiles.unwritable(in: content) { throw fault }
        let changes = try site.recordedChanges()
        try stream { put in try HSDSFiles.exchange(content, changes: changes, to: put) }
      }
    } catch let error as UnwritableContact {
      throw Failure(.world, "\(error.contact): \(error.explanation)")
    }
    let councils = counted(counts.councils, "council")
    let contacts = counted(counts.contacts, "contact")
    let place = path == "-" ? "standard output" : path
    if counts.keptBack > 0 {
      Out.error(
        "kept back \(counted(counts.keptBack, "contact")) that may name a person, are not for everybody, or are said to be "
          + "wrong")
    }
    Out.error(
      format == .csv ? "wrote \(contacts) to \(place)" : "wrote \(councils) and \(contacts) to \(place)")
  }

  private func writeFolder(_ content: DirectoryContent, of version: String) throws {
    guard path != "-" else { throw Failure(.unusable, "json is a folder of files; give its path") }
    let folder = path + "/councils"
    let files = try CouncilFiles.files(of: content)
    if FileManager.default.fileExists(atPath: folder) {
      let ours = Set(files.map(\.name))
      let others = try DataFolder.jsonFiles(in: URL(fileURLWithPath: folder)).map(\.name).filter { !ours.contains($0) }
      guard others.isEmpty else {
        throw Failure(
          .unusable, "\(folder) holds \(others.joined(separator: ", ")), which is not a council held; move it away")
      }
    } else {
      do {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      } catch {
        throw Failure(.world, "\(folder) cannot be made: \(error.inWords)")
      }
    }
    let elsewhere = CouncilFiles.text(of: content.elsewhere, source: "export of \(version)")
    let texts =
      files.map { (path: folder + "/" + $0.name, text: String(decoding: $0.bytes, as: UTF8.self)) }
      + [(path: path + "/councils-elsewhere.json", text: elsewhere)]
    for file in texts { try OutputFile(file.path, replacing: overwrite).check() }
    for file in texts { try write(file.text, to: file.path) }
  }

  private func stream(_ make: ((String) throws -> Void) throws -> Void) throws {
    if path == "-" { return try make { Out.write($0) } }
    try OutputFile(path, replacing: overwrite).write(make)
  }

  private func write(_ text: String, to path: String) throws {
    if path == "-" { Out.write(text) } else { try OutputFile(path, replacing: overwrite).write(text) }
  }
}
