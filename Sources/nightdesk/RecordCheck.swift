import DirectoryStore
import Foundation
import WorkingTime

/// The store's file and its audit record, looked through: what was found, in lines, and what is wrong.
struct RecordCheck {
  private(set) var lines: [String] = []
  private(set) var faults: [String] = []

  /// Looks through the store.
  ///
  /// - Parameters:
  ///   - site: Where it is.
  ///   - anchor: What the record is held against; nil for nothing.
  /// - Throws: `Failure` where it cannot be looked at.
  init(_ site: Site, anchor: RecordAnchor? = nil) throws {
    let store = try site.opened()
    do throws(DirectoryStoreError) {
      faults += try store.fileFaults()
      guard try !store.isEmpty else { return }
      let report = try store.verifyChain()
      let changes = counted(report.changes, "change")
      let events = counted(report.events, "event") + " beside it"
      lines.append(
        "Audit record: \(changes) of \(counted(report.edits, "record")) and \(events), each sealed over the one before")
      faults += report.faults.map { "audit record: \($0.explanation)" }
      if let anchor {
        let found = try store.faults(since: anchor)
        faults += found.map { "audit record: \($0)" }
        if found.isEmpty { lines.append("It has only grown since the anchor was taken.") }
      }
    } catch {
      guard [.damaged, .failed].contains(error.code) else { throw Failure(.world, error.explanation) }
      faults.append("audit record: it cannot be read: \(error.context)")
    }
    var status = stat()
    if stat(site.storePath, &status) == 0, status.st_mode & (S_IROTH | S_IWOTH) != 0 {
      lines.append("DOUBT  \(site.storePath) is open to everybody on this machine; chmod 0600 it")
    }
  }

  /// What the record cannot tell of itself.
  static let limits =
    "It shows accidents, and a row that somebody changed without the program. Whoever may write the file can make a whole new record; "
    + "only an anchor kept elsewhere tells that ('nightdesk directory history --anchor')."

  /// Reads an anchor: as it was printed, or a file whose last line is one.
  static func anchor(_ text: String) throws -> RecordAnchor {
    if let anchor = RecordAnchor(text) { return anchor }
    guard FileManager.default.fileExists(atPath: text) else {
      throw Failure(
        .unusable, "'\(text.prefix(60))' is not an anchor, nor a file; 'directory history --anchor' prints one")
    }
    let lines = try BoundedInput.text(at: text).split(separator: "\n")
    guard let anchor = lines.compactMap({ RecordAnchor(String($0)) }).last else {
      throw Failure(.unusable, "\(text) holds no anchor; 'directory history --anchor' prints one")
    }
    return anchor
  }
}
