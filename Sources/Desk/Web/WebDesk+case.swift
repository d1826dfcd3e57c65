import Casebook
import Directory
import Triage
import WorkingTime

extension WebDesk {
  /// A case as a page: whom not to tell, where they sleep, what is wrong, what is to be done, what is done.
  func sheet(of record: CaseRecord, _ others: [CaseReader], _ notices: [String] = []) -> WebAnswer {
    let text = CasePage(record, in: context)
    let name = record.reference.text
    var content = [Markup("h1", text: "Case \(name)")] + silence(of: record)
    content += notices.map { Markup("p", ["class": "other"], text: String($0.dropFirst(2))) }
    content += CaseWording.also(others, officer.name, context.now, clock).map {
      Markup("p", ["class": "other"], text: $0 + ".")
    }
    let faults = context.faults(of: record)
    if !faults.isEmpty {
      let items = faults.map { fault in
        Markup(
          "li", [:],
          fault.number.map { [link(record.reference, $0), .text("  \(fault.text)")] } ?? [.text(fault.text)])
      }
      content.append(
        Markup(
          "section", ["class": "red"],
          [Markup("h2", text: "Wrong now"), Markup("ul", ["class": "plain"], items)]))
    }
    content.append(summary(of: record, text))
    content += ticks(of: record)
    content += obligations("To do", record.live.filter { $0.sort == .once }.sorted(by: text.isEarlier), record, text)
    content += obligations("Going on", record.live.filter { $0.sort == .standing }, record, text)
    content += obligations("For the family to do", record.live.filter { $0.sort == .family }, record, text)
    content += obligations("Ended", record.obligations.filter { !$0.isLive && !$0.isReplaced }, record, text)
    if let open = record.proposal?.questions, !open.isEmpty, record.closed == nil {
      content += [
        Markup("h2", text: "Not asked yet"),
        Markup("p", text: CaseWording.plain(open.joined(separator: ", ")) + "."),
      ]
    }
    content += [
      Markup(
        "p", ["class": "screen-only"], [Markup("a", ["href": "/case/\(name)/family"], text: "The family's sheet")]),
      Markup("p", ["class": "small"], text: "\(stamp) \(WebFrame.shred)"),
    ]
    return WebAnswer(200, .page(frame.page("Case \(name) - Nightdesk", kind: "sheet", content)))
  }

  private func silence(of record: CaseRecord) -> [Markup] {
    record.silence.map {
      let heir = context.reach(of: record).succession(of: $0.council).map { " \($0)." } ?? ""
      return Markup(
        "p", ["class": "warning"], [Markup("span", ["class": "hidden"], text: "Warning: "), .text($0.text + heir)])
    }
  }

  private func summary(of record: CaseRecord, _ text: CasePage) -> Markup {
    var rows = [
      ("Council", context.directory.ref(id: record.council).map { context.directory[$0].name } ?? record.council)
    ]
    if let came = record.presentedAt(clock) {
      rows.append(("Came", TimeText.words(.moment(came), clock: clock)))
    }
    rows += [
      ("Household", HandoverSheet([record], to: nil, by: officer.name, in: context).household(record)),
      ("Place", text.place), ("Tonight", text.tonight), ("Whose", owner(of: record)),
    ]
    if let hold = record.hold { rows.append(("Held", hold.rawValue)) }
    for (event, what, _) in record.accepted {
      rows.append(
        (
          "Said at \(CaseWording.moment(event.happenedAt, context.now, clock))",
          CaseWording.said(.accepted(acceptance: what), of: record, in: context, isFresh: false)
        ))
    }
    for referral in record.openReferrals { rows.append(("Referred", CaseWording.words(referral, in: context))) }
    return Markup("dl", [:], rows.flatMap { [Markup("dt", text: $0.0), Markup("dd", text: $0.1)] })
  }

  private func owner(of record: CaseRecord) -> String {
    if let closed = record.closed {
      return "closed: \(CaseWording.plain(closed.reason.rawValue))\(CaseWording.undecided(closed.note, record))"
    }
    guard let handed = record.handedOver else { return record.owner }
    return "\(handed.by), handed to \(handed.to), who have not signed for it"
  }

  /// What may be ticked of the case as a whole.
  private func ticks(of record: CaseRecord) -> [Markup] {
    guard record.closed == nil, record.damage == nil else { return [] }
    var content: [Markup] = []
    if record.handedOver != nil {
      content.append(
        frame.form(
          "/case/\(record.reference.text)/tick", visit,
          [
            Markup("input", ["type": "hidden", "name": "deed", "value": "receive"]), seen(record),
            Markup("button", [:], text: "I have read it and sign for it"),
          ]))
    }
    if record.placement != nil, record.familyToldAt == nil {
      content.append(
        Markup(
          "p", ["class": "screen-only"],
          [
            Markup(
              "a", ["href": "/case/\(record.reference.text)/told"],
              text: "The family has been given the address and the way in")
          ]))
    }
    return content
  }

  private func obligations(
    _ title: String, _ list: [Obligation], _ record: CaseRecord, _ text: CasePage
  ) -> [Markup] {
    guard !list.isEmpty else { return [] }
    let head = Markup(
      "thead", [:],
      [Markup("tr", [:], ["Number", "By when", "What"].map { Markup("th", ["scope": "col"], text: $0) })])
    let rows = list.map { obligation in
      Markup(
        "tr", [:],
        [
          Markup("th", ["scope": "row"], [numbered(obligation, of: record)]),
          Markup("td", text: due(obligation) ?? (obligation.isLive ? "no set time" : "ended")),
          Markup("td", [:], what(obligation, record, text)),
        ])
    }
    return [
      Markup("h2", text: title),
      Markup(
        "table", [:],
        [Markup("caption", ["class": "hidden"], text: "\(title), in order"), head, Markup("tbody", [:], rows)]),
    ]
  }

  private func numbered(_ obligation: Obligation, of record: CaseRecord) -> Markup {
    Markup(
      "a", ["href": "/case/\(record.reference.text)/\(obligation.number)"],
      [
        .text("\(obligation.number)"),
        Markup("span", ["class": "hidden"], text: ", \(obligation.action.key.words.lowercased())"),
      ])
  }

  private func due(_ obligation: Obligation) -> String? {
    guard obligation.isLive else { return nil }
    if obligation.action.isAtOnce { return "now" }
    return obligation.due.map { CaseWording.due($0, context.now, clock) }
  }

  private func what(_ obligation: Obligation, _ record: CaseRecord, _ text: CasePage) -> [Markup] {
    var parts = [Markup.text(obligation.action.text)]
    if obligation.isLive, let heir = context.reach(of: record).succession(of: obligation.action.key.council) {
      parts += [Markup("br"), .text("\(heir).")]
    }
    if obligation.isLive, let (verb, whom) = reached(for: obligation.action, of: record) {
      parts += [Markup("br"), Markup("strong", text: "\(verb) \(whom)")]
    }
    if let state = text.stateWords(of: obligation) { parts += [Markup("br"), .text("(\(state))")] }
    if obligation.isLive, !obligation.action.rules.isEmpty {
      parts += [
        Markup("br"), Markup("span", ["class": "small"], text: obligation.action.rules.joined(separator: ", ")),
      ]
    }
    return parts
  }

  // MARK: - One thing to do

  /// One thing to do, with the form that ticks it.
  func page(of obligation: Obligation, in record: CaseRecord, refusal: String?) -> WebAnswer {
    let name = "\(record.reference.text).\(obligation.number)"
    let text = CasePage(record, in: context)
    var rows = [("What", obligation.action.text)]
    if let due = due(obligation) { rows.append(("By when", due)) }
    if obligation.isLive, let reached = reached(for: obligation.action, of: record) { rows.append(reached) }
    rows.append(("Whose", record.owner(of: obligation)))
    if let state = text.stateWords(of: obligation) { rows.append(("How it stands", state)) }
    if !obligation.action.rules.isEmpty { rows.append(("By", obligation.action.rules.joined(separator: ", "))) }
    let isTicked = record.closed == nil && record.damage == nil && obligation.isLive
    var content =
      problem(refusal, hasField: isTicked) + [
        back(to: record), Markup("h1", text: "\(name): \(obligation.action.key.words)"),
      ]
      + silence(of: record) + [
        Markup("dl", [:], rows.flatMap { [Markup("dt", text: $0.0), Markup("dd", text: $0.1)] })
      ]
    if isTicked {
      content.append(doneForm(obligation, record, refusal))
    } else if record.closed != nil || record.damage != nil || obligation.isReplaced {
      content.append(Markup("p", text: "Nothing can be ticked here any more."))
    } else {
      content.append(
        tickForm(record, "reopen", obligation.number, "Take it back: it is not ended", hint: "It is to be done again."))
    }
    return WebAnswer(
      refusal == nil ? 200 : 409, .page(frame.page((refusal == nil ? "" : "Error: ") + "\(name) - Nightdesk", content)))
  }

  private func doneForm(_ obligation: Obligation, _ record: CaseRecord, _ refusal: String?) -> Markup {
    let ways = Channel.allCases.map { way in
      Markup(
        "div", ["class": "choice"],
        [
          Markup("input", ["type": "radio", "name": "by", "id": "by-\(way.rawValue)", "value": way.rawValue]),
          Markup("label", ["for": "by-\(way.rawValue)"], text: CaseWording.by(way)),
        ])
    }
    return frame.form(
      "/case/\(record.reference.text)/tick", visit,
      [
        Markup("input", ["type": "hidden", "name": "deed", "value": "done"]),
        Markup("input", ["type": "hidden", "name": "number", "value": "\(obligation.number)"]), seen(record),
        Markup("h2", text: "Record it as done"),
      ] + time(refusal) + [
        Markup("fieldset", [:], [Markup("legend", text: "How, if you reached somebody")] + ways),
        Markup("button", [:], text: "It is done"),
      ])
  }

  /// Up to which event the page shows the case.
  private func seen(_ record: CaseRecord) -> Markup {
    Markup("input", ["type": "hidden", "name": "seen", "value": "\(record.last)"])
  }

  private func tickForm(
    _ record: CaseRecord, _ deed: String, _ number: Int, _ words: String, hint: String
  ) -> Markup {
    frame.form(
      "/case/\(record.reference.text)/tick", visit,
      [
        Markup("input", ["type": "hidden", "name": "deed", "value": deed]),
        Markup("input", ["type": "hidden", "name": "number", "value": "\(number)"]), seen(record),
        Markup("p", ["class": "hint"], text: hint), Markup("button", [:], text: words),
      ])
  }

  private func time(_ refusal: String?) -> [Markup] {
    [
      Markup("label", ["for": "at"], text: "When it was done"),
      Markup("p", ["class": "hint", "id": "at-hint"], text: "For example 17:25. Leave it empty if it was just now."),
    ] + (refusal.map { [Markup("p", ["class": "fault", "id": "at-fault"], text: "Error: \($0)")] } ?? []) + [
      Markup(
        "input",
        [
          "id": "at", "name": "at", "class": "short", "type": "text", "autocomplete": "off",
          "aria-describedby": refusal == nil ? "at-hint" : "at-hint at-fault",
        ])
    ]
  }

  /// What is in the way, on top, and a way to the field that it is about.
  private func problem(_ refusal: String?, hasField: Bool) -> [Markup] {
    guard let refusal else { return [] }
    let text = hasField ? Markup("a", ["href": "#at"], text: refusal) : Markup("strong", text: refusal)
    return [
      Markup(
        "div", ["class": "trouble", "role": "alert"],
        [Markup("h2", text: "There is a problem"), Markup("p", [:], [text])])
    ]
  }

  private func back(to record: CaseRecord) -> Markup {
    Markup(
      "p", ["class": "screen-only"],
      [Markup("a", ["href": "/case/\(record.reference.text)"], text: "Back to case \(record.reference.text)")])
  }

  /// The form that says that the family has the address.
  func told(_ record: CaseRecord, refusal: String?) -> WebAnswer {
    var content =
      problem(refusal, hasField: record.placement != nil) + [
        back(to: record), Markup("h1", text: "The family has the address and the way in"),
      ]
    if let placement = record.placement {
      content += [
        Markup("p", text: "The place: \(CaseWording.words(placement, in: context))."),
        Markup("p", text: "Record it once somebody has told them both, so that they know where to go."),
        frame.form(
          "/case/\(record.reference.text)/tick", visit,
          [Markup("input", ["type": "hidden", "name": "deed", "value": "told"]), seen(record)] + time(refusal) + [
            Markup("button", [:], text: "They have been told")
          ]),
      ]
    } else {
      content.append(Markup("p", text: "No place is recorded. Record one at a desk first: 'placed'."))
    }
    return WebAnswer(
      refusal == nil ? 200 : 409,
      .page(frame.page((refusal == nil ? "" : "Error: ") + "Family told - Nightdesk", content)))
  }

  // MARK: - The family's

  /// What the family takes along. Where they are at risk nothing on the paper says whose it is.
  ///
  /// - Throws: `CaseRefusal` where the case is damaged.
  func familySheet(of record: CaseRecord) throws -> WebAnswer {
    if let damage = record.damage { throw CaseRefusal("\(damage.text).") }
    let content = [back(to: record)] + FamilySheet(record, in: context).markup
    return WebAnswer(
      200, .page(frame.page("Your reference: \(record.reference.text)", kind: "family", content)))
  }
}
