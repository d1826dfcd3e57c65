import Directory
import DirectoryExchange
import TestSupport
import Testing

/// A site's newer list of postcodes: what is read of it, what is made of it, and what is refused.
struct PostcodeFileTests {
  private static let shipped = """
    edition\t2025-11
    council\tcardiff\tCardiff Council
    CT10\tthanet 4
    CT9\tthanet 4\tdover 1
    CT99\t*\tthanet 2
    LU1\tluton 2

    """

  private static let ids = ["E07000114": "thanet", "E07000108": "dover", "E06000032": "luton"]

  static let heading = "pcd7,pcds,doterm,lad26cd,usrtypind,imd"
  static let rows = [
    #""CT101AA","CT10 1AA","","E07000114","0",7"#, #""CT101AB","CT10 1AB","","E07000114","1",7"#,
    #""CT101AD","CT10 1AD","199606","E07000114","0",7"#, #""CT101AE","CT10 1AE","","E07000114","0",7"#,
    #""CT9 1AA","CT9 1AA","","E07000114","0",7"#, #""CT9 1AB","CT9 1AB","","E07000114","0",7"#,
    #""CT9 1AD","CT9 1AD","","E07000108","0",7"#, #""CT9 1AE","CT9 1AE","200101","E07000108","0",7"#,
    #""CT9 1AF","CT9 1AF","","","0",7"#, #""CT991AA","CT99 1AA","","E07000114","1",7"#,
    #""CT501AA","CT50 1AA","200102","","1",7"#, #""LU1 1AA","LU1 1AA","","E06000032","0",7"#,
    #""BT1 1AA","BT1 1AA","","N09000003","0",7"#, #""IM1 1AA","IM1 1AA","","M99999999","0",7"#,
    #""NPT1AA","NPT 1AA","199606","W06000022","0",7"#,
  ]

  static func text(_ lines: [String], ending: String = "\n") -> String { lines.map { $0 + ending }.joined() }

  private func file(_ text: String, by chunk: Int = 64) throws(PostcodeFileError) -> PostcodeFile {
    var file = PostcodeFile()
    let bytes = Array(text.utf8)
    var place = 0
    while place < bytes.count {
      try file.take(Array(bytes[place..<min(bytes.count, place + chunk)]))
      place += chunk
    }
    try file.end()
    return file
  }

  private func made(
    _ file: PostcodeFile, isPart: Bool = false, ids: [String: String] = ids
  ) throws -> PostcodeTableMaker.Made {
    try PostcodeTableMaker(over: PostcodeTable(Array(Self.shipped.utf8)), councilIDs: ids, isPart: isPart).table(
      of: file,
      PostcodeTableMaker.Origin(
        edition: try #require(PostcodeMonth("2026-08")), source: "ONSPD_AUG_2026_UK.csv", at: "2026-11-26T03:00",
        by: "ann"))
  }

  @Test func `every line that is made of a list says what the list says`() throws {
    let made = try made(file(Self.text([Self.heading] + Self.rows)))
    let lines = made.text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map(String.init)
    #expect(
      lines == [
        "edition\t2026-08", "source\tONSPD_AUG_2026_UK.csv", "loaded\t2026-11-26T03:00\tann", "counts\t9\t3",
        "council\tcardiff\tCardiff Council", "body\t215\t3c0310e37f288e3e",
        "CT10\tthanet 3", "CT10 1\tthanet 3\t+ AB\t~ thanet 199606 AD",
        "CT50\t~", "CT50 1\t~ - 200102 AA",
        "CT9\tthanet 2\tdover 1", "CT9 1\tthanet 2\tdover 1 AD\t* AF\t~ dover 200101 AE",
        "CT99\t*\tthanet 1", "CT99 1\tthanet 1\t+ AA",
        "LU1\tluton 1", "LU1 1\tluton 1",
      ])
    #expect(made.text.contains("Open Government Licence") && made.text.contains("database right 2026"))
    #expect(made.live == 9 && made.ended == 3 && made.districts == 4 && made.kept == [])
  }

  @Test func `an area of which a part has only what ended stays as it was shipped, each district once`() throws {
    let luton = [
      "\"LU1 1AB\",\"LU1 1AB\",\"200101\",\"E06000032\",\"0\",7",
      "\"LU9 1AB\",\"LU9 1AB\",\"200101\",\"E06000032\",\"0\",7",
    ]
    let made = try made(
      file(Self.text([Self.heading] + Self.rows.filter { !$0.contains("LU1") } + luton)), isPart: true)
    #expect(made.kept == ["LU"])
    let lines = made.text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { $0.prefix { $0 != "\t" } }
    let keys = lines.drop { $0 != "CT10" }
    #expect(keys.count == Set(keys).count, "\(keys)")
    #expect(made.ended == 3, "what is not taken over is not counted")
    let table = try PostcodeTable(Array(made.text.utf8))
    #expect(table.councils(of: "LU1 1AA") == ["luton"] && table.isWhole(reading: true) == true)
  }

  @Test func `councils with one id are one, and the same list makes the same lines whatever is unknown in it`() throws {
    // Thanet under an older code too, and codes that nobody knows of postcodes that have all ended.
    let more = [
      "\"CT9 1AX\",\"CT9 1AX\",\"\",\"E07009999\",\"0\",7", "\"CT9 1AY\",\"CT9 1AY\",\"200101\",\"E06000098\",\"0\",7",
      "\"CT9 1AZ\",\"CT9 1AZ\",\"200101\",\"E06000097\",\"0\",7",
      "\"CT9 1BA\",\"CT9 1BA\",\"199901\",\"E06000096\",\"0\",7",
    ]
    var ids = Self.ids
    ids["E07009999"] = "thanet"
    let texts = try (0..<8).map { turn in
      let rows = turn.isMultiple(of: 2) ? Self.rows + more : more.reversed() + Self.rows
      return try made(file(Self.text([Self.heading] + rows)), ids: ids).text
    }
    #expect(Set(texts).count == 1)
    let sector = texts[0].split(separator: "\n").first { $0.hasPrefix("CT9 1\t") }
    #expect(sector == "CT9 1\tthanet 3\tdover 1 AD\t* AF\t~ - 199901 BA 200101 AY AZ\t~ dover 200101 AE")
  }

  @Test func `a table that was cut off or changed is told from a whole one`() throws {
    let bytes = Array(try made(file(Self.text([Self.heading] + Self.rows))).text.utf8)
    #expect(try PostcodeTable(bytes).isWhole(reading: false) == true)
    #expect(try PostcodeTable(Array(Self.shipped.utf8)).isWhole(reading: true) == nil)
    let start = try #require(bytes.firstRange(of: Array("\nCT10\t".utf8))).lowerBound + 1
    for end in (start + 1)..<bytes.count {
      #expect(try PostcodeTable(Array(bytes[..<end])).isWhole(reading: false) == false, "cut at \(end)")
    }
    for place in start..<bytes.count {
      var changed = bytes
      changed[place] ^= 1
      // What is no table any more is told as that.
      let isWhole = try? PostcodeTable(changed).isWhole(reading: true)
      #expect(isWhole != .some(true), "changed at \(place)")
    }
  }

  @Test(arguments: [1, 2, 3, 7, 40, 97, 1 << 20], ["\n", "\r\n"])
  func `a list is the same however it comes in`(chunk: Int, ending: String) throws {
    let whole = try made(file(Self.text([Self.heading] + Self.rows)))
    let text = Self.text([Self.heading] + Self.rows, ending: ending)
    #expect(try made(file(text, by: chunk)).text == whole.text)
    #expect(try made(file("\u{feff}" + text.trimmed, by: chunk)).text == whole.text)
    // The same rows twice, as the main file and those of the areas hold them.
    #expect(try made(file(text + Self.text(Self.rows, ending: ending), by: chunk)).text == whole.text)
  }

  @Test(arguments: [
    "pcd,pcd2,pcds,dointr,doterm,oscty,oslaua,usertype", "PCD7,PCD8,PCDS,DOINTR,DOTERM,CTY26CD,LAD26CD,USRTYPIND",
    "pcd7,pcd8,pcds,dointr,doterm,cty27cd,lad27cd,usrtypind", "pcd,pcd2,pcds,dointr,doterm,cty,laua,usertype",
    "Postcode (7 char),Postcode (8 char),Postcode (variable),Introduced,Date of Termination,County,"
      + "Local Authority District Code (2025),User Type",
  ])
  func `columns are found by their names, of whatever year`(heading: String) throws {
    let rows = Self.rows.map { row in
      let cells = row.split(separator: ",", omittingEmptySubsequences: false)
      return [cells[0], cells[1], cells[1], "\"198001\"", cells[2], "\"E99999999\"", cells[3], cells[4]].joined(
        separator: ",")
    }
    let plain = try made(file(Self.text([Self.heading] + Self.rows)))
    #expect(try made(file(Self.text([heading] + rows))).text == plain.text)
    let other = Self.text([heading] + rows).replacing(",", with: ";")
    #expect(try made(file(other)).text == plain.text)
  }

  @Test func `Code-Point Open has no headings, and what it does not tell stays as it was shipped`() throws {
    let rows = ["CT10 1AA", "CT10 1AB", "CT9 1AA", "CT9 1AB", "CT9 1AD", "CT99 1AA"].map {
      #""\#($0)",10,615886,158470,"E92000001","E19000002","E18000008","E10000016","E07000114","E05010402""#
    }
    let luton = #""LU1 1AA",10,1,1,"E92000001","E19000002","E18000008","","E06000032","E05010402""#
    let made = try made(file(Self.text(rows + [luton])))
    #expect(made.text.contains("\nCT99\t*\tthanet 1\n"))
    #expect(made.text.contains("\nCT10\tthanet 2\n"))
  }

  @Test(arguments: [
    ("PK\u{3}\u{4}abc", PostcodeFileError.Code.otherKind, "Unpack it"), ("<!DOCTYPE html>", .otherKind, "web page"),
    ("%PDF-1.7", .otherKind, "PDF"), ("{\"a\": 1}", .otherKind, "JSON"), ("p\u{0}c\u{0}d\u{0}", .otherKind, "UTF-16"),
    ("SQLite format 3", .otherKind, "database"),
    ("", .columns, "empty"), ("name,age\nann,34\n", .columns, "neither a postcode nor a council"),
    ("pcds,doterm\n\"CT10 1AA\",\"\"\n", .columns, "no council column"),
    ("lad25cd\nE07000114\n", .columns, "no postcode"),
    ("\"CT10 1AA\",10,615886\n", .columns, "Code-Point Open"),
    (heading + "\n\"CT101AA\",\"CT10 1AA\",\"\"\n", .columns, "row 2 has 3 columns, and the first row 6"),
    (heading + "\n\"CT101AA\",\"CT10 1AA\",\"\",\"E07000114\",\"0\",7\n\"CT101AB\",\"CT", .cutOff, "middle of row 3"),
    (heading + "\n\"CT101AA\",\"CT10 1AA\",\"\",\"E070", .cutOff, "middle of row 2"),
    (heading + "\n\"CT1\"01AA\",\"CT10 1AA\",\"\",\"E07000114\",\"0\",7\n", .columns, "quotation mark"),
    (heading + "\nx,CT10 1AA,199613,E07000114,0,7\n", .value, "not a month"),
    (heading + "\nx,CT10 1A,,E07000114,0,7\n", .value, "One is like CT10 1AB"),
    (heading + "\nx,CT10 1AA,,Thanet,0,7\n", .value, "One is like E07000114"),
    (heading + "\nx,CT10 1AA,,E07000114,small,7\n", .value, "0 or 1"),
  ])
  func `what is no list is told, with what would be right`(text: String, code: PostcodeFileError.Code, says: String) {
    let error = #expect(throws: PostcodeFileError.self) { _ = try file(text) }
    #expect(error?.code == code)
    #expect(error?.context.contains(says) == true, "\(error?.context ?? "")")
  }

  @Test func `a line without end is refused before it fills the memory`() {
    var file = PostcodeFile()
    let error = #expect(throws: PostcodeFileError.self) {
      for _ in 0..<100 { try file.take([UInt8](repeating: UInt8(ascii: "a"), count: 1 << 16)) }
    }
    #expect(error?.code == .longLine)
    var ended = PostcodeFile()
    let late = #expect(throws: PostcodeFileError.self) {
      try ended.take(Array((Self.heading + "\n").utf8))
      try ended.take([UInt8](repeating: UInt8(ascii: ","), count: 1 << 15) + [10])
    }
    #expect(late?.code == .longLine)
  }

  @Test(arguments: [
    // Two rows of one postcode that say different things.
    (
      rows + [#""CT101AA","CT10 1AA","199606","E07000114","0",7"#], PostcodeFileError.Code.twice,
      "CT10 1AA stands in it twice"
    ),
    // An area is missing; another lost more than half.
    (Array(rows.prefix(9)), .incomplete, "no live postcode of 1 of 2 areas: LU"),
    (Array(rows.suffix(7)), .incomplete, "it has 2 live postcodes in CT, where there were 11 in 2025-11"),
    // A council that nobody knows.
    (
      rows + [#""CT9 1AG","CT9 1AG","","E06000099","0",7"#], .unknownCouncil,
      "E06000099 (1 live postcode, such as CT9 1AG)"
    ),
  ])
  func `what contradicts itself or seems cut off is refused`(
    lines: [String], code: PostcodeFileError.Code, says: String
  )
    throws
  {
    let file = try file(Self.text([Self.heading] + lines))
    let error = #expect(throws: PostcodeFileError.self) { _ = try made(file) }
    #expect(error?.code == code)
    #expect(error?.context.contains(says) == true, "\(error?.context ?? "")")
  }

  @Test func `a part keeps the other areas as they were shipped`() throws {
    let made = try made(file(Self.text([Self.heading] + Self.rows.prefix(9))), isPart: true)
    #expect(made.kept == ["LU"])
    #expect(made.text.hasSuffix("\nLU1\tluton 2\n"))
    #expect(made.text.contains("\nkept\t2025-11\tLU\n"))
  }

  @Test func `a code whose postcodes have all ended asks nobody who it is`() throws {
    let row = #""CT9 1AG","CT9 1AG","200101","E06000099","0",7"#
    let made = try made(file(Self.text([Self.heading] + Self.rows + [row])))
    #expect(made.text.contains("~ - 200101 AG"))
  }

  @Test func `districts stand in the order of their bytes, whatever their form`() throws {
    var generator = SplitMix64(seed: 13)
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), digits = Array("0123456789")
    func letter() -> Character { letters.randomElement(using: &generator) ?? "A" }
    func digit() -> Character { digits.randomElement(using: &generator) ?? "0" }
    var postcodes: Set<String> = []
    for _ in 0..<2_000 {
      let area = String(Bool.random(using: &generator) ? [letter()] : [letter(), letter()])
      let last = [String(), String(letter()), String(digit())].randomElement(using: &generator) ?? ""
      let postcode = "\(area)\(digit())\(last) \(digit())\(letter())\(letter())"
      if Postcode.outside(String(postcode.prefix { $0 != " " })) == nil { postcodes.insert(postcode) }
    }
    let text = Self.text([Self.heading] + postcodes.map { "x,\($0),,E07000114,0,7" })
    let made = try PostcodeTableMaker(
      over: PostcodeTable(Array("edition\t2025-11\nCT10\t*\n".utf8)), councilIDs: Self.ids, isPart: true
    ).table(
      of: file(text),
      PostcodeTableMaker.Origin(edition: try #require(PostcodeMonth("2026-08")), source: "s", at: "a", by: "b"))
    let table = try PostcodeTable(Array(made.text.utf8))
    #expect(made.live == postcodes.count)
    let keys = table.lines.map(\.key)
    #expect(zip(keys, keys.dropFirst()).allSatisfy { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    for postcode in postcodes where postcode.utf8.allSatisfy({ !"CIKMOV".utf8.contains($0) }) {
      #expect(table.councils(of: postcode) == ["thanet"], "\(postcode)")
    }
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = self
    while text.last?.isNewline == true { text.removeLast() }
    return text
  }
}
