import ArgumentParser
import CaseStore
import Casebook
import DirectoryStore
import Foundation
import StoreFile
import WorkingTime

struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Copy the store into a file, while it is served and changed.",
    discussion: Examples.help(
      "The copy is of one instant and is readable by its owner alone: it holds who has a token. A casebook is copied beside it, as "
        + "FILE.casebook; what is erased in it by then is not in the copy.",
      "backup /media/backup/directory.sqlite", "backup --into /media/backup --casebook cases.sqlite"))

  @Argument(help: ArgumentHelp("The file to make.", valueName: "file"))
  var file: String?

  @Option(
    help: ArgumentHelp(
      "A folder instead: the backup is named after the moment, and the oldest go past --keep.", valueName: "folder"))
  var into: String?

  @Option(help: ArgumentHelp("How many backups of a folder are kept.", valueName: "count"))
  var keep = 14

  @Flag(help: "Replace a file that is there already.")
  var force = false

  @OptionGroup var casebook: CasebookOption
  @OptionGroup var site: SiteOptions

  func validate() throws {
    if (file == nil) == (into == nil) { throw ValidationError("Give a FILE, or a folder with --into.") }
    if keep < 1 { throw ValidationError("--keep takes a count from 1.") }
  }

  func run() throws {
    let site = Site(site)
    guard FileManager.default.fileExists(atPath: site.storePath) else {
      throw Failure(.unusable, "there is no store at \(site.storePath) to back up")
    }
    let target = try file ?? Self.name(in: into ?? ".", site)
    // The store itself is refused as that; while it is served its mark may stand in its log alone.
    let isStore = FileIdentity.areSameFile(target, site.storePath)
    var status = stat()
    if stat(target, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      throw Failure(.unusable, "\(target) is a device, a folder or a pipe; give a file's name")
    }
    if !isStore, let there = DatabaseHeader(target), !there.isDirectory {
      throw Failure(.unusable, "\(target) is a casebook or another program's database; give another file")
    }
    do {
      let change = try site.backUp(to: target, overwriting: force)
      Out.page("\(target): the directory as of change \(change.map { "\($0.id)" } ?? "none")")
    } catch let error as DirectoryStoreError where error.code == .refused {
      throw Failure(
        .unusable,
        isStore
          ? "\(target) is the store itself" : "\(target) is there already; --force replaces it")
    }
    let cases = try backUpCases(beside: target, site)
    if let into {
      try Self.rotate(into, keeping: keep, made: target, form: /directory-\d{4}-\d{2}-\d{2}T\d{6}Z\.sqlite/)
      if let cases, cases.events == 0 {
        // It may have been lost and made anew: the backups before are all that is left of it then.
        Out.error("the casebook holds nothing yet, so that no earlier backup of it is taken away")
      } else if let cases {
        // A damaged copy takes the place of an older damaged one: the last that is good stays.
        try Self.rotate(
          into, keeping: keep, made: cases.file,
          form: cases.faults.isEmpty
            ? /casebook-\d{4}-\d{2}-\d{2}T\d{6}Z\.sqlite/ : /casebook-\d{4}-\d{2}-\d{2}T\d{6}Z\.sqlite\.damaged/)
      }
    }
    if let cases { try cases.tell() }
  }

  /// Copies the casebook where cases are kept, and says where it is then; nil where none are.
  private func backUpCases(beside target: String, _ site: Site) throws -> CasebookCopy? {
    guard let path = casebook.path else { return nil }
    guard FileManager.default.fileExists(atPath: path) else {
      throw Failure(.unusable, "there is no casebook at \(path) to back up; the directory is")
    }
    let store = try casebook.store(site)
    let cases =
      into.map { "\($0)/casebook-" + String(target.dropFirst($0.count + 1 + Self.prefix.count)) } ?? target
      + ".casebook"
    return try inCasebook { () throws(CaseTrouble) in try store.backUp(to: cases, overwriting: force) }
  }

  private static let prefix = "directory-"
  private static let suffix = ".sqlite"

  /// A name that sorts by time.
  private static func name(in folder: String, _ site: Site) throws -> String {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw Failure(.world, "the folder \(folder) cannot be made: \(error.inWords)")
    }
    // In UTC: an hour that comes twice in London would bring two backups out of their order.
    let wall = WallTime(utc: site.world.now)
    let second = Int(wall.secondOfDay)
    let time = [second / 3600, second / 60 % 60, second % 60].map { ($0 < 10 ? "0" : "") + "\($0)" }.joined()
    return "\(folder)/\(prefix)\(TimeText.text(wall.day))T\(time)Z\(suffix)"
  }

  /// Takes away the oldest of our own backups, and nothing else. The one just made stays whatever its name is: it has proved
  /// sound, and a clock that was wrong once may have given others later names.
  private static func rotate(
    _ folder: String, keeping count: Int, made: String, form: Regex<Substring>
  ) throws {
    Leftovers.remove(in: folder) { $0.wholeMatch(of: form) != nil }
    do {
      let ours = try FileManager.default.contentsOfDirectory(atPath: folder).filter {
        $0.wholeMatch(of: form) != nil
      }.sorted()
      let others = ours.filter { folder + "/" + $0 != made }
      for old in others.dropLast(count - 1) { try FileManager.default.removeItem(atPath: folder + "/" + old) }
    } catch {
      throw Failure(.world, "the oldest backups in \(folder) cannot be taken away: \(error.inWords)")
    }
  }
}

extension CasebookCopy {
  /// Says where it is, and whether it is good.
  ///
  /// - Throws: `Failure` where it is not.
  func tell() throws {
    guard let fault = faults.first else { return Out.page("\(file): the casebook") }
    let more = faults.count == 1 ? "" : ", and \(faults.count - 1) more"
    throw Failure(
      .fault,
      "\(file): a copy of a damaged casebook, which is not a good backup. \(fault)\(more). "
        + "'nightdesk casebook verify' lists what is wrong. The last good backup stays")
  }
}

struct RestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Put a backup in the place of the store, or of the casebook, once it has proved sound.",
    discussion: Examples.help(
      "It must be this program's, undamaged, and its record whole. What is there now is kept beside it first. A running server "
        + "notices and answers from the backup. Cases that were erased since the backup are erased again. What a casebook would lose "
        + "is shown first. At a terminal it is asked about; anywhere else nothing is done then without --yes.",
      "restore /media/backup/directory.sqlite",
      "restore /media/backup/directory.sqlite.casebook --casebook cases.sqlite"))

  @Argument(help: ArgumentHelp("The backup, of a store or of a casebook: which, its file says.", valueName: "file"))
  var file: String

  @Flag(help: "Do it without asking, whatever the casebook loses.")
  var yes = false

  @OptionGroup var casebook: CasebookOption
  @OptionGroup var site: SiteOptions

  func run() throws {
    let site = Site(site)
    // A device or a pipe would be waited for, and a folder is none.
    _ = try InputDescriptor(file)
    if CaseStore.isCasebook(file) { return try restoreCases(site) }
    let path = site.storePath
    let page = LedgerPage(clock: try site.world.clock())
    let at = TimeText.text(site.world.now, clock: page.clock)
    do {
      let restored = try DirectoryDatabase.restore(file, to: path, at: at, by: site.world.userName)
      let change = restored.change.map { "change \($0.id), of \(page.when($0.at))" } ?? "an empty directory"
      let kept = restored.replaced.map { "; what it held before is in \($0)" } ?? ""
      Out.page("\(path) holds \(change)\(kept)")
      Self.tellLost(restored)
      if restored.replaced != nil { Self.tell(restored.kept) }
    } catch {
      let unusable: [DirectoryStoreError.Code] = [.notADatabase, .foreign, .newerSchema, .damaged]
      throw Failure(
        unusable.contains(error.code) || error.path == file ? .unusable : .world, error.explanation)
    }
  }

  private func restoreCases(_ site: Site) throws {
    let path = try casebook.required()
    let frame = try casebook.frame(site)
    let clock = try site.world.clock()
    let restored: RestoredCasebook
    do throws(CaseTrouble) {
      restored = try CaseStore.restore(file, to: path, frame: frame) { agrees(to: $0, clock) }
    } catch {
      throw Failure([.foreign, .damaged, .refused].contains(error.code) ? .unusable : .world, error.text)
    }
    let kept = restored.replaced.map { "; what it held before is in \($0)" } ?? ""
    Out.page("\(path) holds \(counted(restored.cases, "case"))\(kept)")
    if restored.replaced != nil { Out.page("take that file away once all is well: what you erase stays in it") }
    if restored.lost.events > 0 { Out.page("gone: \(Self.words(for: restored.lost, clock))") }
    if restored.erasedAgain > 0 { Out.page("erased again: \(restored.erasedAgain) that were erased since the backup") }
    if restored.uncounted > 0 {
      Out.error(
        "warning: \(counted(restored.uncounted, "erased case")) can no longer be counted: each of the two files knew of others. The "
          + "file that was replaced has their counts")
    }
    if let erasures = restored.erasures { Self.tell(erasures) }
  }

  /// Says what the casebook would lose, and asks where there is somebody to ask; where nobody is, only --yes does it.
  private func agrees(to loss: CasebookLoss, _ clock: LondonClock) -> Bool {
    Out.error("the backup does not hold \(Self.words(for: loss, clock))")
    guard !yes else { return true }
    guard Prompt.canAsk else {
      Out.error("nobody can be asked here, and --yes was not given")
      return false
    }
    return Prompt.agrees(to: "restore, and lose that?")
  }

  private static func words(for loss: CasebookLoss, _ clock: LondonClock) -> String {
    let since = loss.since.map { ", the first recorded at \(TimeText.words(.moment($0), clock: clock))" } ?? ""
    let cases =
      loss.cases.isEmpty
      ? "" : "; \(counted(loss.cases.count, "whole case")) among them: \(listed(loss.cases.map(\.text), most: 20))"
    return counted(loss.events, "event") + since + cases
  }

  /// Says what nobody can know of erasures where the casebook itself was not there to be asked.
  private static func tell(_ erasures: KnownErasures) {
    let known =
      erasures.copies.isEmpty
      ? "no other copy is beside it that could tell"
      : "only these could tell: \(erasures.copies.joined(separator: ", "))"
    Out.error(
      "warning: the casebook that was there is not, or cannot be read, so that what was erased since the backup may be back; \(known)"
    )
    guard !erasures.doubtful.isEmpty else { return }
    Out.error(
      "closed, and so perhaps erased since: \(listed(erasures.doubtful.map(\.text), most: 20)). 'nightdesk casebook erase REF' erases one again"
    )
  }

  /// Says which changes of the store that was replaced the backup does not hold.
  private static func tellLost(_ restored: DirectoryDatabase.Restored) {
    guard let before = restored.before else { return }
    if restored.kept?.isJoined == true {
      return Out.page(
        "this site follows a shared record: what came since the backup comes back with the next look at it")
    }
    let first = (restored.change?.id ?? 0) + 1
    if before.id >= first {
      let changes = before.id == first ? "change \(first) is" : "changes \(first) to \(before.id) are"
      Out.page("gone: \(changes) not in the backup; the last was of \(before.at), by \(RecordName.shown(before.by))")
    } else if before.id == restored.change?.id, before.hash != restored.change?.hash {
      Out.page("gone: the backup has another change \(before.id) than the store had")
    }
  }

  /// Says what lives on of the store that was replaced, and what does not.
  private static func tell(_ kept: DirectoryDatabase.Restored.Kept?) {
    guard let kept else {
      return Out.error(
        "warning: the store that was replaced cannot be read, so that tokens revoked since the backup are in force again. "
          + "'nightdesk token list' shows them, 'token revoke NAME' takes one out.")
    }
    if !kept.revoked.isEmpty { Out.page("still revoked: \(kept.revoked.joined(separator: ", "))") }
    if !kept.tokens.isEmpty {
      Out.page("still in force, though younger than the backup: \(kept.tokens.joined(separator: ", "))")
    }
    if kept.reports > 0 { Out.page("still there: \(counted(kept.reports, "report")) of failed contacts") }
  }
}
