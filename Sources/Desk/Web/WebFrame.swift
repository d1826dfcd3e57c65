import Casebook

/// What stands around every page: the way past it for a keyboard, the pages, and the way out.
struct WebFrame {
  /// Where somebody can go, with the path and the words.
  static let pages = [("/board", "Board"), ("/handover", "Morning sheet"), ("/quarter", "Quarter")]
  /// What a sheet of paper says of itself.
  static let shred = "Contains personal data. Shred it when you no longer need it."

  /// Who reads it; nil before they have signed in.
  let visit: WebVisit?
  /// Whether they see cases; else there are only counts for them.
  let seesCases: Bool

  /// A page.
  ///
  /// - Parameters:
  ///   - title: What the browser's tab says: the page's first heading as a rule.
  ///   - path: Where it is, so that the list of pages can say which of them is this one.
  ///   - kind: A class for the sheet's own look on paper.
  ///   - content: What stands in it, its heading first.
  /// - Returns: The page.
  func page(_ title: String, path: String = "", kind: String = "screen", _ content: [Markup]) -> String {
    let head = Markup(
      "head", [:],
      [
        Markup("meta", ["charset": "utf-8"]),
        Markup("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
        Markup("title", text: title), Markup("link", ["rel": "stylesheet", "href": "/style.css"]),
      ])
    let body = Markup(
      "body", ["class": kind],
      [Markup("a", ["class": "skip", "href": "#main"], text: "Skip to main content"), header(path)]
        + [Markup("main", ["id": "main", "tabindex": "-1"], notice + content)])
    return Markup.page([head, body])
  }

  private var notice: [Markup] {
    guard let text = visit?.notice else { return [] }
    return [
      Markup(
        "div", ["class": "notice", "role": "alert"], [Markup("p", [:], [Markup("strong", text: text)])])
    ]
  }

  private func header(_ path: String) -> Markup {
    var content = [Markup("p", ["class": "name"], text: "Nightdesk")]
    if let visit {
      let shown = Self.pages.filter { seesCases || $0.0 == "/quarter" }
      content.append(
        Markup(
          "nav", ["aria-label": "Pages"],
          [
            Markup(
              "ul", [:],
              shown.map { address, words in
                Markup(
                  "li", [:],
                  [
                    address == path
                      ? Markup("a", ["href": address, "aria-current": "page"], text: words)
                      : Markup("a", ["href": address], text: words)
                  ])
              })
          ]))
      content.append(
        form("/sign-out", visit, [Markup("button", ["class": "quiet"], text: "Sign out \(visit.name)")]))
    }
    return Markup("header", [:], content)
  }

  /// A form that records something.
  func form(_ path: String, _ visit: WebVisit, _ content: [Markup]) -> Markup {
    Markup(
      "form", ["method": "post", "action": path],
      [Markup("input", ["type": "hidden", "name": "secret", "value": visit.secret])] + content)
  }

  /// A page that says what is in the way, and what to do.
  func trouble(_ title: String, _ sentences: [String]) -> String {
    page(title, [Markup("h1", text: title)] + sentences.map { Markup("p", text: $0) })
  }
}

/// The page where somebody signs in.
package enum SignInPage {
  /// The page, and what was wrong with the last try.
  package static func html(refusal: String? = nil) -> String {
    var content: [Markup] = []
    if let refusal {
      content.append(
        Markup(
          "div", ["class": "trouble", "role": "alert"],
          [
            Markup("h2", text: "There is a problem"),
            Markup("p", [:], [Markup("a", ["href": "#token"], text: refusal)]),
          ]))
    }
    content += [
      Markup("h1", text: "Sign in"),
      Markup(
        "form", ["method": "post", "action": "/sign-in"],
        [
          Markup("label", ["for": "token"], text: "Your token"),
          Markup(
            "p", ["class": "hint", "id": "token-hint"],
            text: "It begins with nd_. Whoever looks after Nightdesk made it for you. You can paste it."),
        ]
          + (refusal.map { [Markup("p", ["class": "fault", "id": "token-fault"], text: "Error: \($0)")] } ?? [])
          + [
            Markup(
              "input",
              [
                "id": "token", "name": "token", "type": "password", "autocomplete": "current-password",
                "spellcheck": "false",
                "aria-describedby": refusal == nil ? "token-hint" : "token-hint token-fault",
              ]),
            Markup(
              "div", ["class": "choice"],
              [
                Markup(
                  "input", ["id": "live", "name": "live", "type": "checkbox", "value": "yes", "checked": "checked"]),
                Markup("label", ["for": "live"], text: "Load the board anew by itself, every 30 seconds"),
              ]),
            Markup("p", ["class": "hint"], text: "You can stop that on the board at any time."),
            Markup("button", [:], text: "Sign in"),
          ]),
      Markup("p", text: "You stay signed in for 12 hours. Sign out when you leave the screen to others."),
    ]
    return WebFrame(visit: nil, seesCases: false).page(
      (refusal == nil ? "" : "Error: ") + "Sign in - Nightdesk", content)
  }
}
