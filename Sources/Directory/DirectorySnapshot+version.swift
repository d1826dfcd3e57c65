import WorkingTime

extension DirectorySnapshot {
  /// The version that some content has: sixteen hexadecimal digits, the same for the same councils and contacts.
  public static func version(of councils: [Council], contacts: [Contact]) -> String {
    var print = Fingerprint()
    for council in councils.sorted(by: { $0.id < $1.id }) {
      for text in [council.id, council.name, council.type.rawValue, council.childrensServices] { print.add(text) }
      print.add(council.county)
      print.add(council.hours?.hours.notation)
      print.add(council.location.map { "\($0.latitude) \($0.longitude)" })
      for text in council.aliases + council.places + council.domains { print.add(text) }
      for team in council.teams { print.add(team.id + " " + team.name) }
    }
    for contact in contacts.sorted(by: { $0.id < $1.id }) {
      for text in [
        contact.id, contact.team, contact.purpose.rawValue, contact.kind.rawValue, contact.display,
        contact.status.rawValue, contact.source.document, contact.source.place,
      ] { print.add(text) }
      for text in [
        contact.value, contact.hours?.notation, contact.reason, contact.checkedOn.map(TimeText.text),
        contact.validFrom.map(TimeText.text), contact.validUntil.map(TimeText.text),
      ] { print.add(text) }
      for warning in contact.warnings { print.add(warning.code + " " + warning.text) }
      for source in contact.seenAlso { print.add(source.document + " " + source.place) }
    }
    return print.text
  }
}
