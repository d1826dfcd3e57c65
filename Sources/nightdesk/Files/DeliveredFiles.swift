import DirectoryExchange
import Foundation
import StoreFile
import WorkingTime

/// The files that an admin delivers.
enum DeliveredFiles {
  /// Reads what paths stand for: `-` is standard input; a folder stands for the JSON, CSV and Excel files right in it and in
  /// its folder `councils`. Workbooks come out as tables.
  static func read(_ paths: [String], map: TableMap?) throws -> [DataFile] {
    guard !paths.isEmpty else {
      throw Failure(.unusable, "give the files or folders to read, or '-' for standard input")
    }
    var names: [String] = []
    for path in paths {
      var isFolder: ObjCBool = false
      if path != "-" { _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) }
      // A package's description stands for its tables, which lie beside it.
      let isPackage = URL(fileURLWithPath: path).lastPathComponent == "datapackage.json"
      let beside = isPackage ? try inside(URL(fileURLWithPath: path).deletingLastPathComponent().path) : []
      let found = isFolder.boolValue ? try inside(path) : [path] + beside.filter { $0.hasSuffix(".csv") }
      guard !found.isEmpty else {
        throw Failure(.unusable, "\(path) holds no .json, .csv or .xlsx file, nor does a folder 'councils' in it")
      }
      for name in found where !names.contains(name) { names.append(name) }
    }
    return try names.map { name in
      let file = try BoundedInput.file(at: name)
      return Workbook.isOne(file.bytes) ? try Workbook.table(of: file, sheet: map?.sheet) : file
    }
  }

  /// What programs leave beside a file while it is open is passed over.
  private static func inside(_ folder: String) throws -> [String] {
    let base = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    var found: [String] = []
    for place in [base + "/councils", base] {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: place, isDirectory: &isFolder), isFolder.boolValue else { continue }
      let names: [String]
      do {
        names = try FileManager.default.contentsOfDirectory(atPath: place)
      } catch {
        throw Failure(.unusable, "\(place) cannot be read: \(error.inWords)")
      }
      let files = names.filter { name in
        !name.hasPrefix(".") && !name.hasPrefix("~$")
          && [".json", ".csv", ".xlsx"].contains { name.lowercased().hasSuffix($0) }
      }
      found += files.sorted().map { "\(place)/\($0)" }
    }
    return found
  }
}
