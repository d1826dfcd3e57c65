import Casebook
import Directory
import Foundation
import Triage

/// The files that a server reads at its start, and again when they have changed: the rules and what else is shipped, and
/// certificate and key.
struct DataFiles: Sendable {
  private let site: (store: String, data: String?)
  private let certificates: [String]
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
    return files + Site.paperFiles(data).map { ("papers/\($0.name)", $0.path) }
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
      guard let bytes = try? Data(contentsOf: URL(fileURLWithPath: file.path), options: .alwaysMapped) else { continue }
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

  /// What the files make of an engine.
  struct Reading {
    let engine: TriageEngine
    let checking: CheckIntervals
    let postcodes: PostcodeBook
    let papers: PaperBook?
  }

  /// Reads the rules, the calendar and the rest again: all of them, or it fails.
  func read(over directory: DirectorySnapshot) throws -> Reading {
    let site = Site(store: site.store, data: site.data)
    var source = site.postcodeSource
    source.isHeld = true
    let isShipped = site.data.path.map { FileManager.default.fileExists(atPath: $0 + "/postcodes/councils.txt") }
    let table = try source.ownTable() ?? (isShipped == true ? try source.shippedTable() : nil)
    return Reading(
      engine: try site.engine(over: directory), checking: try site.data.checkIntervals(),
      postcodes: PostcodeBook { table },
      papers: hasCases ? try site.papers() : nil)
  }

  /// Marks them as read, and says which have changed, come or gone.
  mutating func settle() -> [String] {
    let now = Self.prints(of: files)
    let changed = Set(prints.keys).union(now.keys).filter { prints[$0] != now[$0] }.sorted()
    prints = now
    forget()
    return changed
  }

  /// Tells no more of how they look now: they cannot be used, which has been said.
  mutating func forget() {
    stamp = looks
    latest = stamp
  }
}
