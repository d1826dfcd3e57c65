import Directory
import DirectoryExchange
import Testing
import WorkingTime

/// Councils that begin and end, as their files say it.
struct PeriodTests {
  /// The example with more keys behind its name.
  private func reading(_ keys: String) -> CouncilReading {
    let name = #""name": "Ashford Borough Council","#
    return Example.read(ashford: Example.ashford.replacing(name, with: name + keys))
  }

  @Test func `an end and successors by service are read, and written as they were`() throws {
    let reading = reading(
      #""validFrom": "1974-04-01", "validUntil": "2028-04-01", "successors": [{"council": "kent", "purposes": ["housing"]}],"#
    )
    #expect(reading.findings == [])
    let council = try #require(reading.content.councils.last)
    #expect(council.validFrom == Day(year: 1974, month: 4, day: 1))
    #expect(council.validUntil == Day(year: 2028, month: 4, day: 1))
    #expect(council.successors == [Succession(council: "kent", purposes: [.housing])])
    let again = CouncilFiles.read(try CouncilFiles.files(of: reading.content), elsewhere: nil)
    #expect(again.findings == [])
    #expect(again.content.councils == reading.content.councils)
  }

  @Test func `a council of which neither is known is written without the keys`() throws {
    let text = try CouncilFiles.text(
      of: Council(id: "x", name: "X", type: .unitary, childrensServices: "x"), contacts: [])
    #expect(!text.contains("valid") && !text.contains("successors"))
  }

  @Test(arguments: [
    (#""validFrom": "2028-04-01", "validUntil": "2028-04-01","#, "validUntil", "is not after validFrom"),
    (#""validUntil": "soon","#, "validUntil", "date"),
    (#""successors": [{"council": "kent", "purposes": []}],"#, "successors", "has no end"),
    (
      #""validUntil": "2028-04-01", "successors": [{"council": "kant", "purposes": []}],"#, "successors[0].council",
      "did you mean 'kent'?"
    ),
    (
      #""validUntil": "2028-04-01", "successors": [{"council": "ashford", "purposes": []}],"#, "successors[0].council",
      "cannot succeed itself"
    ),
    (
      #""validUntil": "2028-04-01", "successors": [{"council": "kent", "purposes": ["fun"]}],"#,
      "successors[0].purposes[0]", "must be a purpose"
    ),
    (
      #""validUntil": "2028-04-01", "successors": [{"council": "kent", "purposes": []}, {"council": "kent", "purposes": []}],"#,
      "successors[1].council", "is named twice"
    ),
    (#""validUntil": "2028-04-01", "successors": ["kent"],"#, "successors[0]", "must be an object"),
    (#""validTo": "2028-04-01","#, "validTo", "is not a key here"),
  ])
  func `what is wrong with an end is found`(keys: String, field: String, says: String) {
    let findings = reading(keys).findings
    #expect(findings.count == 1, "\(findings)")
    #expect(findings.first?.field == field)
    #expect(findings.first?.text.contains(says) == true, "\(findings)")
  }

  private func reading(elsewhere keys: String) -> CouncilReading {
    let others =
      #"{"source": "a list", "councils": [{"id": "adur", "name": "Adur"}, {"id": "hove", "name": "Hove"\#(keys)}]}"#
    return CouncilFiles.read([], elsewhere: DataFile(name: "councils-elsewhere.json", bytes: Array(others.utf8)))
  }

  @Test func `the end of a council that is not held is read, and written as it was`() throws {
    let reading = reading(
      elsewhere: #", "validFrom": "1974-04-01", "validUntil": "2028-04-01", "successors": ["adur"]"#)
    #expect(reading.findings == [])
    let hove = try #require(reading.content.elsewhere.last)
    #expect(hove.validFrom == Day(year: 1974, month: 4, day: 1))
    #expect(hove.validUntil == Day(year: 2028, month: 4, day: 1))
    #expect(hove.successors == ["adur"])
    let text = CouncilFiles.text(of: reading.content.elsewhere, source: "a list")
    let again = CouncilFiles.read([], elsewhere: DataFile(name: "councils-elsewhere.json", bytes: Array(text.utf8)))
    #expect(again.content.elsewhere == reading.content.elsewhere)
  }

  @Test(arguments: [
    (#", "successors": ["adur"]"#, "councils[1].successors", "has no end"),
    (#", "validUntil": "2028-04-01", "successors": ["hove"]"#, "councils[1].successors[0]", "cannot succeed itself"),
    (
      #", "validUntil": "2028-04-01", "successors": ["adour"]"#, "councils[1].successors[0]",
      "is not the id of a council"
    ),
    (#", "validUntil": "2028-04-01", "successors": ["adur", "adur"]"#, "councils[1].successors[1]", "is named twice"),
    (#", "validFrom": "2028-04-01", "validUntil": "2028-04-01""#, "councils[1].validUntil", "is not after validFrom"),
    (#", "validUntil": "April""#, "councils[1].validUntil", "date"),
  ])
  func `what is wrong with the end of a council that is not held is found`(keys: String, field: String, says: String) {
    let findings = reading(elsewhere: keys).findings
    #expect(findings.map(\.field) == [field], "\(findings)")
    #expect(findings.first?.text.contains(says) == true, "\(findings)")
  }
}
