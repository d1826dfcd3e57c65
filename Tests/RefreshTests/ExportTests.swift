import Directory
import DirectoryExchange
import Refresh
import TestSupport
import Testing
import WorkingTime

/// What is exported goes in again, into whatever store: the same, one that is empty, the shipped one, or quite another.
struct ExportTests {
  /// The formats of an export, by the files that they make.
  private static func exports(_ content: DirectoryContent) throws -> [String: [DataFile]] {
    let stated = content.stated
    var hsds = ""
    HSDSFiles.exchange(stated, changes: [], to: { hsds += $0 })
    let elsewhere = CouncilFiles.text(of: stated.elsewhere, source: "export")
    return [
      "json": try CouncilFiles.files(of: stated) + [DataFile(name: "elsewhere.json", bytes: Array(elsewhere.utf8))],
      "csv": [DataFile(name: "contacts.csv", bytes: Array(ContactTable.text(of: stated.contacts).utf8))],
      "hsds": [DataFile(name: "hsds.json", bytes: Array(hsds.utf8))],
    ]
  }

  /// What goes wrong in reading files into a store, and what the store would hold then.
  private static func read(
    _ files: [DataFile], into base: DirectoryContent
  ) -> (errors: [String], plan: RefreshPlan) {
    var reading = DirectoryFiles.read(files, base: base)
    reading.settle(against: base)
    let (delivery, _) = Delivery(
      whole: reading.whole, rows: reading.rows, elsewhere: reading.elsewhere, named: reading.named
    ).keepingChecks(of: base)
    let plan = RefreshPlan(base: base, delivery: delivery)
    let judged = Checks(target: plan.target, base: base).judge(
      councils: delivery.whole.councils, contacts: delivery.whole.contacts + delivery.rows)
    return (
      reading.findings.filter { $0.severity == .error }.map { "\($0.field): \($0.text)" }
        + judged.filter { $0.severity == .error }.map { "\($0.id) \($0.field): \($0.text)" }, plan
    )
  }

  private static let nothing = DirectoryContent(councils: [], contacts: [])

  @Test(arguments: 0..<120)
  func `what any directory exports goes into the same store, an empty one, the shipped one and another`(seed: Int)
    throws
  {
    var dice = Dice(seed: seed, isReal: true)
    let content = dice.content()
    var other = Dice(seed: seed + 7_000, isReal: true)
    let stores = ["same": content, "empty": Self.nothing, "shipped": try Shipped.content(), "other": other.content()]
    for (format, files) in try Self.exports(content) {
      for (name, store) in stores {
        // A table of contacts needs the councils that they are of.
        if format == "csv", name != "same" { continue }
        let (errors, plan) = Self.read(files, into: store)
        #expect(errors.isEmpty, "\(format) into \(name): \(errors)")
        if name == "same" { #expect(plan.edits.isEmpty, "\(format): \(plan.edits)") }
        guard name == "empty" else { continue }
        // Again, from the store that it went into: nothing is left to change.
        for (next, again) in try Self.exports(plan.target) {
          #expect(Self.read(again, into: plan.target).plan.edits.isEmpty, "\(format), then \(next)")
        }
        let hours = Dictionary(plan.target.contacts.map { ($0.id, $0.hours) }) { $1 }
        for contact in content.contacts {
          let after = hours[contact.id] ?? nil
          #expect(
            Weekday.allCases.allSatisfy { after?.spans(on: $0) == contact.hours?.spans(on: $0) },
            "\(format): \(contact.id)")
        }
      }
    }
  }

  @Test func `what is shipped goes into an empty store, and into one with a single council`() throws {
    let content = try Shipped.content()
    let one = DirectoryContent(
      councils: content.councils.filter { $0.id == "luton" },
      contacts: content.contacts.filter { $0.council == "luton" })
    for (format, files) in try Self.exports(content) where format != "csv" {
      for store in [Self.nothing, one] {
        let (errors, plan) = Self.read(files, into: store)
        #expect(errors.isEmpty && plan.target.contacts.count == content.contacts.count, "\(format): \(errors)")
      }
    }
  }

  @Test func `a check goes along as what it is here: somebody else's`() throws {
    let content = try Shipped.content()
    let held = try #require(content.contacts.first { $0.status == .stated && $0.isVoice })
    let day = try #require(Day(year: 2026, month: 11, day: 1))
    let checked = try held.verified(on: day, today: day)
    let theirs = DirectoryContent(
      councils: content.councils, contacts: content.contacts.map { $0.id == held.id ? checked : $0 })
    for (format, files) in try Self.exports(theirs) {
      let (errors, plan) = Self.read(files, into: content)
      #expect(errors.isEmpty, "\(format): \(errors)")
      let after = plan.target.contacts.first { $0.id == held.id }
      #expect(after?.status != .verified && after?.checkedOn == nil && after?.value == held.value, "\(format)")
      #expect(Self.read(files, into: theirs).plan.edits.isEmpty, "\(format): here it stays what it is")
    }
  }

  @Test func `hours that others would read otherwise are refused with both ways to write them`() throws {
    let content = try Shipped.content()
    let held = try #require(content.contacts.first { $0.id == "thanet/out-of-hours" })
    let hours = try OpeningHours(notation: "Mo-Su 17:00-09:00; PH 00:00-24:00")
    let mine = try #require(Contact { $0 == .hours ? .hours(hours) : held[$0] })
    let text = ContactTable.text(of: [mine])
    let files = [DataFile(name: "mine.csv", bytes: Array(text.utf8))]
    let (errors, _) = Self.read(files, into: content)
    #expect(
      errors.contains { $0.contains("read otherwise elsewhere") && $0.contains(OpeningHours.statement) }, "\(errors)")
  }
}
