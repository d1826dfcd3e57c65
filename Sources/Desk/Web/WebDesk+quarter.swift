import Casebook
import Triage
import WorkingTime

extension WebDesk {
  /// How many quarters back are offered; any other can be named in the address.
  private static let quarters = 8

  /// The counts of a quarter, with the form that chooses which.
  func quarter(_ request: WebRequest) throws -> WebAnswer {
    let now = Quarter(of: clock.wall(at: context.now).day)
    guard let quarter = request.fields["quarter"].map({ Quarter(typed: $0) }) ?? now else {
      throw CaseRefusal("That is not a quarter. Write it like 2026-Q4.")
    }
    let kinds = QuarterReport.Kind.allCases
    guard let kind = request.fields["protocol"].map({ text in kinds.first { $0.rawValue == text } }) ?? .own else {
      throw CaseRefusal("That is not a protocol that is counted. Choose one of the list.")
    }
    let isOutside = request.fields["outside"] == "yes"
    let report = try desk.report(kind, quarter, isOutside: isOutside)
    if request.path.first == "quarter.csv" {
      return WebAnswer(200, .csv(report.csv, name: "\(quarter.text)-\(kind.rawValue).csv"))
    }
    let made = "\(stamp) Nightdesk \(context.programVersion), rules \(context.engine.rulesVersion)"
    let address =
      "/quarter.csv?quarter=\(quarter.text)&protocol=\(kind.rawValue)\(isOutside ? "&outside=yes" : "")"
    let content =
      [Markup("h1", text: "\(kind.title)")] + report.heading.dropFirst().map { Markup("p", text: $0) }
      + [
        choice(quarter, now, kind, isOutside),
        Markup("p", ["class": "screen-only"], [Markup("a", ["href": address], text: "The same as a table (CSV)")]),
      ] + report.figures(made: made)
    return WebAnswer(
      200, .page(frame.page("\(kind.title), \(quarter.words) - Nightdesk", path: "/quarter", kind: "sheet", content)))
  }

  private func choice(
    _ quarter: Quarter, _ now: Quarter, _ kind: QuarterReport.Kind, _ isOutside: Bool
  ) -> Markup {
    var quarters = [now]
    while quarters.count < Self.quarters, let last = quarters.last { quarters.append(last.previous) }
    if !quarters.contains(quarter) { quarters.append(quarter) }
    return Markup(
      "form", ["method": "get", "action": "/quarter"],
      [
        Markup(
          "div", ["class": "row"],
          [
            select("quarter", "Quarter", quarters.map { ($0.text, $0.words) }, quarter.text),
            select("protocol", "Counts", QuarterReport.Kind.allCases.map { ($0.rawValue, $0.title) }, kind.rawValue),
          ]),
        Markup(
          "div", ["class": "choice"],
          [
            isOutside
              ? Markup(
                "input", ["id": "outside", "name": "outside", "type": "checkbox", "value": "yes", "checked": "checked"])
              : Markup("input", ["id": "outside", "name": "outside", "type": "checkbox", "value": "yes"]),
            Markup("label", ["for": "outside"], text: "For somebody outside: leave small numbers out"),
          ]),
        Markup("button", [:], text: "Show"),
      ])
  }

  private func select(_ name: String, _ label: String, _ options: [(String, String)], _ chosen: String) -> Markup {
    Markup(
      "div", [:],
      [
        Markup("label", ["for": name], text: label),
        Markup(
          "select", ["id": name, "name": name],
          options.map { value, words in
            value == chosen
              ? Markup("option", ["value": value, "selected": "selected"], text: words)
              : Markup("option", ["value": value], text: words)
          }),
      ])
  }
}
