import ArgumentParser
import Directory
import DirectoryExchange
import Foundation
import Refresh

struct LoadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "load",
    abstract: "Replace what the store holds by a folder of data files, all of it or nothing.",
    discussion: Examples.help(
      "A store that holds something already is planned first: at a terminal the plan is shown and asked about. Where it "
        + "would take away what persons checked, it is refused without --yes; 'apply' keeps their checks.",
      "directory load mine"))

  @Argument(help: ArgumentHelp("The folder that holds councils/*.json.", valueName: "dir"))
  var folder: String

  @Flag(help: "Do it without asking, whatever it takes away.")
  var yes = false

  @OptionGroup var site: SiteOptions

  func run() throws {
    let content = try DataFolder(path: folder).content()
    let site = Site(site)
    let held = try site.heldContent()
    if let held { try ask(about: content, over: held, site) }
    try site.load(content, from: folder)
    if try content.version == site.shippedContent().version { try site.settleShippedData() }
    let was = held.map { ", which was \($0.version)" } ?? ""
    Out.line(
      "loaded \(content.councils.count) councils and \(content.contacts.count) contacts, version "
        + "\(content.version)\(was)")
  }

  /// Tells what goes, and asks where there is somebody to ask.
  private func ask(about content: DirectoryContent, over held: DirectoryContent, _ site: Site) throws {
    let kept = Set(content.councils.map(\.id))
    for gone in held.councils.map(\.id) where !kept.contains(gone) {
      Out.error("warning: \(gone) is held now and stands in none of the files; it will no longer be found")
    }
    let edits = held.edits(to: content)
    guard !yes, !edits.isEmpty else { return }
    let lost = Self.checksLost(from: held, to: content)
    let isAsked = isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1
    if isAsked {
      for edit in edits.prefix(40).map(RecordChange.init) {
        Out.error("  \(edit.action.rawValue) \(edit.record.rawValue) \(edit.id)")
      }
      if edits.count > 40 { Out.error("  … \(edits.count - 40) more; 'directory plan \(folder)' shows them all") }
      for id in lost.prefix(40) { Out.error("  takes away the check of \(id)") }
      if lost.count > 40 { Out.error("  … and of \(lost.count - 40) more") }
      let count = RefreshReport.counted(edits.count, "change")
      guard Prompt.line("\(count); do it? yes or no")?.lowercased() == "yes" else {
        throw Failure(.fault, "nothing is loaded")
      }
      return
    }
    guard let first = lost.first else { return }
    throw Failure(
      .fault,
      "nothing is loaded: it would take away what persons checked of \(first)"
        + (lost.count > 1 ? " and \(lost.count - 1) more" : "")
        + "; 'directory apply \(folder)' keeps their checks, and --yes loads it all the same")
  }

  /// The contacts that a person checked and that would no longer say so.
  private static func checksLost(from held: DirectoryContent, to content: DirectoryContent) -> [String] {
    let after = Dictionary(content.contacts.map { ($0.id, $0) }) { $1 }
    return held.contacts.filter { contact in
      contact.status == .verified && after[contact.id].map { $0.checkedOn != contact.checkedOn } ?? true
    }.map(\.id)
  }
}
