import Foundation
import TestSupport
import Testing

/// `directory plan --map`, `set`, `checked`, `due` and `load`, as an admin runs them with the files that admins have.
struct MapCommandTests {
  private let program: Program

  init() throws {
    program = try Program()
  }

  private static let map = ListMap.nightLines
  private static let list = "Authority,Out of hours,When\nCanterbury City Council,01227 781880,24/7\n"

  @Test func `a list is planned, applied, told in history and taken back`() throws {
    let map = try program.write(Self.map, to: "map.toml")
    let list = try program.write(Self.list, to: "list.csv")
    let plan = try program.run("directory", "plan", list, "--map", map)
    #expect(plan.status == 0, "\(plan.output)\(plan.error)")
    #expect(plan.output.contains("01227 781879 → 01227 781880"), "\(plan.output)")
    let applied = try program.run("directory", "apply", list, "--map", map, "--by", "ann")
    #expect(applied.status == 0 && applied.output.contains("; the directory was "), "\(applied.output)\(applied.error)")
    #expect(try program.run("who", "canterbury", "ooh").output.contains("01227 781880"))
    #expect(try program.run("directory", "plan", list, "--map", map).output.contains("0 changes"))
    #expect(try program.run("directory", "undo", "2", "--by", "ann").status == 0)
    #expect(try program.run("who", "canterbury", "ooh").output.contains("01227 781879"))
  }

  @Test func `standard input is a file`() throws {
    let map = try program.write(Self.map, to: "map.toml")
    let plan = try program.run("directory", "plan", "-", "--map", map, input: Self.list)
    #expect(plan.status == 0 && plan.output.contains("01227 781880"), "\(plan.output)\(plan.error)")
    let applied = try program.run("directory", "apply", "-", "--map", map, "--by", "ann", input: Self.list)
    #expect(applied.status == 0, "\(applied.error)")
    #expect(try program.run("directory", "history").output.contains("from standard input"))
  }

  @Test(arguments: [
    ("[columns\n", "line"), ("[column]\ncouncil = \"A\"\n", "did you mean 'columns'?"),
    ("[columns]\ncuncil = \"A\"\n", "did you mean 'council'?"),
    ("[columns]\ncouncil = \"A\"\nvalue = \"B\"\n", "'purpose'"),
    ("[columns]\ncouncil = \"A\"\nvalue = \"B\"\n[constants]\npurpose = \"nigth\"\n", "not a purpose"),
    ("[columns]\ncouncil = 3\n", "text in quotation marks"), ("contact = 3\n", "[[contact]]"),
    ("fill = \"A\"\n", "list of headings"), ("corroborates = 1\n", "true or false"), ("", "'council'"),
    (
      "[columns]\ncouncil = \"A\"\nvalue = \"B\"\n[[contact]]\ncolumns = { value = \"C\" }\nconstants = { purpose = \"ooh\" }\n",
      "each contact has its own"
    ),
  ])
  func `what a map has wrong is told with what would be right`(text: String, said: String) throws {
    let map = try program.write(text, to: "map.toml")
    let list = try program.write(Self.list, to: "list.csv")
    let plan = try program.run("directory", "plan", list, "--map", map)
    #expect(plan.status == 2 && plan.error.contains(said), "\(plan.error)")
  }

  @Test func `a map that is not there is asked for only where there is somebody to ask`() throws {
    let list = try program.write(Self.list, to: "list.csv")
    let plan = try program.run("directory", "plan", list, "--map", program.folder.path + "/map.toml")
    #expect(plan.status == 2)
    for part in ["at a terminal", "council = \"Authority\"", "value = \"Out of hours\"", "hours = \"When\""] {
      #expect(plan.error.contains(part), "\(part): \(plan.error)")
    }
    #expect(!FileManager.default.fileExists(atPath: program.folder.path + "/map.toml"))
  }

  @Test(arguments: [
    (
      "Authority;Housing options (day);Opening;Night line;Night hours;Email",
      [
        "council = \"Authority\"", "value = \"Housing options (day)\", hours = \"Opening\"",
        "value = \"Night line\", hours = \"Night hours\"", "value = \"Email\"",
      ]
    ),
    (
      "Council;Phone;Out of hours phone;Opening hours;Out of hours times;Valid from",
      [
        "value = \"Phone\", hours = \"Opening hours\"", "validFrom = \"Valid from\"",
        "value = \"Out of hours phone\", hours = \"Out of hours times\"",
      ]
    ),
    (
      "Council;Contact name;Out of hours phone;Fax;Officer",
      ["value = \"Out of hours phone\"", "# \"Contact name\" is left out", "# \"Officer\" is left out"]
    ),
    (
      "Organisation;Homelessness (Day);Opening hrs;Homelessness (OOH);OOH hrs;Children's EDT;Adults out of hours",
      [
        "council = \"Organisation\"", "value = \"Homelessness (Day)\", hours = \"Opening hrs\"",
        "value = \"Homelessness (OOH)\", hours = \"OOH hrs\"", "value = \"Children's EDT\"",
        "purpose = \"childrens-out-of-hours\"", "purpose = \"adult-social-care-out-of-hours\"",
      ]
    ),
    (
      "Council;Day line;Night line;When",
      ["value = \"Night line\", hours = \"When\"", "value = \"Day line\""]
    ),
    (
      "Council;Authority;Number;Used for;Hours",
      ["council = \"Council\"", "# \"Authority\" is left out", "hours = \"Hours\""]
    ),
  ])
  func `a map that is guessed gives every number its own hours, and no column takes another's place`(
    headings: String, lines: [String]
  ) throws {
    let list = try program.write("\(headings)\nThanet;;;;;\n", to: "list.csv")
    let plan = try program.run("directory", "plan", list, "--map", program.folder.path + "/map.toml")
    for line in lines { #expect(plan.error.contains(line), "\(line): \(plan.error)") }
    #expect(!plan.error.contains("asked, and wrote it"), "nobody was asked")
  }

  /// Tables as councils' groups and the country publish them, made up anew, and what their cells say of their headings.
  private static let tables: [(String, [String], [String])] = [
    (
      """
      District;Housing options (office hours);Opening hours;Out of hours emergency;Covering;Notes
      Ashford BC;01233 330688;Mon–Fri 9am–5pm;01233 331111;5pm–9am and all weekend;
      Sevenoaks DC;01732 227000;Mon–Fri 9am–5pm;as daytime;5pm–9am and all weekend;
      Maidstone BC;01622 602557;Mon–Fri 9am–5pm;01622 602000 ext 2;When office closed;x

      """,
      [
        "value = \"Housing options (office hours)\", hours = \"Opening hours\"", "purpose = \"housing-options\"",
        "value = \"Out of hours emergency\", hours = \"Covering\"", "purpose = \"out-of-hours\"",
      ], ["\"Covering\" is left out"]
    ),
    (
      """
      Council;Service;Tel;Times;Updated
      Thanet;Homeless - office;01843 577277;Mon to Fri 9 to 5;01/11/2026
      Thanet;Homeless - nights;01843 577000;all other times;01/11/2026
      Kent CC;Children out of hours;03000 41 91 91;all other times;01/11/2026
      Kent CC;Emergency Duty Team;03000 41 91 91;all other times;01/11/2026

      """,
      [
        "purpose = \"Service\"", "value = \"Tel\"", "hours = \"Times\"", "\"Homeless - nights\" = \"out-of-hours\"",
        "\"Homeless - office\" = \"housing\"", "\"Children out of hours\" = \"childrens-out-of-hours\"",
        "\"Emergency Duty Team\" = \"childrens-out-of-hours\"",
      ], ["team = "]
    ),
    (
      """
      Name,Home page URL,Contact page URL,County,UPRN,Telephone Number 1 Description,Telephone Number 1,Fax,Main Contact Email,Opening Hours
      Adur District Council,http://www.adur.gov.uk/,http://www.adur.gov.uk/contact,West Sussex,100061,Main switchboard,01273 263 000,01273 263 224,a@adur.gov.uk,
      Allerdale Borough Council,http://www.allerdale.gov.uk,http://www.allerdale.gov.uk/c,Cumbria,100062,General enquires,01900 702 702,01900 702 507,b@allerdale.gov.uk,
      Dover District Council,www.dover.gov.uk,www.dover.gov.uk/c,Kent,100063,Switchboard,01304 821199,01304 872300,c@dover.gov.uk,Mon to Fri 9 to 5

      """,
      [
        "council = \"Name\"", "value = \"Home page URL\"", "purpose = \"website\"", "value = \"Telephone Number 1\"",
        "value = \"Main Contact Email\"", "\"Telephone Number 1 Description\" is left out",
        "\"Contact page URL\" is left out", "\"UPRN\" is left out", "\"Fax\" is left out",
      ], ["= \"Telephone Number 1 Description\"", "= \"County\"", "sourcePlace"]
    ),
    (
      "open-council-data-id,Authority,Night,Day\n1002.0,Thanet,01843 577000,01843 577277\n1003.0,Dover,01304 821199,01304 872265\n",
      [
        "council = \"Authority\"", "value = \"Night\"", "value = \"Day\"", "purpose = \"housing\"",
        "\"open-council-data-id\" is left out",
      ], ["hours = "]
    ),
    (
      "Council,Number,Type,Noise OOH,Severe weather night line (SWEP),Women only refuge OOH\nThanet,01843 577000,Mobile,01843 577001,01843 577002,01843 577003\nDover,01304 821199,Fax,01304 821198,01304 821197,01304 821196\n",
      [
        "kind = \"Type\"", "\"Noise OOH\" is left out", "purpose = \"rough-sleeping\"", "purpose = \"domestic-abuse\"",
      ], ["out-of-hours"]
    ),
    (
      "Organisation,Council,Council phone,Council email\nHomes team,Thanet,01843 577000,a@thanet.gov.uk\nNight desk,Dover,01304 821199,b@dover.gov.uk\n",
      [
        "council = \"Council\"", "value = \"Council phone\"", "value = \"Council email\"",
        "\"Organisation\" is left out",
      ], []
    ),
  ]

  @Test(arguments: tables)
  func `what the cells of a column hold decides what it is guessed to be, and not its heading alone`(
    table: String, lines: [String], others: [String]
  ) throws {
    let list = try program.write(table, to: "list.csv")
    let plan = try program.run("directory", "plan", list, "--map", program.folder.path + "/map.toml")
    for line in lines { #expect(plan.error.contains(line), "\(line): \(plan.error)") }
    for line in others { #expect(!plan.error.contains(line), "\(line): \(plan.error)") }
  }

  @Test func `what a list calls a purpose is guessed by its words, and another service is none`() throws {
    let list = try program.write(
      "Council;Used for;Number\n"
        + [
          "Homelessness (out of hours)", "Children's EDT", "Repairs out of hours", "Bins", "Emergency food bank",
          "Stray dogs OOH", "Tenancy out of hours",
        ]
        .map { "Thanet;\($0);01843 577000\n" }.joined(), to: "list.csv")
    let plan = try program.run("directory", "plan", list, "--map", program.folder.path + "/map.toml")
    for line in [
      "\"Homelessness (out of hours)\" = \"out-of-hours\"", "\"Children's EDT\" = \"childrens-out-of-hours\"",
      "\"Stray dogs OOH\" = \"-\"", "\"Tenancy out of hours\" = \"-\"", "\"Repairs out of hours\" = \"-\"",
      "\"Bins\" = \"-\"", "\"Emergency food bank\" = \"-\"",
    ] { #expect(plan.error.contains(line), "\(line): \(plan.error)") }
  }

  private static let hsds = #"""
    {"total_pages": 1, "contents": [{"id": "o1", "name": "Canterbury City Council", "description": "d", "services": [
      {"id": "s1", "name": "Homelessness emergency line", "status": "active", "phones": [{"id": "p", "number": "01227 781880"}]},
      {"id": "s2", "name": "Safeguarding", "status": "active", "phones": [{"id": "q", "number": "03000 41 91 91"}]}]}]}
    """#

  @Test func `HSDS of others gives a map to begin with, as every table does`() throws {
    let file = try program.write(Self.hsds, to: "feed.json")
    let path = program.folder.path + "/map.toml"
    let plan = try program.run("directory", "plan", file, "--map", path)
    #expect(plan.status == 2)
    for line in [
      "council = \"organization\"", "purpose = \"service\"", "value = \"value\"", "hours = \"hours\"",
      "[words.purpose]", "\"Homelessness emergency line\" = \"out-of-hours\"",
    ] { #expect(plan.error.contains(line), "\(line): \(plan.error)") }
    #expect(!plan.error.contains("\"Safeguarding\" ="), "a purpose by its own name needs no word: \(plan.error)")
    // What is shown is a map, once somebody has looked at it.
    let lines = plan.error.split(separator: "\n").drop { !$0.hasPrefix("  # What") }.prefix { $0.hasPrefix("  ") }
    let map = lines.joined(separator: "\n")
    _ = try program.write(map, to: "map.toml")
    let again = try program.run("directory", "plan", file, "--map", path)
    #expect(again.output.contains("01227 781879 → 01227 781880"), "\(again.output)\(again.error)")
    let without = try program.run("directory", "plan", file)
    #expect(without.output.contains("'--map' with a file that is not there yet gives one"), "\(without.output)")
  }

  @Test func `what no map is asked for is told in a line`() throws {
    let path = program.folder.path + "/map.toml"
    let own = try program.run("directory", "plan", Shipped.root + "/data/councils/thanet.json", "--map", path)
    #expect(own.status == 2 && own.error.contains("a map is for tables and for HSDS of others"), "\(own.error)")
    let one = try program.write(Self.list, to: "one.csv"), two = try program.write(Self.list, to: "two.csv")
    let both = try program.run("directory", "plan", one, two, "--map", path)
    #expect(both.status == 2 && both.error.contains("give one of the tables alone"), "\(both.error)")
    let input = try program.run("directory", "plan", "-", "--map", path, input: Self.list)
    #expect(input.status == 2 && input.error.contains("save it as a file first"), "\(input.error)")
  }

  @Test func `at a terminal a second column for what one is already is refused, and a question mark lists the answers`()
    throws
  {
    let list = try program.write("Council,Night line,Night hours,Times\nThanet,01843 577000,24/7,x\n", to: "list.csv")
    let terminal = try Terminal(
      program.process([
        "directory", "plan", list, "--map", program.folder.path + "/map.toml", "--store", program.store,
      ]))
    _ = try terminal.reads(until: "[council] > ")
    let help = try terminal.answers("?", until: "[council] > ")
    #expect(
      help.contains("validFrom") && help.contains("duty-to-refer") && !help.contains("not one of them"), "\(help)")
    terminal.type("\r")
    _ = try terminal.reads(until: "[out-of-hours] > ")
    terminal.type("\r")
    _ = try terminal.reads(until: "] > ")
    _ = try terminal.answers("hours ooh", until: "] > ")
    let refused = try terminal.answers("hours ooh", until: "] > ")
    #expect(refused.contains("are in 'Night hours' already"), "\(refused)")
    _ = try terminal.answers("-", until: "for the record > ")
    terminal.type("\u{4}")
  }

  @Test func `at a terminal the map is asked for column by column, and written`() throws {
    let list = try program.write(
      "Borough,Night line,When,Notes\nCanterbury,01227 781880,Monday to Friday 5pm to 9am,x\nThe City,01843 577005,24/7,y\n",
      to: "list.csv")
    let map = program.folder.path + "/map.toml"
    let terminal = try Terminal(
      program.process(["directory", "plan", list, "--map", map, "--store", program.store]))
    _ = try terminal.reads(until: "[council] > ")
    terminal.type("\r")
    _ = try terminal.reads(until: "[out-of-hours] > ")
    terminal.type("\r")
    _ = try terminal.reads(until: "[hours] > ")
    let wrong = try terminal.answers("hors", until: "[hours] > ")
    #expect(wrong.contains("is not one of them"), "\(wrong)")
    _ = try terminal.answers("hours ooh", until: "[-] > ")
    terminal.type("\r")
    _ = try terminal.reads(until: "for the record > ")
    _ = try terminal.answers("list of May", until: "'The City'?  [-] > ")
    _ = try terminal.answers("thanet", until: "[Mo-Fr 17:00-09:00] > ")
    terminal.type("\r")
    let end = try terminal.reads(until: "effects.")
    #expect(end.contains("wrote") && end.contains("01227 781880"), "\(end)")
    let text = try String(contentsOfFile: map, encoding: .utf8)
    #expect(text.contains("\"The City\" = \"thanet\""), "\(text)")
    #expect(text.contains("\"Monday to Friday 5pm to 9am\" = \"Mo-Fr 17:00-09:00\""), "\(text)")
    #expect(try program.run("directory", "plan", list, "--map", map).output.contains("01843 577005"))
  }

  /// A terminal at which a map for a list is asked for.
  private func asked(_ list: String) throws -> (terminal: Terminal, map: String) {
    let path = try program.write(list, to: "list.csv")
    let map = program.folder.path + "/map.toml"
    let arguments = ["directory", "plan", path, "--map", map, "--store", program.store]
    return (try Terminal(program.process(arguments), columns: 200), map)
  }

  @Test func `what nobody can go on without is asked for again, with what is wrong with the answer`() throws {
    let (terminal, map) = try asked("Night line\n01227 781880\n")
    // One column alone is no table with headings.
    _ = try terminal.reads(until: "no row of headings")
    #expect(!FileManager.default.fileExists(atPath: map))
    let (other, written) = try asked("Number;Remark\n01227 781880;x\n")
    _ = try other.reads(until: "[value] > ")
    other.type("\r")
    _ = try other.reads(until: "[-] > ")
    _ = try other.answers("-", until: "all of it of? > ")
    let nobody = try other.answers("", until: "all of it of? > ")
    #expect(nobody.contains("no going on without an answer"), "\(nobody)")
    let misspelt = try other.answers("cantebury", until: "all of it of? > ")
    #expect(misspelt.contains("did you mean 'canterbury'?"), "\(misspelt)")
    let elsewhere = try other.answers("Southend-on-Sea", until: "all of it of? > ")
    #expect(elsewhere.contains("is not held"), "\(elsewhere)")
    _ = try other.answers("Canterbury", until: "or out-of-hours > ")
    let purpose = try other.answers("nigth", until: "or out-of-hours > ")
    #expect(purpose.contains("'nigth' is not a purpose") && purpose.contains("duty-to-refer"), "\(purpose)")
    _ = try other.answers("ooh", until: "for the record > ")
    let source = try other.answers("", until: "for the record > ")
    #expect(source.contains("no going on without an answer"), "\(source)")
    let hidden = try other.answers("list\u{200b} of May", until: "for the record > ")
    #expect(hidden.contains("has a character that nobody sees") && hidden.contains("\\u{200B}"), "\(hidden)")
    let long = try other.answers(String(repeating: "x", count: 501), until: "for the record > ")
    #expect(long.contains("500 is the most"), "\(long.suffix(200))")
    other.type("list of May\r")
    let end = try other.reads(until: "effects.")
    #expect(end.contains("wrote") && end.contains("01227 781880"), "\(end)")
    let text = try String(contentsOfFile: written, encoding: .utf8)
    for line in ["council = \"canterbury\"", "purpose = \"out-of-hours\"", "sourceDocument = \"list of May\""] {
      #expect(text.contains(line), "\(line): \(text)")
    }
  }

  @Test
  func `at a terminal rows of councils that nobody knows are passed over together, and hours of the office's shown`()
    throws
  {
    let others = (1...6).map { "Atlantis \($0);01227 781880;24/7;;\n" }.joined()
    let (terminal, map) = try asked(
      "Council;Night line;Night hours;Housing;Opening hours\n" + others
        + "Thanet;01843 577009;Outside office hours;01843 577001;Mo-Fr 09:00-17:00\n")
    for prompt in [
      "[council] > ", "[out-of-hours] > ", "[hours out-of-hours] > ", "[housing] > ", "[hours housing] > ",
    ] {
      _ = try terminal.reads(until: prompt)
      terminal.type("\r")
    }
    _ = try terminal.reads(until: "for the record > ")
    let many = try terminal.answers("list of May", until: "[yes] > ")
    #expect(many.contains("6 names are those of no council") && many.contains("Atlantis 6"), "\(many)")
    let hours = try terminal.answers("", until: "[outside-office-hours] > ")
    let inOneLine = hours.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(inOneLine.contains("thanet: Mo-Fr 00:00-09:00,17:00-24:00; Sa-Su 00:00-24:00; PH unknown"), "\(hours)")
    let wrong = try terminal.answers("always", until: "[outside-office-hours] > ")
    #expect(wrong.contains("is not known either"), "\(wrong)")
    terminal.type("\r")
    let end = try terminal.reads(until: "effects.")
    #expect(end.contains("hours: ") && end.contains("Mo-Fr 00:00-09:00,17:00-24:00"), "\(end)")
    let text = try String(contentsOfFile: map, encoding: .utf8)
    #expect(text.contains("\"Outside office hours\" = \"outside-office-hours\""), "\(text)")
    #expect(text.contains("\"Atlantis 4\" = \"-\""), "\(text)")
  }

  @Test func `whoever leaves the questions half way keeps what they answered, and is not asked about others' rows`()
    throws
  {
    let (terminal, map) = try asked(
      "Council;Night line;Hours\nThe City;01227 781880;24/7\nSouthend-on-Sea;01702 215000;all sorts of times\n"
        + "The Isle;01843 577009;all sorts\n")
    for prompt in ["[council] > ", "[out-of-hours] > ", "] > "] {
      _ = try terminal.reads(until: prompt)
      terminal.type("\r")
    }
    _ = try terminal.reads(until: "for the record > ")
    _ = try terminal.answers("list of May", until: "'The City'?  [-] > ")
    _ = try terminal.answers("canterbury", until: "'The Isle'?  [-] > ")
    let hours = try terminal.answers("thanet", until: "'all sorts'? > ")
    #expect(!hours.contains("all sorts of times"), "of a row that is passed over nobody is asked: \(hours)")
    terminal.type("\u{3}")
    let end = try terminal.reads(until: "which words it lacks")
    #expect(end.contains("wrote ") && end.contains("the answers ended; those that were given are in"), "\(end)")
    #expect(terminal.status() == 2)
    let text = try String(contentsOfFile: map, encoding: .utf8)
    #expect(text.contains("\"The City\" = \"canterbury\"") && text.contains("\"The Isle\" = \"thanet\""), "\(text)")
    let plan = try program.run("directory", "plan", program.folder.path + "/list.csv", "--map", map)
    #expect(plan.output.contains("[words.hours], \"all sorts\" = "), "\(plan.output)\(plan.error)")
  }

  @Test func `whoever leaves before a map can be kept is told that nothing is written`() throws {
    let (terminal, map) = try asked("Council;Night line\nThanet;01227 781880\n")
    _ = try terminal.reads(until: "[council] > ")
    terminal.type("\u{3}")
    _ = try terminal.reads(until: "the answers ended; nothing is written")
    #expect(terminal.status() == 2 && !FileManager.default.fileExists(atPath: map))
  }

  @Test func `columns of the evening, the weekend and bank holidays are proposed for the nights`() throws {
    let list = try program.write(
      "Council,Day telephone,Evening telephone (after 5pm),Weekend telephone,Bank holiday telephone\n"
        + "Ashford,01233 330688,01233 331111,01233 331112,01233 331113\n", to: "list.csv")
    let plan = try program.run("directory", "plan", list, "--map", program.folder.path + "/map.toml")
    #expect(plan.error.components(separatedBy: "purpose = \"out-of-hours\"").count == 4, "\(plan.error)")
    #expect(plan.error.components(separatedBy: "purpose = \"housing\"").count == 2, "\(plan.error)")
  }

  @Test func `a key of the top of the map that stands under its words is told where it belongs`() throws {
    let map = try program.write(
      Self.map + "[words.purpose]\n\"x\" = \"ooh\"\nfill = [\"Authority\"]\n", to: "map.toml")
    let list = try program.write(Self.list, to: "list.csv")
    let plan = try program.run("directory", "plan", list, "--map", map)
    #expect(
      plan.status == 2 && plan.error.contains("'fill' belongs at the top of the map, above [columns]"), "\(plan.error)")
  }

  @Test func `two councils in a cell are neither passed over nor asked about`() throws {
    let others = (1...6).map { "Atlantis \($0);01227 781880\n" }.joined()
    let (terminal, map) = try asked(
      "Council;Night line\n\(others)Rochford & Castle Point;01843 577009\nThanet - Margate;01843 577008\n")
    for prompt in ["[council] > ", "[out-of-hours] > "] {
      _ = try terminal.reads(until: prompt)
      terminal.type("\r")
    }
    _ = try terminal.reads(until: "for the record > ")
    let many = try terminal.answers("list of May", until: "[yes] > ")
    #expect(many.contains("6 names are those of no council") && !many.contains("Rochford"), "\(many)")
    _ = try terminal.answers("", until: "'Thanet - Margate'?  [thanet] > ")
    terminal.type("\r")
    let end = try terminal.reads(until: "effects.")
    #expect(end.contains("a row of its own"), "\(end)")
    #expect(try !String(contentsOfFile: map, encoding: .utf8).contains("Rochford"))
  }

  @Test func `what a map lacks is told once, in lines that can be put into it as they are`() throws {
    let list = try program.write(
      "Authority,Out of hours,When\nAtlantis,01227 781880,24/7\nThule,01227 781880,24/7\nCanterbury,01227 781880,24/7\n",
      to: "list.csv")
    let map = try program.write(Self.map, to: "map.toml")
    let plan = try program.run("directory", "plan", list, "--map", map)
    #expect(plan.status == 1 && plan.output.contains("1 error"), "\(plan.output)")
    let lines = plan.output.split(separator: "\n").drop { !$0.hasSuffix("[words.council]") }.prefix {
      $0.hasPrefix("      ")
    }
    #expect(lines.count == 3, "\(plan.output)")
    _ = try program.write(Self.map + lines.joined(separator: "\n") + "\n", to: "map.toml")
    let again = try program.run("directory", "plan", list, "--map", map)
    #expect(again.status == 0 && again.output.contains("0 errors"), "\(again.output)\(again.error)")
    let json = try program.run("directory", "plan", list, "--map", map, "--json").json
    #expect((json["findings"] as? [[String: Any]])?.allSatisfy { $0["lines"] is [String] } == true)
  }

  @Test func `a map and --remove do not go together`() throws {
    let map = try program.write(Self.map, to: "map.toml")
    let list = try program.write(Self.list, to: "list.csv")
    #expect(try program.run("directory", "plan", list, "--map", map, "--remove").status == 2)
  }

  // MARK: - Devices, pipes, and what never ends

  @Test(.timeLimit(.minutes(1)))
  func `devices, pipes and endless input end with a message`() throws {
    let pipe = program.folder.path + "/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    for (path, said) in [(pipe, "is a pipe"), ("/dev/zero", "is a device"), ("/dev/null", "is a device")] {
      let plan = try program.run("directory", "plan", path)
      #expect(plan.status == 2 && plan.error.contains(said), "\(path): \(plan.error)")
    }
    let huge = program.folder.path + "/huge.csv"
    #expect(FileManager.default.createFile(atPath: huge, contents: nil))
    #expect(truncate(huge, 300 << 20) == 0)
    #expect(try program.run("directory", "plan", huge).error.contains("more than 256 MiB"))
    let process = program.process(["directory", "plan", "-", "--store", program.store])
    process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: "/dev/zero"))
    let complaint = Pipe()
    process.standardError = complaint
    try process.run()
    let said = String(decoding: complaint.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 2 && said.contains("more than 256 MiB"), "\(said)")
  }
}
