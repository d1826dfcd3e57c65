import ArgumentParser
import Directory
import DirectoryExchange
import DirectoryStore
import Foundation
import Refresh
import WorkingTime

struct SetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Change one contact: shown as a plan, with what it would do, and then done.",
    discussion: Examples.help(
      "FIELD=VALUE, as often as needed: \(ContactEdit.fields.joined(separator: ", ")). A new value needs sourceDocument and "
        + "sourcePlace, and is no longer verified. 'warning=code: sentence' adds a warning, 'warnings=' takes all away, and "
        + "'hours=' makes the hours unknown. seenAlsoDocument and seenAlsoPlace name who gives the same besides. A check is entered by 'checked' or 'verify'.",
      "directory set thanet/switchboard hours='Mo-Fr 08:45-17:00' --by ann",
      "directory set thanet/out-of-hours value='01843 577001' sourceDocument='council page' sourcePlace='May 2026' --by ann"
    ))

  @Argument(help: ArgumentHelp("The contact's id, as it stands at the end of its line.", valueName: "contact"))
  var contact: String

  @Argument(help: ArgumentHelp("What it is to say.", valueName: "field=value"))
  var fields: [String] = []

  @Option(help: ArgumentHelp("Who does it.", valueName: "name"))
  var by: String

  @Flag(help: "Show the plan, and change nothing.")
  var plan = false

  @Flag(help: "Do it even where a council loses its last voice out of hours.")
  var evenSo = false

  @Flag(help: "Write JSON.")
  var json = false

  @OptionGroup var site: SiteOptions

  func run() throws {
    let name = try RecordName.checked(by, option: "--by")
    let site = Site(site)
    let content = try site.content()
    let id = contact.lowercased()
    guard let held = content.contacts.first(where: { $0.id == id }) else {
      let hint = Spelling.nearest(to: id, in: content.contacts.map(\.id)).map { "; did you mean '\($0)'?" } ?? ""
      throw Failure(.unusable, "no contact has the id '\(RecordName.shown(contact))'\(hint)")
    }
    let reading = ContactEdit.read(fields, of: held, in: content)
    if reading.hasErrors {
      throw Failure(
        .unusable,
        reading.findings.map { "\($0.field.isEmpty ? "" : "\($0.field): ")\(RecordName.shown($0.text))" }
          .joined(separator: "\n  "))
    }
    let refreshing = try Refreshing(reading, of: content, isPartial: true, isByHand: true, site: site)
    let report = RefreshReport(refreshing: refreshing, evenSo: evenSo)
    func show(_ applied: (change: Int, version: String)? = nil) {
      if json { Out.write(report.json(applied: applied)) } else { Out.page(report.text) }
    }
    if refreshing.errors > 0 || (!refreshing.refusals.isEmpty && !evenSo) {
      show()
      throw Failure(
        .fault,
        refreshing.errors > 0
          ? "nothing is changed: \(counted(refreshing.errors, "error"))"
          : "refused without --even-so: \(refreshing.refusals.map(\.text).first ?? "")")
    }
    guard !plan, !refreshing.plan.edits.isEmpty else {
      show()
      if !json { Out.line(plan ? "Nothing is changed; leave --plan out to do it." : "Nothing to change.") }
      return
    }
    let change = try refreshing.apply(to: site, by: name, source: "set by hand")
    show((change.id, change.version))
    if !json {
      Out.line("Done as change \(change.id); the directory was \(refreshing.base) and is \(change.version).")
    }
  }
}

extension Refreshing {
  /// Writes what is planned, in one transaction.
  ///
  /// - Throws: `Failure`: a fault where the directory has moved since or the store refuses the plan, else what the store says.
  func apply(to site: Site, by name: String, source: String) throws -> DirectoryChange {
    try site.catchUp(isWriting: true)
    // Another's change between planning and writing must not pass for a failure of the machine.
    let result = try site.withStore {
      store, at throws(DirectoryStoreError) -> Result<DirectoryChange, DirectoryStoreError> in
      do throws(DirectoryStoreError) {
        return .success(
          try store.apply(
            plan.target, expecting: base, from: plan.base, at: at, by: name, source: source))
      } catch {
        if error.code == .moved || error.code == .refused { return .failure(error) }
        throw error
      }
    }
    switch result {
    case .success(let change): return change
    case .failure(let error): throw Failure(.fault, "nothing is applied: \(error.explanation)")
    }
  }
}
