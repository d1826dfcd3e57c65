import Casebook
import Directory
import Foundation
import WorkingTime

/// A site's words for papers.
extension Site {
  /// The words of `papers` in the data, and before them the site's own: all of them, or it fails; nil where there are none.
  func papers() throws -> PaperBook? {
    let places = try Self.paperFiles(data.path)
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
  ///
  /// - Throws: `Failure` where the site's own folder is not there, or cannot be read: other words than the site's must not go out.
  static func paperFiles(_ data: String?) throws -> [(name: String, path: String)] {
    let shipped = data.map { $0 + "/papers" }.flatMap { FileManager.default.fileExists(atPath: $0) ? $0 : nil }
    var paths: [String: String] = [:]
    for folder in [shipped, Settings.shared[.papers]].compactMap(\.self) {
      for name in try names(in: folder) { paths[name] = "\(folder)/\(name)" }
    }
    return paths.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private static func names(in base: String) throws -> [String] {
    func names(_ folder: String) throws -> [String] {
      // Of a folder that is not there Foundation lists nothing, and throws nothing.
      guard access(folder, R_OK | X_OK) == 0 else {
        let why = String(cString: strerror(errno))
        throw Failure(.world, "the folder of papers \(folder) cannot be read: \(why). No paper is drafted")
      }
      do {
        return try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.hasPrefix(".") }.sorted()
      } catch {
        throw Failure(.world, "the folder of papers \(folder) cannot be read: \(error.inWords). No paper is drafted")
      }
    }
    return try names(base).flatMap { name -> [String] in
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: "\(base)/\(name)", isDirectory: &isFolder)
      guard isFolder.boolValue else { return [name] }
      guard !name.hasSuffix(".txt") else {
        throw Failure(.world, "\(base)/\(name) is a folder where a paper's words should be. No paper is drafted")
      }
      return try names("\(base)/\(name)").map { "\(name)/\($0)" }
    }
  }

  /// The same where the desk goes on without them: that the folder is away is said, and no paper is drafted in other words.
  func papersIfThere(_ say: (String) -> Void) throws -> PaperBook? {
    do {
      return try papers()
    } catch let failure as Failure where failure.status == .world {
      say(failure.text)
      return nil
    }
  }
}
