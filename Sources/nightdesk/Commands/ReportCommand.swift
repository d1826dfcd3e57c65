import JSON
import ArgumentParser
import CaseStore
import Casebook
import Desk
import Foundation
import Triage
import WorkingTime

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Count the kept cases, as protocols ask for it.",
    subcommands: [QuarterCommand.self])

  enum Form: String, ExpressibleByArgument, CaseIterable {
    case text, json, csv, html
  }

  struct QuarterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "quarter", abstract: "The counts and targets of a quarter.",
      discussion: """
        LUT: Luton's seven counts and two targets. KCL: Kent's four for care leavers. ESS: for Essex, ours. Without a \
        protocol: nights, decisions and times, ours. The HTML page needs no network and prints in black and white.
        """)

    @Argument(help: ArgumentHelp("The quarter, like 2026-Q4.", valueName: "quarter"))
    var quarter: String

    @Option(name: .customLong("protocol"), help: ArgumentHelp("LUT, KCL or ESS.", valueName: "prefix"))
    var prefix: String?

    @Flag(help: "For somebody outside: small numbers are left out.")
    var outside = false

    @Flag(help: "For inside only, every number; so it is unless you say otherwise.")
    var inside = false

    @Option(help: "text, json, csv or html.")
    var output = Form.text

    @Option(help: ArgumentHelp("Outside, counts below this are left out.", valueName: "number"))
    var smallest = CaseSettings.smallest

    @OptionGroup var casebook: CasebookOption
    @OptionGroup var site: SiteOptions

    func validate() throws {
      if inside, outside { throw ValidationError("Give --inside or --outside, not both.") }
      guard (3...100).contains(smallest) else { throw ValidationError("--smallest is a number from 3 to 100.") }
    }

    func run() throws {
      guard let quarter = Quarter(typed: quarter) else {
        throw Failure(.unusable, "'\(self.quarter)' is not a quarter; write it like 2026-Q4")
      }
      var kind = QuarterReport.Kind.own
      if let prefix {
        guard let named = QuarterReport.Kind(rawValue: prefix.uppercased()) else {
          throw Failure(.unusable, "'\(prefix)' is not a protocol that is counted; give LUT, KCL or ESS")
        }
        kind = named
      }
      let site = Site(site)
      let store = try casebook.store(site)
      let engine = try site.engine()
      let rows = try inCasebook { () throws(CaseTrouble) in try store.counts(in: quarter) }
      let report = QuarterReport(
        kind, quarter, of: rows, councils: kind.councils(in: engine, counted: rows), isOutside: outside,
        smallest: smallest)
      switch output {
      case .text: Out.line(report.lines.joined(separator: "\n"))
      case .csv: Out.write(report.csv)
      case .json:
        var json = JSONWriter()
        json.write(report)
        Out.line(json.text)
      case .html:
        let now = engine.clock.wall(at: .now)
        Out.write(
          report.html(
            made: "Made on \(TimeText.words(now.day)) by nightdesk \(programVersion), rules \(engine.rulesVersion)"))
      }
    }
  }
}
