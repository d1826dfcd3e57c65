import Directory
import DirectoryStore
import Foundation
import Logging

/// Shipped data that are newer than what the store was last held against.
extension Site {
  /// What to say where the shipped data are newer than what the store was last held against; nil where they are not.
  ///
  /// Every look-up asks, so that the files are only looked at (how many, how large, how old) until that look shows
  /// something new; then they are read once and the outcome is kept in the store. A store that cannot keep it is asked
  /// again the next time.
  func waitingShippedData() -> String? {
    guard isFilled, let dataPath = data.path, let stamp = Self.stamp(of: dataPath) else { return nil }
    do {
      let store = try opened()
      var mark = try store.shippedMark()
      if mark?.stamp != stamp {
        let content = try shippedContent()
        // Held or settled under the version that an older program gave it, it is no news.
        let older = content.versionWithoutOrder
        let isKnown = try older == mark?.settled || store.hasHeld(version: older)
        let fresh = DirectoryDatabase.ShippedMark(
          stamp: stamp, version: isKnown ? older : content.version, settled: mark?.settled)
        mark = fresh
        do { try store.mark(fresh) } catch { log.debug("not marked", metadata: ["why": "\(error.explanation)"]) }
      }
      guard let mark, mark.version != mark.settled, try !store.hasHeld(version: mark.version) else { return nil }
      return "newer shipped data is waiting; 'nightdesk directory plan \(dataPath)' shows what differs, and "
        + "'nightdesk directory shipped --settle' leaves the directory as it is"
    } catch {
      log.debug("the shipped data cannot be looked at", metadata: ["why": "\(Failure.words(for: error))"])
      return nil
    }
  }

  /// Marks the shipped data as seen to: loaded, applied, or decided against.
  func settleShippedData() throws {
    guard let dataPath = data.path, let stamp = Self.stamp(of: dataPath) else { return }
    let version = try shippedContent().version
    let store = try opened()
    try inStore { () throws(DirectoryStoreError) in
      try store.mark(DirectoryDatabase.ShippedMark(stamp: stamp, version: version, settled: version))
    }
  }

  /// The same where the shipped data are among what was applied, of which a site may keep what the data leave out.
  func settleShippedData(appliedFrom paths: [String]) throws {
    guard let dataPath = data.path, try hasStore else { return }
    func place(_ path: String) -> String { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }
    let shipped = [dataPath, dataPath + "/councils"].map(place)
    if paths.contains(where: { shipped.contains(place($0)) }) { try settleShippedData() }
  }

  /// Names, sizes and ages of the shipped councils' files; nil where they cannot be looked at.
  private static func stamp(of folder: String) -> String? {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder + "/councils") else { return nil }
    var print = Fingerprint()
    for name in names.filter({ $0.hasSuffix(".json") }).sorted() {
      var status = stat()
      guard stat(folder + "/councils/" + name, &status) == 0 else { return nil }
      print.add("\(name) \(status.st_size) \(status.st_mtim.tv_sec) \(status.st_mtim.tv_nsec)")
    }
    return print.text
  }
}
