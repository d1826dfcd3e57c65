import JSON
package import Directory
import WorkingTime

/// Why content cannot be written as files: nothing is left out in silence.
package struct UnwritableContact: Error, Sendable, Equatable {
  /// The contact's id.
  package let contact: String
  /// What is in the way.
  package let explanation: String
}

extension CouncilFiles {
  /// Writes each council and its contacts as a file named after the council's id; read again, the files say the same.
  ///
  /// Contacts are written team by team, in the order in which each team's contacts come.
  ///
  /// - Throws: `UnwritableContact` where a contact's council is not among the councils, or its team not among the
  ///   council's teams.
  package static func files(of content: DirectoryContent) throws(UnwritableContact) -> [DataFile] {
    let held = Set(content.councils.map(\.id))
    for contact in content.contacts where !held.contains(contact.council) {
      throw UnwritableContact(
        contact: contact.id, explanation: "its council '\(contact.council)' is not among those to be written")
    }
    let byCouncil = Dictionary(grouping: content.contacts, by: \.council)
    var files: [DataFile] = []
    for council in content.councils {
      let text = try text(of: council, contacts: byCouncil[council.id] ?? [])
      files.append(DataFile(name: "\(council.id).json", bytes: Array(text.utf8)))
    }
    return files
  }

  /// Writes the file of councils that are not held; `source` says where the list comes from.
  package static func text(of elsewhere: [CouncilElsewhere], source: String) -> String {
    let councils = elsewhere.map { council in
      JSONText.object(
        [("id", .text(council.id)), ("name", .text(council.name))]
          + (council.website.map { [(key: "website", value: .text($0))] } ?? [])
          + (council.nation.map { [(key: "nation", value: .text($0.rawValue))] } ?? [])
          + (council.validFrom.map { [(key: "validFrom", value: .text(TimeText.text($0)))] } ?? [])
          + (council.validUntil.map { [(key: "validUntil", value: .text(TimeText.text($0)))] } ?? [])
          + (council.successors.isEmpty
            ? [] : [(key: "successors", value: .list(council.successors.map { .text($0) }))]))
    }
    return JSONText.object([("source", .text(source)), ("councils", .list(councils))]).document
  }

  /// Writes one council's file.
  ///
  /// - Throws: `UnwritableContact` where a contact's team is not among the council's teams.
  package static func text(of council: Council, contacts: [Contact]) throws(UnwritableContact) -> String {
    let names = Set(council.teams.map(\.name))
    for contact in contacts where !names.contains(contact.team) {
      throw UnwritableContact(
        contact: contact.id, explanation: "its team '\(contact.team)' is not among the teams of \(council.name)")
    }
    let byTeam = Dictionary(grouping: contacts, by: \.team)
    let teams = council.teams.map { team in
      JSONText.object([
        ("id", .text(team.id)), ("name", .text(team.name)),
        ("contacts", .list((byTeam[team.name] ?? []).map(form))),
      ])
    }
    let hasPeriod = council.validFrom != nil || council.validUntil != nil || !council.successors.isEmpty
    return JSONText.object(
      (CouncilField.inFiles + (hasPeriod ? CouncilField.period : [])).map { field in
        (field.rawValue, field == .teams ? .list(teams) : JSONText(council[field]))
      }
    ).document
  }

  private static func form(of contact: Contact) -> JSONText {
    .object(ContactField.inFiles.map { ($0.rawValue, JSONText(contact[$0])) })
  }
}
