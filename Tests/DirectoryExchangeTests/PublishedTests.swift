import Directory
import DirectoryExchange
import Foundation
import Testing
import WorkingTime

/// What another program makes of an HSDS file that knows nothing of our attributes.
struct PublishedTests {
  private func service(_ contacts: [Contact]) throws -> [String: Any] {
    let council = Council(
      id: "essex", name: "Essex County Council", type: .county, childrensServices: "essex",
      teams: [Team(id: "night", name: "Night")])
    let text = try HSDSFiles.text(of: DirectoryContent(councils: [council], contacts: contacts))
    let page = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let organizations = try #require(page["contents"] as? [[String: Any]])
    return try #require((organizations[0]["services"] as? [[String: Any]])?.first)
  }

  private func contact(
    _ kind: ContactKind, _ value: String?, _ display: String, status: ContactStatus = .stated, hours: String? = nil
  ) throws -> Contact {
    Contact(
      id: "essex/x", council: "essex", team: "Night", purpose: .outOfHours, kind: kind, value: value, display: display,
      hours: try hours.map { try OpeningHours(notation: $0) }, status: status,
      reason: status == .quarantined ? "Another body's." : nil, source: Source(document: "d", place: "p"))
  }

  private static let unusable: [(ContactKind, String?, String, ContactStatus)] = [
    (.phone, "+443456061212", "0345 606 1212", .quarantined),
    (.email, "gdpr@medway.gov.uk", "gdpr@medway.gov.uk", .quarantined),
    (.email, nil, "dutytorefer@(name).gov.uk", .pattern),
    (.phone, nil, "0345 (area)", .pattern),
  ]

  @Test(arguments: unusable)
  func `what must not be used is no number or address of an organisation`(
    kind: ContactKind, value: String?, display: String, status: ContactStatus
  ) throws {
    let service = try service([try contact(kind, value, display, status: status, hours: "24/7")])
    let written = try #require((service["contacts"] as? [[String: Any]])?.first)
    #expect(written["phones"] == nil && written["email"] == nil && service["schedules"] == nil)
    let attributes = try #require(written["attributes"] as? [[String: Any]])
    #expect(attributes.contains { $0["label"] as? String == "status" && $0["value"] as? String == status.rawValue })
    #expect(attributes.contains { $0["label"] as? String == "display" && $0["value"] as? String == display })
  }

  @Test func `a span of more than a day is cut at midnight, so that no Sunday comes out shut`() throws {
    let line = try contact(
      .phone, "+443456061212", "0345 606 1212",
      hours: "Mo-Th 17:30-09:00; Fr 16:30-24:00; Sa 00:00-24:00; Su 00:00-33:00")
    let schedules = try #require(try service([line])["schedules"] as? [[String: Any]])
    let told = schedules.map { "\($0["byday"] ?? "") \($0["opens_at"] ?? "")-\($0["closes_at"] ?? "")" }
    #expect(
      Set(told) == ["MO,TU,WE,TH 17:30-09:00", "FR 16:30-00:00", "SA,SU 00:00-00:00", "MO 00:00-09:00"], "\(told)")
  }
}
