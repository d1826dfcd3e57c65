import ArgumentParser
import Directory
import DirectoryExchange
import Foundation
import Refresh
import WorkingTime

struct LoadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "load",
    abstract: "Replace what the store holds by a folder of data files, all of it or nothing.",
    discussion: Examples.help(
      "A store that holds something already is planned first, and the plan is shown. At a terminal it is asked about; anywhere else "
        + "nothing is done without --yes. It may take away councils, and what persons checked; 'apply' keeps both.",
      "directory load mine"))

  @Argument(help: ArgumentHelp("The folder that holds councils/*.json.", valueName: "dir"))
  var folder: String

  @Flag(help: "Do it without asking, whatever it takes away but the last voice of a night.")
  var yes = false

  @Flag(help: "Do it even where a council loses its last voice out of hours.")
  var evenSo = false

  @OptionGroup var site: SiteOptions

  func run() throws {
    let content = try DataFolder(path: folder).content()
    let site = Site(site)
    let held = try site.heldContent()
    if let held {
      if held.version == content.version, held.edits(to: content).isEmpty {
        if try content.version == site.shippedContent().version { try site.settleShippedData() }
        return Out.line(
          "nothing changed: the store holds these \(counted(content.councils.count, "council")) and "
            + "\(counted(content.contacts.count, "contact")) already, version \(held.version)")
      }
      try ask(about: content, over: held, site)
    }
    try site.load(content, from: folder, expecting: held?.version)
    if try content.version == site.shippedContent().version { try site.settleShippedData() }
    let was = held.map { ", which was \($0.version)" } ?? ""
    Out.line(
      "loaded \(counted(content.councils.count, "council")) and \(counted(content.contacts.count, "contact")), version "
        + "\(content.version)\(was)")
  }

  /// Shows what would change, and asks where there is somebody to ask; where nobody is, only --yes does it.
  private func ask(about content: DirectoryContent, over held: DirectoryContent, _ site: Site) throws {
    let kept = Set(content.councils.map(\.id))
    let gone = held.councils.map(\.id).filter { !kept.contains($0) }
    for council in gone {
      Out.error("warning: \(council) is held now and stands in none of the files; it will no longer be found")
    }
    let edits = held.edits(to: content)
    guard !edits.isEmpty else { return }
    let refusals = try site.effects(from: held, to: content, edits: edits).effects.refusals
    Out.errors(refusals.map { "\(evenSo ? "done even so" : "REFUSED"): \(RecordName.shown($0.text))" }) {
      "and of \($0) more"
    }
    func refuseLostVoices() throws {
      guard let first = refusals.first, !evenSo else { return }
      throw Failure(.fault, "nothing is loaded; refused without --even-so: \(first.text)")
    }
    if yes { return try refuseLostVoices() }
    let lost = Self.checksLost(from: held, to: content)
    Out.errors(edits.map(RecordChange.init).map { "\($0.action.rawValue) \($0.record.rawValue) \($0.id)" }) {
      "\($0) more; 'directory plan \(folder)' shows them all"
    }
    Out.errors(lost.map { "takes away the check of \($0)" }) { "and of \($0) more" }
    let count = counted(edits.count, "change")
    if isatty(STDIN_FILENO) == 1 { try refuseLostVoices() }
    if Prompt.canAsk {
      guard Prompt.agrees(to: "\(count); do it?") else {
        throw Failure(.fault, "nothing is loaded")
      }
      return
    }
    let losses =
      (gone.isEmpty ? [] : ["take away \(counted(gone.count, "council")) of \(held.councils.count)"])
      + (refusals.isEmpty
        ? [] : ["lose the last voice of \(counted(Set(refusals.map(\.council)).count, "council"))"])
      + (lost.isEmpty
        ? [] : ["take away what persons checked of \(lost[0])\(lost.count > 1 ? " and \(lost.count - 1) more" : "")"])
    let would = losses.isEmpty ? "make \(count)" : losses.joined(separator: " and ")
    throw Failure(
      .fault,
      "nothing is loaded: it would \(would). --yes\(refusals.isEmpty ? "" : " --even-so") loads it all the same; 'directory apply \(folder)' changes only what the "
        + "files speak of")
  }

  /// The contacts that a person checked and that would no longer say so.
  private static func checksLost(from held: DirectoryContent, to content: DirectoryContent) -> [String] {
    let after = Dictionary(content.contacts.map { ($0.id, $0) }) { $1 }
    return held.contacts.filter { contact in
      contact.status == .verified && after[contact.id].map { $0.checkedOn != contact.checkedOn } ?? true
    }.map(\.id)
  }
}
