import Directory
import DirectoryExchange
import Foundation
import StoreFile
import WorkingTime

/// Files of postcodes as an admin names them, read chunk by chunk: they are too long to be held.
struct PostcodeInput {
  private static let chunk = 1 << 20

  /// The files, in order.
  let files: [String]

  /// A file, or a folder with files; `-` is standard input.
  ///
  /// - Throws: `Failure` where a folder holds no table.
  init(_ paths: [String]) throws {
    var files: [String] = []
    for path in paths {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
        files.append(path)
        continue
      }
      let names: [String]
      do {
        names = try FileManager.default.contentsOfDirectory(atPath: path)
      } catch {
        throw Failure(.unusable, "\(path) cannot be read: \(error.inWords)")
      }
      let tables = names.filter { $0.lowercased().hasSuffix(".csv") }.sorted()
      guard !tables.isEmpty else {
        throw Failure(
          .unusable,
          "\(path) holds no .csv. In an ONSPD or NSPL it is in the folder Data, in Code-Point Open in Data/CSV")
      }
      files += tables.map { "\(path)/\($0)" }
    }
    self.files = files
  }

  /// The month that the files' names tell, as `ONSPD_NOV_2025_UK.csv` does; nil where none does.
  var edition: PostcodeMonth? {
    let months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
    for file in files {
      let name = URL(fileURLWithPath: file).lastPathComponent.uppercased()
      if let match = name.firstMatch(of: /(?:ONSPD|NSPL[0-9]*)_([A-Z]{3})_([0-9]{4})/),
        let month = months.firstIndex(of: String(match.1)), let year = Int(match.2)
      {
        return PostcodeMonth(year: year, month: month + 1)
      }
    }
    return nil
  }

  /// What the files are called in the table that is made of them.
  var name: String {
    let first = files.first.map {
      $0 == "-" ? InputDescriptor.standardInput : URL(fileURLWithPath: $0).lastPathComponent
    }
    return (first ?? "nothing") + (files.count > 1 ? " and \(files.count - 1) more" : "")
  }

  /// Reads all of them.
  ///
  /// - Throws: `Failure` where one cannot be read or used.
  func read() throws -> PostcodeFile {
    var postcodes = PostcodeFile()
    for file in files { try read(file, into: &postcodes) }
    return postcodes
  }

  private func read(_ file: String, into postcodes: inout PostcodeFile) throws {
    let input = try InputDescriptor(file)
    let name = input.name
    var done = 0
    var bytes = [UInt8](repeating: 0, count: Self.chunk)
    do {
      while true {
        let count = try input.read(into: &bytes)
        if count == 0 { break }
        try postcodes.take(count == Self.chunk ? bytes : Array(bytes[..<count]))
        done += count
        let share =
          input.size > 0 ? "\(min(100, done * 100 / input.size)) in 100 of \(name)" : "\(done >> 20) MiB of \(name)"
        LongWork.tell("\(share), \(counted(postcodes.count, "postcode"))")
      }
      try postcodes.end()
    } catch let error as PostcodeFileError {
      throw Failure(.unusable, "\(name): \(error.context). Nothing is changed")
    }
  }
}
