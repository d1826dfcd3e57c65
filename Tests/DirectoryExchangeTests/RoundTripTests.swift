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
