package import JSON
package import Casebook
import Directory
package import Triage
import WorkingTime

extension CaseDesk {
  /// The counts of a quarter: `quarter 2026-Q4 --protocol LUT --outside`.
  func report(_ words: [String]) throws -> Reply {
    var rest = words.map { $0.lowercased() }
    if rest.first == "quarter" { rest.removeFirst() }
    guard let quarter = rest.first.flatMap({ Quarter(typed: $0) }) else {
      throw CaseRefusal("report takes: report quarter 2026-Q4 [--protocol LUT|KCL|ESS] [--inside|--outside]")
    }
    rest.removeFirst()
    var kind = QuarterReport.Kind.own
    var isOutside: Bool?
    func forWhom(_ outside: Bool) throws(CaseRefusal) {
      guard isOutside == nil || isOutside == outside else {
        throw CaseRefusal("say --inside or --outside, not both: small numbers are shown inside, and left out outside")
      }
      isOutside = outside
    }
    while !rest.isEmpty {
      let word = rest.removeFirst()
      switch word.drop(while: { $0 == "-" }) {
      case "outside": try forWhom(true)
      case "inside": try forWhom(false)
      case "protocol":
        guard !rest.isEmpty,
          let named = QuarterReport.Kind.allCases.first(where: { $0.rawValue.lowercased() == rest[0] })
        else { throw CaseRefusal("--protocol takes LUT, KCL or ESS") }
        kind = named
        rest.removeFirst()
      default: throw CaseRefusal("'\(word.prefix(40))' is not understood here; --protocol, --inside and --outside are")
      }
    }
    let report = try self.report(kind, quarter, isOutside: isOutside ?? false)
    if format == .json {
      var json = JSONWriter()
      json.write(report)
      return Reply(216, quarter.text, block: [json.text])
    }
    return Reply(216, quarter.text, block: report.lines)
  }

  /// The counts of a quarter, over the councils that this officer sees.
  func report(
    _ kind: QuarterReport.Kind, _ quarter: Quarter, isOutside: Bool
  ) throws -> QuarterReport {
    let rows = try access.shelf.counts(in: quarter)
    let councils = kind.councils(in: context.engine, counted: rows).filter { officer.sees(council: $0.key) }
    return QuarterReport(kind, quarter, of: rows, councils: councils, isOutside: isOutside)
  }
}

extension QuarterReport.Kind {
  /// Whose cases are counted, by id, with their names: the protocol's parties; where it is ours, whoever has any.
  package func councils(in engine: TriageEngine, counted rows: [CountRow]) -> [String: String] {
    let ids =
      self == .own ? rows.map(\.council) : engine.book.files.filter { $0.prefix == rawValue }.flatMap(\.parties)
    return ids.reduce(into: [:]) { names, id in
      names[id] = engine.directory.ref(id: id).map { engine.directory[$0].name } ?? id
    }
  }
}

extension JSONWriter {
  /// Writes a report, `nightdesk-quarter/1`; a count that is too small to be shown is null.
  package mutating func write(_ report: QuarterReport) {
    object { json in
      json.member("format", "nightdesk-quarter/1")
      json.member("quarter", report.quarter.text)
      json.member("report", report.kind.rawValue)
      json.member("councils", report.councils)
      json.member("outside", report.isOutside)
      json.key("tables")
      json.array(report.tables) { json, table in
        json.object { json in
          json.member("id", table.id)
          json.member("question", table.question)
          json.member("clause", table.clause)
          json.member("half", table.half)
          json.key("total")
          json.number(table.total)
          json.key("cells")
          json.array(table.cells) { json, cell in
            json.object { json in
              json.member("value", cell.value)
              json.member("label", cell.label)
              json.key("count")
              json.number(cell.count)
            }
          }
        }
      }
    }
  }

  private mutating func number(_ value: Int?) {
    if let value { integer(value) } else { null() }
  }
}
