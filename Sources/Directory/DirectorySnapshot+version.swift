import WorkingTime

extension DirectorySnapshot {
  /// The version that some content has: sixteen hexadecimal digits, the same for the same councils and contacts in the same
  /// order within each council.
  package static func version(of councils: [Council], contacts: [Contact]) -> String {
    var print = Fingerprint()
    // Every list says how long it is, so that nothing moves from one into the next unseen.
    func add(_ texts: [String]) {
      print.add("\(texts.count)")
      for text in texts { print.add(text) }
    }
    func add(_ source: Source?) {
      print.add(source?.document)
      print.add(source?.place)
    }
    for council in councils.sorted(by: { $0.id < $1.id }) {
      add([council.id, council.name, council.type.rawValue, council.childrensServices])
      print.add(council.county)
      print.add(council.hours?.hours.notation)
      add(council.hours?.source)
      print.add(council.location.map { "\($0.latitude) \($0.longitude)" })
      add(council.location?.source)
      add(council.aliases)
      add(council.places)
      add(council.domains)
      add(council.teams.map { $0.id + "\n" + $0.name })
      // Only where there is any of it: a directory that knows of no reorganisation keeps the version it had.
      if council.validFrom != nil || council.validUntil != nil || !council.successors.isEmpty {
        print.add(council.validFrom.map(TimeText.text))
        print.add(council.validUntil.map(TimeText.text))
        for successor in council.successors { add([successor.council] + successor.purposes.map(\.rawValue)) }
      }
    }
    for contact in contacts.sorted(by: { $0.id < $1.id }) {
      // What every contact has, what some have, and what they have many of: within each in the order of the fields.
      add(ContactField.always.compactMap { contact[$0].text })
      add(contact.source)
      for field in ContactField.sometimes { print.add(contact[field].text) }
      for field in ContactField.lists { add(contact[field].pairs.map { $0 + "\n" + $1 }) }
    }
    for (council, ids) in disordered(contacts) { add([council] + ids) }
    return print.text
  }

  /// The councils whose contacts do not stand by their ids, with the ids as they stand: order that the sorted contacts do
  /// not tell of already.
  private static func disordered(_ contacts: [Contact]) -> [(String, [String])] {
    var last: [String: String] = [:]
    var found: Set<String> = []
    for contact in contacts {
      if let before = last.updateValue(contact.id, forKey: contact.council), before > contact.id {
        found.insert(contact.council)
      }
    }
    guard !found.isEmpty else { return [] }
    let own = Dictionary(grouping: contacts.filter { found.contains($0.council) }, by: \.council)
    return own.map { ($0, $1.map(\.id)) }.sorted { $0.0 < $1.0 }
  }
}
