import Foundation
import TestSupport
import Testing

/// What three people asked a front desk, and what other programs had taught them to type: every row of their two tables.
struct FrontDeskTableTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let asked: [String]
    let status: Int32
    let says: [String]
    let never: [String]
    var testDescription: String { asked.joined(separator: " ") }

    init(_ asked: String..., status: Int32 = 0, says: String..., never: [String] = []) {
      self.asked = asked
      self.status = status
      self.says = says
      self.never = never
    }
  }

  static let asked = [
    Row("find", "CT10", says: "Thanet District Council", "01843 577000", "edge may be another"),
    Row("who", "CT10", "ooh", says: "01843 577000"),
    Row("find", "ME14 1LY", says: "Maidstone Borough Council", "01622 602000"),
    Row("lookup", "ME14 1LY", says: "Maidstone Borough Council", "01622 602000"),
    Row("find", "broadstares", says: "Thanet District Council"),
    Row("who", "cantebury", "ooh", says: "01227 781879", "spelt like"),
    Row("find", "cantebury", says: "Canterbury City Council", never: ["Kingston"]),
    Row("find", "minster", says: "Minster-on-Sea is in its area", "Thanet District Council"),
    Row("find", "kent county council social services out of hours", says: "1 council", "03000 41 91 91"),
    Row("find", "who do I ring for homeless in Margate tonight", says: "01843 577000", never: ["Luton"]),
    Row("who", "margate", says: "Thanet District Council", "01843 577000"),
    Row("who", "margate", "homeless", says: "01843 577000"),
    Row("who", "margate", "tonight", says: "01843 577000"),
    Row("who", "kent", "social", "services", says: "03000 41"),
    Row("who", "kent", "childrens", says: "03000 41"),
    Row("find", "canterbury", says: "01227 781879", "01227 862000"),
    Row("find", "luton", says: "0300 300 8123", "01582 547653"),
    Row("find", "canterbury ooh", says: "01227 781879"),
    Row("find", "medway", says: "01634 333333", "01634 304400"),
    Row("who", "gillingham", "ooh", says: "Medway Council", "01634 304400"),
    Row(
      "lookup", "kent", "ooh", says: "not a housing authority", "ask the district council",
      never: ["None is invented", "an admin must find"]),
    Row("lookup", "hackney", status: 2, says: "https://www.hackney.gov.uk", "999"),
    Row("find", "camden", says: "https://www.camden.gov.uk"),
    Row("find", "bromley", says: "London Borough of Bromley is not held", never: ["01255"]),
    Row("find", "01843577000", says: "thanet/out-of-hours"),
    Row("find", "577000", says: "thanet/out-of-hours"),
    Row("find", "housing@", says: "housing@thanet.gov.uk", never: ["kingston"]),
    Row("find", "999", says: "Emergency services"),
    Row("find", "101", says: "Police"),
    Row("find", "police", says: "999", "101"),
    Row("find", "ambulance", says: "999"),
    Row("find", "samaritans", says: "116 123"),
    Row("find", "refuge", says: "0808 2000 247"),
    Row("find", "domestic abuse", says: "0808 2000 247"),
    Row("find", "shelter", says: "0808 800 4444", never: ["Chelmer"]),
    Row("find", "EDT", says: "0300 300 8123", "0345 606 1212"),
    Row("find", "emergency duty team", says: "0300 300 8123", "0345 606 1212"),
    Row("find", "harlow ooh", says: "0345 606 1212", "999"),
    Row("find", "zymurgy", status: 1, says: "Nothing here is called"),
    Row("who", "nowhereville", status: 2, says: "no council 'nowhereville'"),
    Row("who", "malden", "ooh", status: 2, says: "(kingston), Maldon District Council (maldon)"),
    // Beside other programs.
    Row("-c", "help", says: "A NUMBER", "A FAMILY IS HERE"),
    Row("-c", "help who", says: "for example: who luton housing"),
    Row("-c", "help set", says: "set "), Row("-c", "help decision", says: "turned them down", "minded-to-refuse"),
    Row("-c", "help children", says: "A baby under one is 0"), Row("-c", "help times", says: "27/11"),
    Row("-c", "help statuses", says: "corroborated"), Row("-c", "help interview", says: "don't know"),
    Row("-c", "help nothing", status: 2, says: "not a command"),
    Row("--help", says: "Examples:", "lookup", "triage"),
    Row("who", "--help", says: "Examples:", "out-of-hours", "safeguarding"),
    Row("serve", "--help", says: "(default: "),
    Row("lokup", "dover", status: 2, says: "did you mean 'lookup'"),
    Row("who", "dover", "ooh", "--output", "csv", says: "contact,council,"),
    Row("who", "dover", "ooh", "--output", "tsv", says: "contact\tcouncil\t"),
    Row("who", "dover", "ooh", "--output", "json", says: "\"contacts\":["),
    Row("who", "margate", "ooh", "-q", says: "+441843577000"),
    Row("--version", says: "0."),
    Row("version", says: "nightdesk 0."),
    Row("--generate-completion-script", "bash", says: "complete"),
  ]

  @Test(arguments: asked)
  func `a line of the tables is answered as its asker expected`(row: Row) throws {
    let program = try Program()
    let process = program.process(row.asked + ["--store", program.store])
    // Some take no store, and are not about one.
    if row.asked[0].hasPrefix("--") { process.arguments = row.asked }
    let output = Pipe(), error = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = error
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let complaint = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == row.status, "\(complaint)")
    for part in row.says { #expect((text + complaint).contains(part), "\(part): \(text)\(complaint)") }
    for part in row.never { #expect(!text.contains(part), "\(part): \(text)") }
    // Nobody reads that a number is open and that nobody knows when.
    #expect(!text.contains("open, hours not recorded"))
  }
}
