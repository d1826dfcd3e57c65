import Foundation
import TestSupport
import Testing

/// What stood in a tired person's way at the desk, and which words they stumbled over (sections 3 and 8 of what three people
/// wrote down), row by row, at a terminal of 80 columns.
struct FrictionTableTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    /// What is typed, one line after the other.
    let types: [String]
    /// What the last screen says and what it does not.
    let says: [String]
    var never: [String] = []
    var testDescription: String { name }
  }

  private static let family = ["triage thanet at 2026-11-26T03:00", "no", "no"]

  // Tried elsewhere: 1 the pager (`LongPageTests`), 2 keeping and 3 handing over
  // (`CasebookCommandTests`, `NightAndMorningTests`).
  static let rows = [
    Row(
      name: "4: dates and times as people say them", types: family + ["set homeless-from yesterday"],
      says: ["Wed 25 Nov 2026"]),
    Row(
      name: "5: the answers are words that people say", types: family + ["none", "no", "34", "none", "?"],
      says: ["1. ", "2. "], never: ["relief-referred"]),
    Row(
      name: "6: where they sleep is asked the right way round",
      types: ["triage thanet at 2026-11-26T03:00", "no", "yes"],
      says: ["somewhere safe to sleep tonight."], never: ["nowhere safe to sleep"]),
    Row(
      name: "6: children and danger come before councils and duties", types: family,
      says: ["How old are the children"], never: ["taken them on", "Another council"]),
    Row(
      name: "7: a second family is opened beside the first", types: family + ["triage dover at 2026-11-26T03:10"],
      says: ["this is family 2", "'switch 1' goes back"]),
    Row(name: "8: a town is looked up", types: ["margate"], says: ["Thanet District Council", "01843 577000"]),
    Row(name: "8: a number is looked up", types: ["01843577000"], says: ["thanet/out-of-hours"]),
    Row(
      name: "8: what nobody is called is said so, with what to type", types: ["zymurgy quixotry"],
      says: ["nothing here is called 'zymurgy quixotry'", "a council, a town, a number, or help"],
      never: ["is no command"]),
    Row(
      name: "9: nobody reads that a number is open and that nobody knows when",
      types: ["who canterbury housing at 2026-11-26T10:00"],
      says: ["01227"], never: ["open, hours not recorded", "hours not recorded", "is known to answer"]),
    Row(
      name: "10: this morning is called so", types: family, says: ["seen again this morning, Thu 26 Nov 2026"]),
    Row(
      name: "11: the duty officer is not sent to himself at night",
      types: ["triage kingston at 2026-11-26T03:10", "no", "no"],
      says: ["RING"], never: ["RING     020 8547 5003"]),
    Row(
      name: "12: an answer that changes nothing tonight repeats nothing", types: family + ["set children 4 7"],
      says: ["children: 2 children, aged 4, 7", "How old is the applicant?"], never: ["TONIGHT"]),
    Row(
      name: "13: help on a triage tells of the interview", types: ["help triage"], says: ["question by question"],
      never: ["answer with set", "follows"]),
    Row(
      name: "13: help is in groups, and has no word that only programs need", types: ["help"],
      says: ["A NUMBER", "A FAMILY IS HERE"], never: ["complete LINE", "follow"]),
    Row(
      name: "15: a family that flees abuse is given the helpline and the police",
      types: [
        "triage luton at 2026-11-26T03:00", "set nowhere-tonight yes", "set risk-factors domestic-abuse", "result full",
      ],
      says: ["0808 2000 247", "police"]),
  ]

  private static let told = [
    "triage kingston at 2026-11-24T16:13", "set immediate-danger no", "set nowhere-tonight yes", "set children 2 5",
    "set applicant-age 30",
  ]
  private static let colchester = [
    "triage colchester at 2026-11-28T23:40", "set immediate-danger no", "set nowhere-tonight yes",
    "set applicant-age 17",
    "set children none",
  ]

  /// What was said, and rather: each row's screen has the new words and not the old ones.
  static let words = [
    Row(
      name: "safe tonight", types: ["help nowhere-tonight"], says: ["Do they have somewhere safe to sleep tonight?"],
      never: ["nowhere safe to sleep tonight?"]),
    Row(
      name: "duty held", types: ["help duty-held"], says: ["Has this council already taken them on?"],
      never: ["already owe them"]),
    Row(
      name: "duty elsewhere", types: ["help duty-elsewhere"],
      says: ["Is another council already helping them, or keeping a place for them?"], never: ["a council id"]),
    Row(
      name: "decision", types: ["help decision"], says: ["Has a council turned them down, or said that it will?"],
      never: ["adverse decision"]),
    Row(
      name: "harm", types: ["help significant-harm"],
      says: ["Is any child, or unborn baby, being harmed or likely to be?"], never: ["suffering"]),
    Row(
      name: "placed in", types: ["help placed-in"], says: ["Is the room or flat in another council's area? Which one?"],
      never: ["the unit"]),
    Row(
      name: "consent", types: ["help consent"], says: ["Do they agree that you tell children's services about them?"],
      never: ["agree to sharing"]),
    Row(
      name: "risks", types: ["help risk-factors"], says: ["Is there domestic abuse, or another of the listed risks?"],
      never: ["Which of the listed risk factors"]),
    Row(
      name: "nothing left",
      types: [
        "triage thanet at 2026-11-26T10:00", "no", "yes", "none", "dk", "dk", "dk", "dk", "dk", "dk", "dk", "dk", "dk",
        "dk", "dk", "dk", "ask except children",
      ],
      says: [], never: ["what is safe for the family", "the one that nobody could answer"]),
    Row(
      name: "place them", types: told + ["result"],
      says: ["under section 188. You only need reason to believe that they qualify"],
      never: ["at any hour", "this settles cost only"]),
    Row(
      name: "no redirection", types: told + ["result"],
      says: ["Tell them to apply elsewhere: you help tonight, local connection or not."],
      never: ["missing connection is no missing duty"]),
    Row(
      name: "the next day",
      types: [
        "triage luton at 2026-11-27T17:10", "set nowhere-tonight yes", "set children 4 7", "set duty-held ended",
        "set decision intentionally-homeless", "set changed-since no", "result full",
      ],
      says: [
        "LUT-24 says the following day. That is Sat 28 Nov 2026, which is not a working day, so the MASH sees them on Mon 30 Nov"
      ],
      never: ["no working day:"]),
    Row(
      name: "no bouncing", types: colchester + ["result"],
      says: ["Housing does not wait, and does not send them back."],
      never: ["bounce"]),
    Row(
      name: "they stay", types: colchester + ["result"], says: ["They stay here until a bed is found"],
      never: ["Nobody leaves"]),
    Row(
      name: "who stays responsible", types: told + ["set placed-in sutton", "result full"],
      says: [
        "stay responsible: a placement outside the borough changes nothing by itself", "Nor does a stay under 4 weeks",
      ],
      never: ["does not move Children Act responsibility"]),
    Row(
      name: "bed and breakfast", types: told + ["set unit bed-and-breakfast", "result"],
      says: ["Use bed and breakfast only if there is nothing else. The last lawful night is"],
      never: ["only as there is nothing else"]),
    Row(
      name: "hours", types: ["who margate ooh at 2026-11-26T03:00"], says: ["may answer now (hours not known)"],
      never: ["open, hours"]),
    Row(
      name: "who answers", types: ["who dover housing at 2026-11-25T16:13"], says: ["01304"],
      never: ["those given in their order", "is known to answer"]),
    Row(
      name: "nothing invented", types: ["lookup kent ooh"], says: ["not a housing authority"],
      never: ["None is invented"]),
    Row(
      name: "no command", types: ["nowherething"], says: ["nothing here is called 'nowherething'"],
      never: ["is no command"]),
    Row(name: "commands", types: ["help"], says: ["what can be typed here"], never: ["commands follow"]),
    Row(name: "help on one", types: ["help triage"], says: ["triage COUNCIL"], never: ["help on triage"]),
    Row(
      name: "months", types: ["triage thanet", "set children 4 eyes"],
      says: ["is not an age. Type ages as whole years; for a baby under one type 0"],
      never: ["it takes"]),
    Row(
      name: "an age", types: ["triage thanet", "set applicant-age there"],
      says: ["'there' is not an answer to it. Give the age in years, like 34. It is from 0 to 120"],
      never: ["it takes", "is not taken"]),
    Row(
      name: "a yes", types: ["triage thanet", "set pregnant maybe"],
      says: ["'maybe' is not an answer to it. Answer yes or no"], never: ["it takes"]),
    Row(
      name: "too old", types: ["triage thanet", "set children 18"],
      says: ["Give each child's age as a whole year, up to 17"], never: ["JSON", "it takes"]),
    Row(
      name: "a day", types: ["triage thanet", "set accommodation-ends-on soon"], says: ["try 27 Nov"],
      never: ["2026-11-26"]),
    Row(
      name: "27/11", types: ["triage thanet at 2026-11-26T03:00", "set accommodation-ends-on 27/11"],
      says: ["Fri 27 Nov 2026"], never: ["it takes"]),
    Row(name: "how sure", types: ["why LUT-24"], says: ["How sure: as the document prints it."], never: ["Sureness"]),
    Row(
      name: "the interview", types: ["triage thanet"],
      says: ["Answer each question, by its number or in words. You can also type: don't know, back,"],
      never: ["or say:"]),
    Row(
      name: "do not", types: told + ["set violence-risk dover", "result"], says: ["DO NOT - "],
      never: ["- No ", "- Do not"]),
    Row(
      name: "a young person", types: colchester + ["result"], says: ["see them again on Mon 30 Nov"],
      never: ["see the family"]),
    Row(
      name: "so far", types: told, says: ["Tonight: a place tonight, under section 188;"], never: ["place, s188"]),
  ]

  @Test(arguments: rows + words) func `what stood in the way is gone`(row: Row) throws {
    let program = try Program()
    let terminal = try Terminal(program.process(["--store", program.store]), columns: 80)
    _ = try terminal.reads(until: "nightdesk> ")
    var screen = ""
    for line in row.types { screen = try terminal.answers(line) }
    let flat = screen.split { $0.isWhitespace }.joined(separator: " ")
    for part in row.says { #expect(flat.contains(part), "\(part): \(screen)") }
    for part in row.never { #expect(!flat.contains(part), "\(part): \(screen)") }
  }

  /// Colour: what must not be done looks like nothing else, line by line.
  @Test func `14: every line under DO NOT is marked, not its heading alone`() throws {
    let program = try Program()
    let terminal = try Terminal(program.process(["--store", program.store]), columns: 80)
    _ = try terminal.reads(until: "nightdesk> ")
    for line in Self.family { _ = try terminal.answers(line) }
    terminal.type("result\r")
    let raw = try terminal.reads(until: "> ")
    let barred = raw.components(separatedBy: "\n").filter { $0.contains("  -   ") }
    #expect(!barred.isEmpty)
    #expect(barred.allSatisfy { $0.contains("\u{1b}[") }, "\(barred)")
  }
}
