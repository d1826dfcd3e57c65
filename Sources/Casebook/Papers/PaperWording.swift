/// Why a wording cannot be used; every fault that it has.
package struct PaperWordingError: Error, Sendable, Hashable {
  /// The faults, each with its file and line.
  package let faults: [String]

  /// Some faults.
  package init(_ faults: [String]) {
    self.faults = faults
  }
}

/// A site's own words for one kind of paper: lines of text with fields in braces.
///
/// `# ` begins the title, `## ` a heading, `- ` an item; an empty line parts paragraphs. `[LUT] ` in front of a line has it stand
/// only where that protocol binds the council, and so does `[referral] ` where somebody is referred. A field is `{applicant}`.
package struct PaperWording: Sendable, Hashable {
  /// A piece of a line.
  package enum Piece: Sendable, Hashable {
    case text(String)
    case field(PaperField)
  }

  /// How a line stands on the page.
  package enum Form: Sendable, Hashable {
    case heading, paragraph, item
  }

  /// A line, and when it stands.
  package struct Line: Sendable, Hashable {
    package let form: Form
    package let condition: String?
    package let pieces: [Piece]
  }

  /// The paper's name.
  package let title: String
  /// Its lines.
  package let lines: [Line]

  /// The words that may stand in brackets: protocols, and what is so of the case.
  package static let conditions: Set<String> = [
    "LUT", "ESS", "KPG", "KCL", "KIN", "referral", "care-leaver", "at-risk",
  ]

  /// Reads a wording and checks it: no field that the kind does not have, and none of its fields left out.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - kind: The kind of paper.
  ///   - file: The file's name, for messages.
  /// - Throws: `PaperWordingError` with every fault.
  package init(_ text: String, of kind: PaperKind, file: String) throws(PaperWordingError) {
    var reader = WordingReader(kind: kind, file: file)
    for (place, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      reader.read(String(line), number: place + 1)
    }
    reader.close()
    guard reader.faults.isEmpty else { throw PaperWordingError(reader.faults) }
    title = reader.title
    lines = reader.lines
  }
}

private struct WordingReader {
  let file: String
  let fields: [String: PaperField]
  let required: [PaperField]
  var title = ""
  var lines: [PaperWording.Line] = []
  var faults: [String] = []
  private var seen: Set<String> = []

  init(kind: PaperKind, file: String) {
    self.file = file
    required = PaperField.of(kind)
    // What a kind must say goes before what any paper may.
    fields = Dictionary((required + PaperField.common).map { ($0.name, $0) }) { first, _ in first }
  }

  mutating func read(_ line: String, number: Int) {
    var rest = line[...]
    if rest.contains(where: { $0 == "\r" || $0 == "\t" }) { fault("holds a tab or a carriage return", number) }
    guard rest.contains(where: { $0 != " " }) else { return }
    var condition: String?
    if rest.first == "[", let end = rest.firstIndex(of: "]") {
      let word = String(rest[rest.index(after: rest.startIndex)..<end])
      if !PaperWording.conditions.contains(word) {
        fault("[\(word)] is not a condition: \(PaperWording.conditions.sorted().joined(separator: ", "))", number)
      }
      condition = word
      rest = rest[rest.index(after: end)...].drop { $0 == " " }
    }
    var form = PaperWording.Form.paragraph
    if rest.hasPrefix("# ") {
      if !title.isEmpty || condition != nil { fault("there is one title, and it stands always", number) }
      title = String(rest.dropFirst(2))
      return
    }
    if rest.hasPrefix("## ") {
      (form, rest) = (.heading, rest.dropFirst(3))
    } else if rest.hasPrefix("- ") {
      (form, rest) = (.item, rest.dropFirst(2))
    }
    lines.append(
      PaperWording.Line(form: form, condition: condition, pieces: pieces(rest, under: condition, number)))
  }

  private mutating func pieces(_ text: Substring, under condition: String?, _ number: Int) -> [PaperWording.Piece] {
    var pieces: [PaperWording.Piece] = []
    var rest = text
    while let open = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
      guard rest[open] == "{", let end = rest[open...].firstIndex(of: "}") else {
        fault("has a brace without its other", number)
        return pieces
      }
      if open > rest.startIndex { pieces.append(.text(String(rest[..<open]))) }
      let name = String(rest[rest.index(after: open)..<end])
      if let field = fields[name] {
        if let needed = field.condition, needed != condition {
          fault("{\(name)} stands behind [\(needed)] alone", number)
        }
        // Behind a condition of its own a field that must stand always would be missing.
        if field.condition == condition { seen.insert(name) }
        pieces.append(.field(field))
      } else {
        fault("{\(name)} is not a field of this paper", number)
      }
      rest = rest[rest.index(after: end)...]
    }
    if !rest.isEmpty { pieces.append(.text(String(rest))) }
    return pieces
  }

  mutating func close() {
    if title.isEmpty { faults.append("\(file): has no title, a line that begins with '# '") }
    for field in required where !seen.contains(field.name) {
      faults.append("\(file): {\(field.name)} is missing: \(field.label)")
    }
  }

  private mutating func fault(_ text: String, _ number: Int) { faults.append("\(file):\(number): \(text)") }
}

/// The wordings of a site: one of each kind for all its councils, and a council's own where it has one.
package struct PaperBook: Sendable {
  private let general: [PaperKind: PaperWording]
  private let own: [String: [PaperKind: PaperWording]]

  /// Reads a site's wordings, all of them or none.
  ///
  /// - Parameter files: Paths from the folder of papers, `s208.txt` or `luton/s208.txt`, and their texts.
  /// - Throws: `PaperWordingError` with the faults of all files.
  package init(_ files: [(path: String, text: String)]) throws(PaperWordingError) {
    var general: [PaperKind: PaperWording] = [:]
    var own: [String: [PaperKind: PaperWording]] = [:]
    var faults: [String] = []
    for (path, text) in files {
      let parts = path.split(separator: "/").map(String.init)
      guard parts.count <= 2, let name = parts.last, name.hasSuffix(".txt"),
        let kind = PaperKind(rawValue: String(name.dropLast(4)))
      else {
        faults.append(
          "\(path): is not a paper: \(PaperKind.allCases.map { $0.rawValue + ".txt" }.joined(separator: ", "))")
        continue
      }
      do {
        let wording = try PaperWording(text, of: kind, file: path)
        if parts.count == 2 { own[parts[0], default: [:]][kind] = wording } else { general[kind] = wording }
      } catch {
        faults += error.faults
      }
    }
    for kind in PaperKind.allCases where general[kind] == nil {
      if !files.contains(where: { $0.path == kind.rawValue + ".txt" }) {
        faults.append("\(kind.rawValue).txt: is missing")
      }
    }
    guard faults.isEmpty else { throw PaperWordingError(faults) }
    self.general = general
    self.own = own
  }

  /// The ids of the councils that have words of their own.
  package var councils: [String] { own.keys.sorted() }

  /// The words of a kind of paper for a council.
  package func wording(of kind: PaperKind, for council: String) -> PaperWording? {
    own[council]?[kind] ?? general[kind]
  }
}
