import Foundation

/// Folders of a made-up directory of any size, whose every number says which edition it is of.
struct MadeDirectory {
  let councils: Int
  let contacts: Int

  /// Writes an edition, 1 to 9, as a folder of data that is loaded or applied.
  func write(edition: Int, to folder: String) throws {
    try FileManager.default.createDirectory(atPath: folder + "/councils", withIntermediateDirectories: true)
    for council in 0..<councils {
      let id = Self.id(council)
      let list = (0..<contacts).map { number in contact(edition, council, number) }.joined(separator: ",\n")
      let text = """
        {"id": "\(id)", "name": "\(id) of the Test", "type": "unitary", "aliases": [], "county": null,
        "childrensServices": "\(id)", "location": null, "places": [], "domains": [], "hours": null,
        "teams": [{"id": "night", "name": "Night", "contacts": [\(list)]}]}
        """
      try text.write(toFile: "\(folder)/councils/\(id).json", atomically: false, encoding: .utf8)
    }
  }

  private func contact(_ edition: Int, _ council: Int, _ number: Int) -> String {
    let digits = String(100_000 + council * contacts + number).dropFirst()
    let id = Self.id(council)
    return """
      {"id": "\(id)/n\(number)", "purpose": "out-of-hours", "kind": "phone", "value": "+442030\(edition)\(digits)",
      "display": "020 30\(edition)\(digits)", "hours": null, "status": "stated", "reason": null, "warnings": [],
      "source": {"document": "made-up", "place": "row \(number)"}, "seenAlso": [], "checkedOn": null, "validFrom": null,
      "validUntil": null}
      """
  }

  static func id(_ council: Int) -> String { "council-\(council)" }

  /// What is wrong with a look-up's reply; nil where it lists every number of one edition and none of another.
  func fault(in reply: [String]) -> String? {
    let editions = reply.compactMap { $0.firstMatch(of: /^020 30(\d)/)?.1 }
    guard editions.count == contacts else { return "\(editions.count) numbers of \(contacts): \(reply.prefix(3))" }
    return Set(editions).count == 1 ? nil : "numbers of editions \(Set(editions).sorted()) in one answer"
  }
}
