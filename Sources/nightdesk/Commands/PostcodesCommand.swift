import ArgumentParser
import Directory
import DirectoryExchange
import Foundation
import WorkingTime

struct PostcodesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "postcodes",
    abstract: "Which councils serve a postcode: what this answers from, and a newer list.",
    discussion: Examples.help(
      "Without a subcommand it says which list answers, and of which month.", "postcodes",
      "postcodes load ONSPD_AUG_2026_UK.csv"),
    subcommands: [Status.self, Load.self, Unload.self], defaultSubcommand: Status.self)

  struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "status", abstract: "Say which list of postcodes answers, and of which month.")

    @OptionGroup var site: SiteOptions

    func run() throws {
      let source = Site(site).postcodeSource
      let shipped = try source.shippedTable()
      guard let own = try source.ownTable() else {
        guard let shipped else { throw Failure(.unusable, "there is no list of postcodes here") }
        return Out.page("postcodes of \(shipped.month), as they were shipped\n\(Self.licence)")
      }
      var lines = ["postcodes of \(own.month), loaded by this site"]
      if let file = own.told("source")?.first { lines.append("  from \(file)") }
      if let loaded = own.told("loaded"), loaded.count == 2 {
        lines.append("  on \(Self.day(loaded[0])) by \(loaded[1])")
      }
      if let counts = own.told("counts")?.compactMap(Int.init), counts.count == 2 {
        lines.append("  \(counts[0].grouped) live, \(counts[1].grouped) ended")
      }
      if let kept = own.told("kept"), kept.count == 2 { lines.append("  as shipped in \(kept[0]): \(kept[1])") }
      lines.append(Self.licence)
      if let shipped {
        let isNewer = PostcodeMonth(shipped.edition).flatMap { month in PostcodeMonth(own.edition).map { $0 < month } }
        lines.append(
          (isNewer == true ? "! The shipped list is newer: \(shipped.month). " : "")
            + "'nightdesk postcodes unload' goes back to the shipped list of \(shipped.month).")
      }
      Out.page(lines)
    }

    private static let licence =
      "Source: Office for National Statistics licensed under the Open Government Licence v.3.0. Contains OS data and Royal "
      + "Mail data © Crown copyright, Royal Mail copyright and database right."

    /// A moment as the store writes it, as people read its day.
    private static func day(_ text: String) -> String {
      // What somebody else wrote there is shown as it is.
      (try? TimeText.day(String(text.prefix(10)))).map { TimeText.words($0) } ?? text
    }
  }

  struct Load: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "load", abstract: "Take a newer list: an ONSPD, NSPL or Code-Point Open as CSV.",
      discussion: Examples.help(
        "Give the .csv of a list, or a folder of them; it is unpacked first. The columns are found by their names. The new list "
          + "answers at once, and in a running server within a few seconds. A list that cannot be used changes nothing.",
        "postcodes load Data/ONSPD_AUG_2026_UK.csv", "postcodes load codepo_gb/Data/CSV --edition 2026-08",
        "postcodes load Data/multi_csv --part"))

    @Argument(help: ArgumentHelp("A .csv, a folder of them, or - for standard input.", valueName: "file"))
    var paths: [String]

    @Option(
      help: ArgumentHelp("The month that the list is of, where its name does not tell it.", valueName: "yyyy-mm"))
    var edition: String?

    @Flag(help: "The list is meant to hold some areas only; the others stay as they were shipped.")
    var part = false

    @Option(
      help: ArgumentHelp(
        "Who a council's code stands for, where it is not known here: its id or its name; may be given again.",
        valueName: "code=id"))
    var council: [String] = []

    @OptionGroup var site: SiteOptions

    func run() throws {
      let site = Site(site)
      try site.refuseMistyped()
      let source = site.postcodeSource
      guard let shipped = try source.shippedTable() else {
        throw Failure(.unusable, "the shipped list of postcodes is not found; give the folder of data with --data")
      }
      let input = try PostcodeInput(paths)
      let (ids, names) = try councils(site)
      // A month that is misspelt is told at once, one that is missing after what the file is: it may be none.
      let given = try edition.map(Self.month)
      let file = try input.read()
      let month = try given ?? self.month(of: input)
      let (odd, abroad) = (file.odd, file.abroad)
      let origin = PostcodeTableMaker.Origin(
        edition: month, source: input.name, at: TimeText.text(site.world.now, clock: try site.world.clock()),
        by: site.world.loginName)
      let made: PostcodeTableMaker.Made
      do throws(PostcodeFileError) {
        LongWork.tell("putting the postcodes in order")
        made = try PostcodeTableMaker(over: shipped, councilIDs: ids, names: names, isPart: part).table(
          of: file, origin)
      } catch {
        throw Failure(.unusable, "\(input.name): \(error.context). Nothing is changed")
      }
      // It must read as it was written before it takes anything's place.
      do { _ = try PostcodeTable(Array(made.text.utf8)) } catch { throw Failure(.fault, error.context) }
      try site.keep()
      try OutputFile(source.own, replacing: true).write(made.text)
      if let before = PostcodeMonth(shipped.edition), month < before {
        Out.error("warning: this list is older than the shipped one, which is of \(before.words)")
      }
      tell(made, input, month, shipped, odd: odd, abroad: abroad)
    }

    private func tell(
      _ made: PostcodeTableMaker.Made, _ input: PostcodeInput, _ month: PostcodeMonth, _ shipped: PostcodeTable,
      odd: Int,
      abroad: Int
    ) {
      var lines = [
        "loaded \(input.name): postcodes of \(month.words), \(made.live.grouped) live in "
          + "\(counted(made.districts, "district")), \(made.ended.grouped) ended"
      ]
      if abroad > 0 { lines.append("  left out: \(counted(abroad, "postcode")) outside Great Britain") }
      if odd > 0 { lines.append("  left out: \(counted(odd, "ended postcode")) of an old form") }
      if !made.kept.isEmpty {
        lines.append("  as shipped in \(shipped.edition): \(made.kept.joined(separator: " "))")
      }
      lines.append(
        "A running server takes it within a few seconds. 'nightdesk postcodes unload' goes back to the shipped list.")
      Out.page(lines)
    }

    private static func month(_ text: String) throws -> PostcodeMonth {
      guard let month = PostcodeMonth(text) else {
        throw Failure(.unusable, "'\(text)' is not a month: --edition takes one like 2026-08")
      }
      return month
    }

    private func month(of input: PostcodeInput) throws -> PostcodeMonth {
      if let month = input.edition { return month }
      throw Failure(
        .unusable, "which month is it of? Its name does not tell, as ONSPD_AUG_2026_UK.csv does: say --edition 2026-08")
    }

    /// The ids of councils by their codes, and the names of those that are known by none.
    private func councils(_ site: Site) throws -> (ids: [String: String], names: [String: String]) {
      var ids = try site.data.councilCodes()
      var names: [String: String] = [:]
      guard !council.isEmpty else { return (ids, names) }
      let directory = try site.directory()
      for told in council {
        let parts = told.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
        guard parts.count == 2, parts[0].wholeMatch(of: /[ESW][0-9]{8}/) != nil, !parts[1].isEmpty else {
          throw Failure(.unusable, "'\(told)' is not a code and a council: --council takes one like E07000114=thanet")
        }
        if directory.ref(id: parts[1]) != nil || directory.elsewhere.contains(where: { $0.id == parts[1] }) {
          ids[parts[0]] = parts[1]
        } else if parts[1].contains(where: { $0.isUppercase || $0 == " " }) {
          ids[parts[0]] = parts[0].lowercased()
          names[parts[0].lowercased()] = parts[1]
        } else {
          throw Failure(
            .unusable,
            "--council '\(RecordName.shown(parts[1]))' is not a council that is known"
              + Spelling.hint(for: parts[1], in: directory.councils.map(\.id))
              + "; 'nightdesk councils' lists the ids. Of a council that is not known give the name, with its capital")
        }
      }
      return (ids, names)
    }
  }

  struct Unload: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "unload", abstract: "Go back to the shipped list of postcodes.")

    @OptionGroup var site: SiteOptions

    func run() throws {
      let source = Site(site).postcodeSource
      guard let shipped = try source.shippedTable() else {
        throw Failure(.unusable, "there is no shipped list to go back to; give the folder of data with --data")
      }
      guard unlink(source.own) == 0 else {
        if errno == ENOENT {
          Out.line("no list is loaded; the shipped one of \(shipped.month) answers")
          return
        }
        throw Failure(.world, "\(source.own) cannot be taken away: \(systemWords(errno))")
      }
      Out.line("the shipped list of \(shipped.month) answers again")
    }
  }
}

extension PostcodeTable {
  /// Its month as people read it.
  fileprivate var month: String { PostcodeMonth(edition)?.words ?? edition }
}
