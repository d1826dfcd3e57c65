import WorkingTime

extension DirectorySnapshot {
  /// The version that some content has: sixteen hexadecimal digits, the same for the same councils and contacts.
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
      add([
        contact.id, contact.council, contact.team, contact.purpose.rawValue, contact.kind.rawValue, contact.display,
        contact.status.rawValue,
      ])
      add(contact.source)
      for text in [
        contact.value, contact.hours?.notation, contact.reason, contact.checkedOn.map(TimeText.text),
        contact.validFrom.map(TimeText.text), contact.validUntil.map(TimeText.text),
      ] { print.add(text) }
      add(contact.warnings.map { $0.code + "\n" + $0.text })
      add(contact.seenAlso.map { $0.document + "\n" + $0.place })
    }
    return print.text
  }
}
