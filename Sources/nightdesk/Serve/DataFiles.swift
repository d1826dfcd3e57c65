import Casebook
import Desk
import DeskServer
import Directory
import DirectoryExchange
import Foundation
import Triage

/// The files that a server reads at its start, and again when they have changed: the rules and what else is shipped, and
/// certificate and key.
struct DataFiles: Sendable {
  private let site: (store: String, data: String?)
  let certificates: [String]
  /// Whether cases are kept, so that the words for papers are read too.
  private let hasCases: Bool
  /// What the files held when they were last read, by the names they are told by.
  private var prints: [String: String]
  /// How they looked then, or when they were last found unusable.
  private var stamp: [String]
  /// How they looked at the last look: what is still being written looks different each time.
  private var latest: [String]

  /// The files of a folder of data, the words for papers among them where cases are kept, and some more.
  init(store: String, data: String?, hasCases: Bool, certificates: [String]) {
    site = (store, data)
    self.hasCases = hasCases
    self.certificates = certificates
    (prints, stamp) = ([:], [])
    latest = []
    prints = Self.prints(of: files)
    stamp = looks
    latest = stamp
  }

  /// Every file with the name that it is told by.
  private var files: [(name: String, path: String)] {
    var files = certificates.map { ($0, $0) }
    files.append(("postcodes of this site", Site(store: site.store, data: site.data).postcodeSource.own))
    guard let data = site.data else { return files }
    for folder in ["calendar", "parameters", "postcodes", "protocols"] {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(data)/\(folder)")) ?? []
      files += names.sorted().map { ("\(folder)/\($0)", "\(data)/\(folder)/\($0)") }
    }
    guard hasCases else { return files }
    // What cannot be listed is told when it is read.
    return files + ((try? Site.paperFiles(data)) ?? []).map { ("papers/\($0.name)", $0.path) }
  }

  /// Name, number, size and age of each.
  private var looks: [String] {
    files.map { file in
      var status = stat()
      guard stat(file.path, &status) == 0 else { return "\(file.name) is gone" }
      return "\(file.name) \(status.st_ino) \(status.st_size) \(status.st_mtim.tv_sec) \(status.st_mtim.tv_nsec)"
    }
  }

  private static func prints(of files: [(name: String, path: String)]) -> [String: String] {
    var prints: [String: String] = [:]
    for file in files {
      // One that cannot be read is told when it is needed.
      guard let bytes = try? BoundedInput.file(at: file.path).bytes else { continue }
      var print = Fingerprint()
      print.add(String(decoding: bytes, as: UTF8.self))
      prints[file.name] = print.text
    }
    return prints
  }

  /// Whether some have changed since they were read, and have come to rest.
  mutating func haveChanged() -> Bool {
    let now = looks
    defer { latest = now }
    return now != stamp && now == latest
  }

  /// What the files hold now.
  struct Reading {
    /// The rules with the calendar: the two belong together.
    let engine: TriageEngine
    let checking: CheckIntervals?
    let postcodes: PostcodeBook?
    let papers: PaperBook?
    let troubles: [Trouble]
    /// What the files held, and how they looked, before they were read: what changes meanwhile is read next time.
    fileprivate let prints: [String: String]
    fileprivate let looks: [String]
  }

  /// Something that cannot be used and stays as it was.
  struct Trouble {
    let what: String
    let why: String
    /// What the names of its files begin with.
    let files: [String]
  }

  /// Reads the rules with the calendar and the rest again. Each stands alone: what cannot be used stays as it was.
  func read(over world: DeskWorld) -> Reading {
    let site = Site(store: site.store, data: site.data)
    let looks = looks
    let prints = Self.prints(of: files)
    var troubles: [Trouble] = []
    func part<Part>(_ what: String, _ files: [String], _ held: Part, _ read: () throws -> Part) -> Part {
      do {
        return try read()
      } catch {
        troubles.append(Trouble(what: what, why: Failure.words(for: error), files: files))
        return held
      }
    }
    let engine = part("rules and calendar", ["calendar/", "parameters/", "protocols/"], world.engine) {
      try site.engine(over: world.engine.directory)
    }
    let checking = part("check intervals", ["parameters/"], world.checking) { try site.data.checkIntervals() }
    let postcodes = part("postcodes", ["postcodes"], world.postcodes) {
      var source = site.postcodeSource
      source.isHeld = true
      let isShipped = site.data.path.map { FileManager.default.fileExists(atPath: $0 + "/postcodes/councils.txt") }
      let table = try source.ownTable() ?? (isShipped == true ? try source.shippedTable() : nil)
      return PostcodeBook { table }
    }
    let papers = part("words for papers", ["papers/"], world.papers) { hasCases ? try site.papers() : nil }
    return Reading(
      engine: engine, checking: checking, postcodes: postcodes, papers: papers, troubles: troubles, prints: prints,
      looks: looks)
  }

  /// Marks them as read, but for those that cannot be used, and says which have changed, come or gone.
  mutating func settle(_ reading: Reading, but troubles: [Trouble]) -> [String] {
    let left = troubles.flatMap(\.files)
    let changed = Set(prints.keys).union(reading.prints.keys).filter { name in
      prints[name] != reading.prints[name] && !left.contains { name.hasPrefix($0) }
    }.sorted()
    for name in changed { prints[name] = reading.prints[name] }
    // Of those left out nothing is told again until they look otherwise.
    stamp = reading.looks
    latest = stamp
    return changed
  }
}
