import Foundation
import StoreFile

/// Whether a store that is not there was hardly meant: a mistyped name must not answer from a new store as if it were the old.
enum MistypedStore {
  /// The store of the service that deploy/install and the package set up. Only root and the service's own user see it.
  private static let ofService = "/var/lib/nightdesk/directory.sqlite"

  /// What speaks against making it.
  ///
  /// - Parameters:
  ///   - path: Where there is no file.
  ///   - isNamed: Whether somebody named it, by a flag, the environment or the configuration.
  /// - Returns: The doubt in a few words; nil where there is none.
  static func doubt(about path: String, isNamed: Bool) -> String? {
    guard isNamed else {
      // A token in another store would open nothing, and a number changed there would reach nobody.
      let isThere = FileManager.default.fileExists(atPath: ofService)
      return isThere ? "the service of this machine has \(ofService); name either with --store" : nil
    }
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
      return "its folder is not there either"
    }
    let name = URL(fileURLWithPath: path).lastPathComponent
    return other(than: name, in: folder).map { "but there is a store \($0) beside it" }
  }

  /// Another store in the folder; a casebook is none.
  private static func other(than name: String, in folder: String) -> String? {
    let names: [String]
    do { names = try FileManager.default.contentsOfDirectory(atPath: folder) } catch { return nil }
    return names.sorted().prefix(200).first { $0 != name && DatabaseHeader(folder + "/" + $0)?.isDirectory == true }
  }
}
