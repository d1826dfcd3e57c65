import Casebook
import Directory
import Foundation

/// A site's words for papers.
extension Site {
  /// The words of `papers` in the data, and before them the site's own: all of them, or it fails; nil where there are none.
  func papers() throws -> PaperBook? {
    let places = Self.paperFiles(data.path)
    guard !places.isEmpty else { return nil }
    let files = try places.map { name, path in
      (path: name, text: try BoundedInput.text(at: path))
    }
    let book: PaperBook
    do throws(PaperWordingError) {
      book = try PaperBook(files)
    } catch {
      throw Failure(
        .fault,
        "no paper can be drafted with these words:\n  " + error.faults.map { "papers/" + $0 }.joined(separator: "\n  "))
    }
    // A folder whose name is misspelt would be used by nobody, and nobody would notice.
    let directory = try directory()
    for council in book.councils where directory.ref(id: council) == nil {
      throw Failure(.fault, "papers/\(council): no council has that id; 'nightdesk councils' lists them")
    }
    return book
  }

  /// The files of the folder of papers and of its folders, by their names from there. A site's own folder, which no upgrade
  /// touches, goes before the shipped one, file by file.
  static func paperFiles(_ data: String?) -> [(name: String, path: String)] {
    let folders = [data.map { $0 + "/papers" }, Settings.shared[.papers]].compactMap(\.self)
    var paths: [String: String] = [:]
    for folder in folders {
      for name in names(in: folder) { paths[name] = "\(folder)/\(name)" }
    }
    return paths.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private static func names(in base: String) -> [String] {
    func names(_ folder: String) -> [String] {
      ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { !$0.hasPrefix(".") }.sorted()
    }
    return names(base).flatMap { name in
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: "\(base)/\(name)", isDirectory: &isFolder)
      return isFolder.boolValue ? names("\(base)/\(name)").map { "\(name)/\($0)" } : [name]
    }
  }
}
