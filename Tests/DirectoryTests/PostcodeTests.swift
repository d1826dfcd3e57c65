import Directory
import TestSupport
import Testing

struct PostcodeTests {
  private func read(_ text: String) throws -> String? {
    try Shipped.postcodes.answer(text).map { $0.postcode.text + ($0.isKnown ? "" : " unknown") }
  }

  @Test(arguments: [
    ("CT10 1AB", "CT10 1AB"), ("ct101ab", "CT10 1AB"), ("CT101AB", "CT10 1AB"), (" ct10  1ab ", "CT10 1AB"),
    ("CT10-1AB", "CT10 1AB"), ("CT10\u{00a0}1AB", "CT10 1AB"), ("CT10\u{2011}1AB.", "CT10 1AB"),
    (".CT10 1AB", "CT10 1AB"),
    ("CT1 2", "CT1 2"), ("CT12", "CT12"), ("CT1 2AB", "CT1 2AB"), ("CT12AB", "CT1 2AB"), ("CT1 2 AB", "CT1 2AB"),
    ("CM0", "CM0"), ("SS0 7AA", "SS0 7AA"), ("W1A 0AA", "W1A 0AA"), ("M1 1AE", "M1 1AE"), ("B33 8TH", "B33 8TH"),
    ("CR2 6XH", "CR2 6XH"), ("EC1A 1BB", "EC1A 1BB"), ("ME14", "ME14"),
    ("ZZ9 9ZZ", "ZZ9 9ZZ unknown"), ("CT99", "CT99 unknown"), ("BT1 1AA", "BT1 1AA unknown"),
  ])
  func `a postcode is read however it is spaced, and a space kept where it tells`(text: String, expected: String) throws
  {
    #expect(try read(text) == expected)
    #expect(try Shipped.postcodes.answer(text)?.isCorrected == false)
  }

  @Test(arguments: [
    ("C01 2AB", "CO1 2AB"), ("CMO", "CM0"), ("SSO", "SS0"), ("CTIO", "CT10"), ("CT1O 1AB", "CT10 1AB"),
    ("1G10", "IG10"),
    ("IGl0 1AA", "IG10 1AA"), ("CM9 OAA", "CM9 0AA"), ("WIA OAA", "W1A 0AA"), ("CT10 IAB", "CT10 1AB"),
    ("c0l 2ab", "CO1 2AB"),
  ])
  func `an O for a 0 and an I for a 1 are put right, and said`(text: String, expected: String) throws {
    let places = try #require(try Shipped.directory.places(of: text, in: Shipped.postcodes, on: Shipped.directory.date))
    #expect(places.answer.postcode.text == expected)
    #expect(places.answer.isCorrected)
    #expect(places.text.hasPrefix("Read as \(expected). "))
  }

  @Test(arguments: [
    "", " ", "CT", "canterbury", "AB!1 2CD", "CT10 1AV", "CT10 1CI", "12", "01843 577000", "CT10 1ABC", "Q1 1AA 2",
    "luton",
    "M", "too", "oil", "CT10/1AB", "CT10 1A", "🏠", String(repeating: "C", count: 10_000),
  ])
  func `what is no postcode is none`(text: String) throws {
    #expect(try Shipped.postcodes.answer(text) == nil)
  }

  // Counted from the source tables: one of each kind, and the districts that a space would turn into others.
  @Test(arguments: [
    ("CT10", ["thanet"]), ("CT10 1AB", ["thanet"]), ("ME14 1LY", ["maidstone"]), ("CT1 2", ["canterbury"]),
    ("CT12", ["thanet"]), ("CT2", ["canterbury", "swale"]),
    ("CT4", ["canterbury", "ashford", "folkestone-hythe", "dover"]), ("CT4 7AA", ["canterbury"]),
    ("CT4 7DE", ["ashford"]),
    ("CT4 8", ["ashford"]), ("BR6 7NZ", ["sevenoaks"]), ("BR6 7AA", ["bromley"]), ("CM0", ["maldon"]),
    ("CO1 1AA", ["colchester"]), ("LU1", ["luton", "central-bedfordshire", "dacorum"]), ("CF10", ["cardiff"]),
    ("ME99", []), ("CM99", []), ("CM99 2AA", []), ("CT99", []), ("EH1", ["edinburgh"]),
  ])
  func `a postcode leads to every council that serves it`(text: String, councils: [String]) throws {
    #expect(try Shipped.postcodes.councils(of: text) == councils)
  }

  @Test func `the table says its edition and its licence, and its lines are in order`() throws {
    let text = String(decoding: try Shipped.bytes(of: "data/postcodes/councils.txt"), as: UTF8.self)
    #expect(text.contains("Source: Office for National Statistics licensed under the Open Government Licence v.3.0"))
    #expect(text.contains("Contains OS data © Crown copyright and database right 2025"))
    #expect(text.contains("Contains Royal Mail data © Royal Mail copyright and database right 2025"))
    #expect(try Shipped.postcodes.edition == "2025-11")
    let keys = text.split(separator: "\n").filter { $0.first?.isUppercase == true }.compactMap {
      $0.split(separator: "\t").first
    }
    #expect(keys.count > 3_500)
    #expect(zip(keys, keys.dropFirst()).allSatisfy { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    for key in keys { #expect(try Shipped.postcodes.answer(String(key))?.isKnown == true, "\(key)") }
  }

  @Test func `every council of the table has a name, and every council held that has homes has a postcode`() throws {
    let table = try Shipped.postcodes, directory = try Shipped.directory
    let text = String(decoding: try Shipped.bytes(of: "data/postcodes/councils.txt"), as: UTF8.self)
    var ids: Set<String> = []
    for line in text.split(separator: "\n") where line.first?.isUppercase == true {
      for field in line.split(separator: "\t").dropFirst() where field != "*" {
        ids.insert(String(field.prefix { $0 != " " }))
      }
    }
    let unnamed = ids.filter { id in
      directory.ref(id: id) == nil && table.name(of: id) == nil && !directory.elsewhere.contains { $0.id == id }
    }
    #expect(unnamed == [])
    for council in directory.councils where council.type.isHousingAuthority { #expect(ids.contains(council.id)) }
  }

  @Test(arguments: ["", "edition\t2025-11\n", "CT10\tthanet 5\n", "# a\n# b\n", "{\"a\": 1}", "\n\n"])
  func `what is no table is refused`(text: String) {
    let error = #expect(throws: PostcodeTableError.self) { try PostcodeTable(Array(text.utf8)) }
    #expect(error?.code == "not-a-table")
  }

  @Test func `a damaged table answers or does not, and never fails`() throws {
    let bytes = try Shipped.bytes(of: "data/postcodes/councils.txt")
    var generator = SplitMix64(seed: 41)
    for _ in 0..<200 {
      var damaged = Array(bytes.prefix(Int.random(in: 3_000..<bytes.count, using: &generator)))
      for _ in 0..<20 {
        damaged[Int.random(in: 2_500..<damaged.count, using: &generator)] = UInt8.random(
          in: .min ... .max, using: &generator)
      }
      guard let table = try? PostcodeTable(damaged) else { continue }
      for text in ["CT10", "CT4 7DE", "ZE1", "AB10 1AA"] { _ = table.councils(of: text) }
    }
  }
}

/// A table that a site has loaded tells more of a postcode.
struct SitePostcodeTests {
  static let text = """
    edition\t2026-08
    loaded\t2026-11-26T03:00\tann
    CT10\tthanet 3
    CT10 1\tthanet 3\t+ AB\t~ dover 200101 AE AF 200202 AG\t~ thanet 199606 AD
    CT50\t~
    CT50 1\t~ - 200102 AA
    CT9\tthanet 2\tdover 1
    CT9 1\tthanet 2\tdover 1 AD\t* AF
    CT9 2\t* AA

    """

  @Test(arguments: [
    ("CT10 1AA", ["thanet"], "CT10 1AA is in the area of Thanet District Council. A few"),
    ("CT10 1AB", ["thanet"], "one firm's own or a post box: ask where they are"),
    ("CT10 1AD", ["thanet"], "ended in June 1996. It was in the area of Thanet District Council. Ask for the new one"),
    ("CT10 1AF", ["dover"], "ended in January 2001. It was in the area of Dover"),
    ("CT10 1AG", ["dover"], "ended in February 2002."),
    ("CT10 1", ["thanet"], "CT10 1 is in the area"),
    ("CT50 1AA", [], "The postcode CT50 1AA ended in February 2001. Ask for"),
    ("CT50", [], "No postcode of CT50 is in use any more"), ("CT50 1", [], "No postcode of CT50"),
    ("CT50 1AB", [], "No postcode of CT50"),
    ("CT9 1AD", ["dover"], "Dover"), ("CT9 1AA", ["thanet"], "Thanet"),
    ("CT9 1AF", [], "CT9 1AF is for post boxes and large firms"), ("CT9 2AA", [], "post boxes"),
    ("CT9 2AB", ["thanet", "dover"], "CT9 is shared by"), ("CT9", ["thanet", "dover"], "CT9 is shared by"),
  ])
  func `what it tells of a postcode is said`(text: String, councils: [String], says: String) throws {
    let table = try PostcodeTable(Array(Self.text.utf8))
    #expect(table.councils(of: text) == councils)
    let places = try #require(try Shipped.directory.places(of: text, in: table, on: Shipped.directory.date))
    #expect(places.text.contains(says), "\(places.text)")
    #expect(!places.text.split(separator: ".").contains { $0.split(separator: " ").count > 25 })
    #expect(table.told("loaded") == ["2026-11-26T03:00", "ann"])
  }

  @Test func `a table read piece by piece answers as one that is held`() throws {
    let bytes = try Shipped.bytes(of: "data/postcodes/councils.txt")
    let held = try PostcodeTable(bytes)
    // Copies, whose indices begin at 0 as those of what is read from a file do.
    let pieces = try PostcodeTable(count: bytes.count) { Array(bytes[$0])[...] }
    #expect(pieces.edition == held.edition)
    for line in held.lines {
      let (one, other) = (held.answer(line.key), pieces.answer(line.key))
      #expect(one == other && one?.isKnown == true)
    }
    // What cannot be read is not known, and nothing else happens.
    let broken = try PostcodeTable(count: bytes.count) { $0.lowerBound > 60_000 ? [] : bytes[$0] }
    _ = broken.answer("ZE1")
  }

  @Test(arguments: ["2025-11", "202511"]) func `a month is read as files write it`(text: String) {
    #expect(PostcodeMonth(text)?.text == "2025-11")
    #expect(PostcodeMonth(text)?.words == "November 2025")
  }

  @Test(arguments: ["", "2025", "2025-13", "2025-00", "20-2511", "2025-1a", "1899-01", "2025_11", "２０２５-11"])
  func `what is no month is none`(text: String) { #expect(PostcodeMonth(text) == nil) }
}

struct PostcodeSearchTests {
  private func found(_ text: String, at moment: String = DirectoryTime.night) throws -> FindResult {
    try DirectoryTime.at(moment).find(text, postcodes: try Shipped.postcodes)
  }

  @Test(arguments: [
    ("CT10", ["thanet"]), ("ct10 ooh", ["thanet"]), ("ME14 1LY", ["maidstone"]),
    ("who places from CT10 1AB tonight", ["thanet"]),
    ("CT4", ["canterbury", "ashford", "folkestone-hythe", "dover"]), ("CT4 7DE housing", ["ashford"]),
    ("C01 2AB", ["colchester"]),
    ("BR6 7", ["sevenoaks"]), ("family at CT10 1AB", ["thanet"]),
  ])
  func `a postcode finds every council that serves it, with whom to ring`(text: String, councils: [String]) throws {
    let found = try found(text)
    let directory = try Shipped.directory
    #expect(found.councils.map { directory[$0.council].id } == councils)
    #expect(!found.contacts.isEmpty)
    #expect(found.warnings.first?.code == "postcode")
    #expect(found.isFound)
  }

  @Test(arguments: [
    ("CT10", "A few addresses at an edge may be another council's."),
    ("CT4", "Canterbury City Council (about 6 in 10)"),
    ("CT4", "Give the whole postcode"), ("CT4", "Dover District Council (fewer than 1 in 10)"),
    ("BR6 7", "London Borough of Bromley (about 9 in 10, not held here)"), ("CM99", "post boxes"),
    ("ME99 1AA", "post boxes"),
    ("CF10", "Cardiff Council, which is not held"), ("CF10", "do not send them away"), ("BT1 1AA", "Northern Ireland"),
    ("CT99 1AA", "no postcode district CT99"), ("C01 2AB", "Read as CO1 2AB."),
  ])
  func `what a postcode cannot tell is said`(text: String, says: String) throws {
    let warnings = try found(text).warnings
    #expect(warnings.contains { $0.text.contains(says) }, "\(warnings)")
  }

  @Test func `a district that does not exist is not found, and one that is nobody's of ours is`() throws {
    #expect(try !found("CT99").isFound)
    #expect(try found("CF10").isFound)
    #expect(try found("CF10").councils == [])
  }
}
