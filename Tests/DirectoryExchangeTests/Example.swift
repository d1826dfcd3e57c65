import DirectoryExchange
import Foundation

/// Two small files without a fault, for tests to damage.
enum Example {
  static let ashford = """
    {
      "id": "ashford",
      "name": "Ashford Borough Council",
      "type": "district",
      "aliases": ["Ashford"],
      "county": "kent",
      "childrensServices": "kent",
      "location": {"latitude": 51.147, "longitude": 0.874, "source": {"document": "maps", "place": "office"}},
      "places": ["Tenterden"],
      "domains": ["ashford.gov.uk"],
      "hours": {"spans": "Mo-Fr 09:00-16:30; PH unknown", "source": {"document": "guidance", "place": "Offices"}},
      "teams": [
        {
          "id": "homelessness",
          "name": "Homelessness",
          "contacts": [
            {
              "id": "ashford/housing", "purpose": "housing", "kind": "phone", "value": "+441233331111",
              "display": "01233 331111", "hours": "Mo-Fr 09:00-17:00", "status": "verified", "reason": null,
              "warnings": [{"code": "same-as-daytime", "text": "Also the switchboard."}],
              "source": {"document": "guidance", "place": "Housing"},
              "seenAlso": [{"document": "public-page", "place": "undated"}],
              "checkedOn": "2026-11-02", "validFrom": "2026-01-01", "validUntil": "2028-04-01"
            },
            {
              "id": "ashford/referral", "purpose": "duty-to-refer", "kind": "email", "value": null,
              "display": "dutytorefer@(district).gov.uk", "hours": null, "status": "pattern", "reason": null,
              "warnings": [], "source": {"document": "guidance", "place": "Referrals"}, "seenAlso": [],
              "checkedOn": null, "validFrom": null, "validUntil": null
            },
            {
              "id": "ashford/web", "purpose": "website", "kind": "web", "value": "https://ashford.gov.uk",
              "display": "ashford.gov.uk", "hours": null, "status": "quarantined", "reason": "Stale page.",
              "warnings": [], "source": {"document": "guidance", "place": "Web"}, "seenAlso": [],
              "checkedOn": null, "validFrom": null, "validUntil": null
            }
          ]
        }
      ]
    }
    """

  static let kent = """
    {
      "id": "kent", "name": "Kent County Council", "type": "county", "aliases": ["KCC"], "county": null,
      "childrensServices": "kent", "location": null, "places": [], "domains": [], "hours": null,
      "teams": [{"id": "front-door", "name": "Front Door", "contacts": []}]
    }
    """

  static let elsewhere = """
    {"source": "general knowledge", "councils": [{"id": "adur", "name": "Adur District Council"}]}
    """

  static func file(_ name: String, _ text: String) -> DataFile { DataFile(name: name, bytes: Array(text.utf8)) }

  /// Reads the two files and the list of councils elsewhere, any of them changed.
  static func read(
    ashford: String = ashford, kent: String = kent, elsewhere: String = elsewhere
  ) -> CouncilReading {
    CouncilFiles.read(
      [file("kent.json", kent), file("ashford.json", ashford)], elsewhere: file("elsewhere.json", elsewhere))
  }
}

/// The files that are shipped.
enum ShippedFiles {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../data")

  static func councils() throws -> [DataFile] {
    let councils = folder.appending(path: "councils")
    let names = try FileManager.default.contentsOfDirectory(atPath: councils.path).filter { $0.hasSuffix(".json") }
    return try names.sorted().map { name in
      DataFile(name: name, bytes: [UInt8](try Data(contentsOf: councils.appending(path: name))))
    }
  }

  static func elsewhere() throws -> DataFile {
    let name = "councils-elsewhere.json"
    return DataFile(name: name, bytes: [UInt8](try Data(contentsOf: folder.appending(path: name))))
  }
}
