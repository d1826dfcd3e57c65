import Casebook
import Directory
import Foundation

/// A site's words for papers.
extension Site {
  /// The words of `papers` in the data: all of them, or it fails; nil where the data has no such folder.
  func papers() throws -> PaperBook? {
    guard let dataPath = data.path, FileManager.default.fileExists(atPath: dataPath + "/papers") else { return nil }
    let files = try Self.paperFiles(in: dataPath).map { name in
      let bytes = try DataFolder.bytes(of: URL(fileURLWithPath: "\(dataPath)/papers/\(name)"))
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw Failure(.fault, "papers/\(name): is not UTF-8")
      }
      return (path: name, text: text)
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

  /// The files of the folder of papers and of its folders, from there.
  static func paperFiles(in data: String) -> [String] {
    let base = data + "/papers"
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
