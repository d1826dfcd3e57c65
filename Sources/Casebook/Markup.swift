/// An element of HTML or SVG. Its attributes stand in the order in which they are given, and every text is escaped.
package struct Markup: Sendable {
  private let text: String

  private init(raw text: String) {
    self.text = text
  }

  /// An element with others in it.
  package init(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ content: [Markup] = []) {
    let list = attributes.map { " \($0.key)=\"\(Markup.escaped($0.value))\"" }.joined()
    let inner = content.map(\.text).joined()
    if ["meta", "link", "input", "br"].contains(name) {
      text = "<\(name)\(list)>"
    } else if ["rect", "circle", "line", "path"].contains(name), content.isEmpty {
      text = "<\(name)\(list)/>"
    } else {
      text = "<\(name)\(list)>\(inner)</\(name)>"
    }
  }

  /// An element with a text in it.
  package init(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], text: String) {
    self.init(name, attributes, [.text(text)])
  }

  /// A text.
  package static func text(_ text: String) -> Markup { Markup(raw: escaped(text)) }

  /// A style sheet, which takes no escapes.
  static func style(_ sheet: StaticString) -> Markup { Markup(raw: "<style>\(sheet)</style>") }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text {
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      default: escaped.append(character)
      }
    }
    return escaped
  }

  /// A whole page that needs nothing else: its style sheet stands in it, and it may load nothing.
  package static func page(title: String, sheet: StaticString, main: [Markup]) -> String {
    let head = Markup(
      "head", [:],
      [
        Markup("meta", ["charset": "utf-8"]),
        Markup(
          "meta",
          ["http-equiv": "Content-Security-Policy", "content": "default-src 'none'; style-src 'unsafe-inline'"]),
        Markup("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
        Markup("title", text: title),
        .style(sheet),
      ])
    return page([head, Markup("body", [:], [Markup("main", [:], main)])])
  }

  /// A whole page.
  package static func page(_ content: [Markup]) -> String {
    "<!DOCTYPE html>\n" + Markup("html", ["lang": "en-GB"], content).text + "\n"
  }
}
