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

  /// A whole page.
  package static func page(_ content: [Markup]) -> String {
    "<!DOCTYPE html>\n" + Markup("html", ["lang": "en-GB"], content).text + "\n"
  }
}
