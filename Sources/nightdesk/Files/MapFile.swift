import JSON
import Directory
import DirectoryExchange
import Foundation
import TOMLKit
import WorkingTime

/// A map of somebody else's table, as a TOML file.
///
///     [columns]                      # the headings of the table, by what they say
///     council = "Authority"
///     [constants]                    # the same for every row
///     sourceDocument = "County list of May 2026"
///     [[contact]]                    # one for each contact of a row; left out where a row is one contact
///     columns = { value = "Out of hours" }
///     constants = { purpose = "out-of-hours" }
///     [words.hours]                  # what the table's words mean
///     "9 to 5, weekdays" = "Mo-Fr 09:00-17:00"
struct MapFile {
  let name: String

  /// Reads a map, and tells all that is wrong with it.
  ///
  /// - Throws: `Failure` with each fault on a line.
  static func read(_ path: String) throws -> TableMap {
    let text = try BoundedInput.text(at: path)
    let table: TOMLTable
    do {
      table = try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      throw Failure(.unusable, "\(path), line \(error.source.begin.line): \(error.description)")
    } catch {
      throw Failure(.unusable, "\(path) is not TOML: \(error.inWords)")
    }
    var reader = MapReader()
    let map = reader.map(table)
    let faults = reader.faults + (reader.faults.isEmpty ? map.faults.map { "the map \($0)" } : [])
    guard faults.isEmpty else { throw Failure(.unusable, "\(path): " + faults.joined(separator: "\n  ")) }
    return map
  }

  /// A map as its file, with a word on where it came from: from somebody's answers, or guessed from headings.
  static func text(of map: TableMap, for table: String, isAsked: Bool = true) -> String {
    var lines = [
      "# What the columns of \(RecordName.shown(table)) mean; "
        + (isAsked
          ? "'nightdesk directory plan' asked, and wrote it." : "guessed from its headings: look at each line.")
    ]
    if !isAsked, !map.words.isEmpty { lines.append("# Say what each word means; \"-\" passes its rows over.") }
    func quoted(_ text: String) -> String { JSONText.text(text).text }
    func part(_ part: TableMap.Part, _ isColumn: Bool) -> [(String, String)] {
      TableMap.Field.allCases.compactMap { field in
        switch part[field] {
        case .column(let name)? where isColumn: (field.rawValue, quoted(name))
        case .constant(let text)? where !isColumn: (field.rawValue, quoted(text))
        default: nil
        }
      }
    }
    if let sheet = map.sheet { lines.append("sheet = \(quoted(sheet))") }
    if map.corroborates { lines.append("corroborates = true") }
    if !map.fill.isEmpty { lines.append("fill = [\(map.fill.sorted().map(quoted).joined(separator: ", "))]") }
    for (name, isColumn) in [("columns", true), ("constants", false)] {
      let rows = part(map.shared, isColumn)
      if !rows.isEmpty { lines += ["", "[\(name)]"] + rows.map { "\($0) = \($1)" } }
    }
    for contact in map.contacts where !contact.isEmpty {
      lines += ["", "[[contact]]"]
      for (name, isColumn) in [("columns", true), ("constants", false)] {
        let rows = part(contact, isColumn)
        if !rows.isEmpty { lines.append("\(name) = { \(rows.map { "\($0) = \($1)" }.joined(separator: ", ")) }") }
      }
    }
    for field in TableMap.Field.allCases {
      guard let words = map.words[field], !words.isEmpty else { continue }
      lines += ["", "[words.\(field.rawValue)]"]
      lines += words.sorted { $0.key < $1.key }.map { "\(quoted($0.key)) = \(quoted($0.value))" }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

/// Takes a map apart, key by key, so that a misspelt one is told.
private struct MapReader {
  var faults: [String] = []

  private static let keys = ["sheet", "corroborates", "fill", "columns", "constants", "contact", "words"]
  private static let fields = TableMap.Field.allCases.map(\.rawValue)

  mutating func map(_ table: TOMLTable) -> TableMap {
    var map = TableMap()
    check(table, Self.keys, "")
    map.sheet = text(table, "sheet", "")
    if let value = table["corroborates"] {
      if let bool = value.bool { map.corroborates = bool } else { faults.append("corroborates must be true or false") }
    }
    if let value = table["fill"] {
      let names = value.array.map { array in array.compactMap(\.string) }
      if let names, names.count == value.array?.count {
        map.fill = Set(names)
      } else {
        faults.append("fill must be a list of headings, like [\"Council\"]")
      }
    }
    map.shared = part(table, "")
    if let value = table["contact"] {
      if let list = value.array, !list.isEmpty {
        map.contacts = list.enumerated().map { place, value in
          guard let own = value.table else {
            faults.append("contact \(place + 1) must be a table, written [[contact]]")
            return [:]
          }
          check(own, ["columns", "constants"], "contact \(place + 1), ")
          return part(own, "contact \(place + 1), ")
        }
      } else {
        faults.append("contact must be written [[contact]], once for each contact of a row")
      }
    }
    if let words = subtable(table, "words", "") {
      check(words, Self.fields, "words.")
      for name in words.keys {
        guard let field = TableMap.Field(rawValue: name), let own = subtable(words, name, "words.") else { continue }
        for word in own.keys {
          if ["fill", "corroborates", "sheet"].contains(word), own[word]?.string == nil {
            faults.append("'\(word)' belongs at the top of the map, above [columns], and not under [words.\(name)]")
            continue
          }
          if let meaning = text(own, word, "words.\(name), ") { map.words[field, default: [:]][word] = meaning }
        }
      }
    }
    return map
  }

  private mutating func part(_ table: TOMLTable, _ place: String) -> TableMap.Part {
    var part: TableMap.Part = [:]
    for (name, isColumn) in [("columns", true), ("constants", false)] {
      guard let own = subtable(table, name, place) else { continue }
      check(own, Self.fields, "\(place)\(name): ")
      for key in own.keys {
        guard let field = TableMap.Field(rawValue: key), let text = text(own, key, "\(place)\(name): ") else {
          continue
        }
        if part.updateValue(isColumn ? .column(text) : .constant(text), forKey: field) != nil {
          faults.append("\(place)'\(key)' is given as a column and as a constant; once is right")
        }
      }
    }
    return part
  }

  private mutating func check(_ table: TOMLTable, _ keys: [String], _ place: String) {
    for key in table.keys where !keys.contains(key) {
      faults.append(
        "\(place)'\(key)' is not a key here; accepted are \(keys.joined(separator: ", "))"
          + Spelling.hint(for: key, in: keys))
    }
  }

  private mutating func subtable(_ table: TOMLTable, _ key: String, _ place: String) -> TOMLTable? {
    guard let value = table[key] else { return nil }
    if let own = value.table { return own }
    faults.append("\(place)\(key) must be a table, written [\(key)]")
    return nil
  }

  private mutating func text(_ table: TOMLTable, _ key: String, _ place: String) -> String? {
    guard let value = table[key] else { return nil }
    if let text = value.string, !text.isEmpty { return text }
    faults.append("\(place)\(key) must be a text in quotation marks")
    return nil
  }
}
