import Directory
import DirectoryExchange
import TestSupport
import Testing
import WorkingTime

struct RoundTripTests {
  @Test func `the shipped files say the same when written and read again`() throws {
    let first = CouncilFiles.read(try ShippedFiles.councils(), elsewhere: try ShippedFiles.elsewhere()).content
    #expect(try again(first) == first)
  }

  @Test(arguments: 0..<200)
  func `any content says the same when written and read again`(seed: Int) throws {
    var dice = Dice(seed: seed)
    let content = dice.content()
    #expect(try again(content) == content)
  }

  @Test func `writing twice gives the same bytes`() throws {
    var dice = Dice(seed: 7)
    let content = dice.content()
    let files = try CouncilFiles.files(of: content)
    #expect(try CouncilFiles.files(of: try again(content)) == files)
    #expect(files.map(\.name) == content.councils.map { "\($0.id).json" })
  }

  @Test func `keys come in the order of the files' description`() throws {
    let council = Council(id: "x", name: "X \"Y\" \\ Ä", type: .unitary, childrensServices: "x")
    let text = """
      {
        "id": "x",
        "name": "X \\"Y\\" \\\\ Ä",
        "type": "unitary",
        "aliases": [],
        "county": null,
        "childrensServices": "x",
        "location": null,
        "places": [],
        "domains": [],
        "hours": null,
        "teams": []
      }

      """
    #expect(try CouncilFiles.text(of: council, contacts: []) == text)
  }

  @Test(arguments: [",,", ",\u{a0},"])
  func `empty columns that a spreadsheet added behind the last say nothing, and a cell in one is told`(more: String)
    throws
  {
    let base = CouncilFiles.read(try ShippedFiles.councils(), elsewhere: try ShippedFiles.elsewhere()).content
    let lines = ContactTable.text(of: Array(base.contacts.prefix(3))).split(separator: "\r\n").map { String($0) + more }
    func read(_ lines: [String]) -> FilesReading {
      let text = lines.joined(separator: "\r\n") + "\r\n"
      return DirectoryFiles.read([DataFile(name: "own.csv", bytes: Array(text.utf8))], base: base)
    }
    #expect(read(lines).rows == Array(base.contacts.prefix(3)), "\(read(lines).findings.first?.text ?? "")")
    var other = lines
    other[1] += "x"
    #expect(read(other).findings.contains { $0.text.contains("behind the last heading") }, "\(read(other).findings)")
    other[1] = lines[1]
    other[0] = lines[0] + "x"
    #expect(read(other).findings.contains { $0.text.contains("has no heading") }, "\(read(other).findings)")
  }

  @Test func `a new number has none of those who gave the old one`() throws {
    let base = CouncilFiles.read(try ShippedFiles.councils(), elsewhere: try ShippedFiles.elsewhere()).content
    let held = try #require(base.contacts.first { $0.id == "canterbury/out-of-hours" })
    #expect(held.status == .corroborated && !held.seenAlso.isEmpty)
    let text = ContactTable.text(of: [held]).replacing("01227 781879", with: "01227 781870")
      .replacing("+441227781879", with: "+441227781870")
    var reading = DirectoryFiles.read([DataFile(name: "own.csv", bytes: Array(text.utf8))], base: base)
    reading.settle(against: base)
    let row = try #require(reading.rows.first)
    #expect(row.value == "+441227781870" && row.status == .stated && row.seenAlso.isEmpty && row.source == held.source)
  }

  @Test func `a contact of an unknown team or council is not left out in silence`() {
    let team = Team(id: "t", name: "Team")
    let council = Council(id: "x", name: "X", type: .unitary, childrensServices: "x", teams: [team])
    for (council, owner, name) in [(council, "x", "Other"), (council, "y", "Team")] {
      let contact = Contact(
        id: "\(owner)/a", council: owner, team: name, purpose: .housing, kind: .email, value: "a@b", display: "a@b",
        status: .stated, source: Source(document: "d", place: "p"))
      #expect(throws: UnwritableContact.self) {
        try CouncilFiles.files(of: DirectoryContent(councils: [council], contacts: [contact]))
      }
    }
  }

  private func again(_ content: DirectoryContent) throws -> DirectoryContent {
    let elsewhere = CouncilFiles.text(of: content.elsewhere, source: "test")
    let reading = CouncilFiles.read(
      try CouncilFiles.files(of: content), elsewhere: Example.file("elsewhere.json", elsewhere))
    #expect(reading.findings == [])
    return reading.content
  }
}
