import JSON
import Directory

/// The project's own files: one council a file, as in `data/councils`, and one of councils that are not held.
package enum CouncilFiles {
  /// Reads a set of files and tells all that is wrong with them, not just the first.
  ///
  /// - Parameters:
  ///   - files: One council each.
  ///   - elsewhere: Councils that exist but are not held; nil where no file names any.
  ///   - held: Ids of councils that are held already, to which the files may refer.
  /// - Returns: What the files without an error say, and every finding in the order of the files.
  package static func read(
    _ files: [DataFile], elsewhere: DataFile? = nil, held: Set<String> = []
  ) -> CouncilReading {
    var logs: [FindingLog] = []
    var forms: [CouncilForm] = []
    for file in files {
      let log = FindingLog(file: file.name)
      logs.append(log)
      if let document = document(of: file, log: log) { forms.append(CouncilForm(document, log: log)) }
    }
    CrossChecks.run(on: forms, held: held)
    var others: [CouncilElsewhere] = []
    if let elsewhere {
      let log = FindingLog(file: elsewhere.name)
      logs.append(log)
      let read = readElsewhere(elsewhere, known: Set(forms.compactMap { $0.id?.text }).union(held), log: log)
      if !log.hasErrors { others = read }
    }
    let sound = forms.filter { !$0.log.hasErrors }
    return CouncilReading(
      content: DirectoryContent(
        councils: sound.compactMap(\.council), contacts: sound.flatMap(\.contacts), elsewhere: others),
      findings: logs.flatMap(\.findings))
  }

  private static func document(of file: DataFile, log: FindingLog) -> JSONValue? {
    do throws(MalformedJSON) {
      let document = try JSONDocument(file.bytes)
      log.take(document.repeatedKeys)
      return document.value
    } catch {
      log.error("", "is not JSON: \(error.detail)")
      return nil
    }
  }

  private static func readElsewhere(_ file: DataFile, known: Set<String>, log: FindingLog) -> [CouncilElsewhere] {
    guard let document = document(of: file, log: log),
      let object = ObjectReader(document, field: "", keys: ["source", "councils"], log: log)
    else { return [] }
    _ = object.text("source")
    var seen: [String: String] = [:]
    var successors: [Placed] = []
    let councils: [CouncilElsewhere] = object.list("councils") { value, field in
      guard
        let council = ObjectReader(
          value, field: field, keys: ["id", "name"],
          optional: ["website", "nation", "validFrom", "validUntil", "successors"],
          log: log)
      else { return nil }
      let id = council.id("id")
      let name = council.text("name")
      let website = council.has("website") ? council.text("website") : nil
      if let website, let fault = WebText.fault(in: website) { log.error("\(field).website", fault) }
      let named = council.has("nation") ? council.text("nation") : nil
      let nation = named.flatMap(CouncilElsewhere.Nation.init(rawValue:))
      if named != nil, nation == nil {
        let known = CouncilElsewhere.Nation.allCases.map(\.rawValue).joined(separator: " or ")
        log.error("\(field).nation", "must be \(known), and is left out for England")
      }
      let heirs = council.has("successors") ? council.texts("successors") : []
      let placed = heirs.enumerated().map { Placed(text: $1, field: "\(field).successors[\($0)]") }
      let period = PeriodForm(of: council, council: id, followedBy: placed, log: log)
      successors += placed
      guard let id, let name else { return nil }
      if known.contains(id) { log.error("\(field).id", "'\(id)' is a council that is held; must not be listed here") }
      if let first = seen.updateValue(field, forKey: id) {
        log.error("\(field).id", "'\(id)' is the id of \(first) too; each council needs its own")
      }
      return CouncilElsewhere(
        id: id, name: name, website: website, nation: nation, validFrom: period.from, validUntil: period.until,
        successors: heirs)
    }
    for successor in successors where !known.contains(successor.text) && seen[successor.text] == nil {
      log.error(successor.field, "'\(successor.text)' is not the id of a council, held or listed here")
    }
    return councils
  }
}

extension FindingLog {
  /// Tells of keys that come twice.
  func take(_ repeatedKeys: [RepeatedKey]) {
    for repeated in repeatedKeys {
      error("", "line \(repeated.line): the key '\(repeated.key)' comes twice in one object; once is right")
    }
  }
}
