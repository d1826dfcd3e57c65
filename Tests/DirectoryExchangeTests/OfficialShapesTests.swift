import Directory
import Foundation
import TestSupport
import Testing
import WorkingTime

@testable import DirectoryExchange

/// The fourteen kinds of example that HSDS 3.0 and 3.1 publish, each made up anew: the shapes are the standard's, the words
/// and numbers are ours. The examples themselves are under CC BY-SA 4.0 and stand nowhere here.
struct OfficialShapesTests {
  private let base: DirectoryContent

  init() throws {
    base = CouncilFiles.read(try ShippedFiles.councils(), elsewhere: try ShippedFiles.elsewhere()).content
  }

  private var map: TableMap {
    var map = TableMap()
    map.shared = [
      .council: .constant("canterbury"), .purpose: .constant("housing"), .value: .column("value"),
      .hours: .column("hours"), .sourceDocument: .constant("open data of May"),
      .team: .constant("Homelessness out of hours"),
    ]
    return map
  }

  private func read(_ files: [DataFile], map: TableMap? = nil) throws -> FilesReading {
    DirectoryFiles.read(files, base: base, today: Day(year: 2026, month: 11, day: 25), map: map)
  }

  private func file(_ name: String, _ text: String) -> DataFile { DataFile(name: name, bytes: Array(text.utf8)) }

  private static let phone = #"{"id": "p", "number": "\"+44 1227 781880\"", "extension": 100, "type": "voice"}"#
  private static let schedule =
    #"{"id": "h", "freq": "WEEKLY", "byday": "MO,FR", "opens_at": "09:00:00", "closes_at": "17:00:00"}"#
  private static let organization =
    #"{"id": "o", "name": "A Trust", "description": "Helps.", "email": "a@trust.example"}"#
  private static let service = """
    {"id": "s", "name": "Advice", "status": "active", "email": "advice@trust.example", "organization": \(organization),
     "schedules": [\(schedule)], "phones": [\(phone)]}
    """
  private static let place = """
    {"id": "l", "description": "At the hall.", "phones": [\(phone)], "service": \(service)}
    """
  private static let location =
    #"{"id": "c", "location_type": "physical", "name": "The hall", "description": "A hall.", "latitude": 51.2, "phones": ["#
    + phone + "]}"
  private static let taxonomy = #"{"id": "t", "name": "Housing", "description": "Of homes.", "version": "1"}"#
  private static let term =
    #"{"id": "u", "code": "h", "name": "Homeless", "description": "No home.", "taxonomy": "Housing"}"#

  private static func list(_ element: String, pages: Int) -> String {
    """
    {"total_items": \(pages), "total_pages": \(pages), "page_number": 1, "size": 1, "first_page": true,
     "last_page": \(pages == 1), "empty": false, "contents": [\(element)]}
    """
  }

  private static let tabular = """
    {"organizations.csv": [{"id": "o", "name": "A Trust", "email": "a@trust.example"}],
     "services.csv": [{"id": "s", "organization_id": "o", "name": "Advice", "status": "active"}],
     "contacts.csv": [{"id": "k", "service_id": "s", "name": "A Person", "title": "Desk"}],
     "phones.csv": [{"id": "p", "contact_id": "k", "service_id": "s", "number": "01227 781880"},
       {"id": "q", "service_at_location_id": "x", "number": "01227 781881"}],
     "service_at_location.csv": [{"id": "x", "service_id": "s", "location_id": "c"}],
     "schedules.csv": [\(schedule.replacing(#""id": "h""#, with: #""id": "h", "service_id": "s""#))],
     "funding.csv": [{"id": "f", "service_id": "s", "source": "Gifts"}]}
    """

  /// What of each kind plans by a map, by how many contacts; or what it lacks, in one line.
  private static let kinds: [(kind: String, text: String, planned: Int, lacks: String)] = [
    (
      "base", #"{"version": "3.0", "profile": "https://trust.example", "openapi_url": "https://trust.example/api"}"#, 0,
      "neither a council's file"
    ),
    ("location", location, 1, ""),
    ("organization_full", organization.dropLast() + ", \"services\": [\(service)]}", 3, ""),
    ("organization_list", list(organization, pages: 1), 1, ""),
    ("organization_list, a page of ten", list(organization, pages: 10), 0, "of 10 pages, 2, 3, 4"),
    ("service_at_location_full", place, 2, ""),
    ("service_at_location_list", list(place, pages: 1), 2, ""),
    ("service_full", service, 2, ""),
    ("service_list", list(service, pages: 1), 2, ""),
    ("service_list, a page of ten", list(service, pages: 10), 0, "of 10 pages, 2, 3, 4"),
    ("tabular", tabular, 3, ""),
    ("taxonomy", taxonomy, 0, "no active service has a number"),
    ("taxonomy_list", list(taxonomy, pages: 10), 0, "no active service has a number"),
    ("taxonomy_term", term, 0, "no active service has a number"),
    ("taxonomy_term_list", list(term, pages: 10), 0, "no active service has a number"),
  ].map { ($0.0, String($0.1), $0.2, $0.3) }

  @Test(arguments: kinds)
  func `each kind of example plans, or says in one line what it lacks`(
    kind: String, text: String, planned: Int, lacks: String
  ) throws {
    let reading = try read([file("\(kind).json", text)], map: map)
    let errors = reading.findings.filter { $0.severity == .error }
    if lacks.isEmpty {
      #expect(reading.rows.count == planned && errors.isEmpty, "\(reading.findings)")
    } else {
      #expect(errors.count == 1 && errors[0].text.contains(lacks), "\(reading.findings)")
    }
  }

  // MARK: - Packages

  private func package() throws -> [DataFile] {
    let description =
      #"{"name": "hsds", "resources": [{"path": "organizations.csv"}, {"path": "services.csv"}, {"path": "phones.csv"}, {"path": "schedules.csv"}, {"path": "funding.csv"}]}"#
    return [
      file("it/datapackage.json", description),
      file("it/organizations.csv", "id,name\no,A Trust\n"),
      file("it/services.csv", "id,organization_id,name,status\ns,o,Advice,active\nt,o,Old advice,defunct\n"),
      file("it/phones.csv", "id,service_id,number\np,s,01227 781880\nq,t,01227 781881\nr,nowhere,01227 781882\n"),
      file("it/schedules.csv", "id,service_id,freq,byday,opens_at,closes_at\nh,s,WEEKLY,\"MO,FR\",09:00:00,17:00:00\n"),
      file("it/funding.csv", "id,source\nf,Gifts\n"),
    ]
  }

  @Test func `a package of tables is one source, and tells what it passes over`() throws {
    let reading = try read(try package(), map: map)
    #expect(!reading.hasErrors, "\(reading.findings)")
    #expect(reading.rows.map(\.display) == ["01227 781880"])
    #expect(reading.rows.first?.hours?.notation == "Mo,Fr 09:00-17:00")
    for told in ["is defunct", "a record of phones belongs to nothing", "tables not read: funding"] {
      #expect(reading.findings.contains { $0.text.contains(told) }, "\(told): \(reading.findings)")
    }
  }

  @Test func `a package says in one line that it needs a map, or that its tables are not there`() throws {
    for (files, said) in [(try package(), "--map"), (Array(try package().prefix(1)), "none of which is here")] {
      let errors = try read(files).findings.filter { $0.severity == .error }
      #expect(errors.count == 1 && errors[0].text.contains(said), "\(errors)")
    }
  }

  // MARK: - Damage

  @Test func `a damaged feed or package is read or told, and what is read has the form of a contact`() throws {
    let documents = [Self.place, Self.tabular, Self.list(Self.service, pages: 1), "\(Self.service)\n\(Self.service)"]
    let package = try package()
    let count = ProcessInfo.processInfo.environment["NIGHTDESK_LONG"] == nil ? 200 : 5_000
    var told = 0
    for seed in 0..<UInt64(count) {
      var random = SplitMix64(seed: seed)
      let kind = Int(seed) % (documents.count + 1)
      var files = kind < documents.count ? [file("feed.json", documents[kind])] : package
      let damaged = Int.random(in: 0..<files.count, using: &random)
      var bytes = files[damaged].bytes
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        let end = min(bytes.count, place + Int.random(in: 1...12, using: &random))
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1: bytes.removeSubrange(place..<end)
        case 2: bytes.insert(contentsOf: bytes[place..<end], at: place)
        default: bytes.insert(contentsOf: Array("\",[\u{202e}{\n".utf8), at: place)
        }
        if bytes.isEmpty { bytes = [0x2c] }
      }
      files[damaged] = DataFile(name: files[damaged].name, bytes: bytes)
      let reading = try read(files, map: map)
      if reading.hasErrors { told += 1 }
      for row in reading.rows {
        #expect(PlainText.fault(in: row.display, most: 500) == nil, "seed \(seed): \(row)")
        if row.kind == .phone { #expect(PhoneText.fault(inStored: row.value ?? "") == nil, "seed \(seed)") }
      }
    }
    #expect(told > 0 && told < count)
  }
}
