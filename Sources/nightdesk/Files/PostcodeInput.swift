import Directory
import DirectoryExchange
import Foundation
import StoreFile

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
        throw Failure(.unusable, "\(path) cannot be read: \(error.systemWords)")
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
    let first = files.first.map { $0 == "-" ? BoundedInput.standardInput : URL(fileURLWithPath: $0).lastPathComponent }
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
    let name = file == "-" ? BoundedInput.standardInput : file
    func unreadable() -> Failure {
      Failure(.unusable, "\(name) cannot be read: \(String(cString: strerror(errno)))")
    }
    // Without waiting: to open a pipe that nobody writes to would wait for ever.
    let descriptor = file == "-" ? STDIN_FILENO : open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw unreadable() }
    defer { if file != "-" { close(descriptor) } }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw unreadable() }
    if file != "-", status.st_mode & S_IFMT != S_IFREG {
      throw Failure(.unusable, "\(name) is a device or a pipe and not a file; '-' reads standard input")
    }
    if file == "-", isatty(STDIN_FILENO) == 1 { Out.error("reading from the terminal; Ctrl-D ends the file") }
    let whole = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : 0
    var done = 0
    var bytes = [UInt8](repeating: 0, count: Self.chunk)
    do {
      while true {
        let count = Foundation.read(descriptor, &bytes, Self.chunk)
        if count < 0, errno == EINTR { continue }
        guard count >= 0 else { throw unreadable() }
        if count == 0 { break }
        try postcodes.take(count == Self.chunk ? bytes : Array(bytes[..<count]))
        done += count
        let share = whole > 0 ? "\(min(100, done * 100 / whole)) in 100 of \(name)" : "\(done >> 20) MiB of \(name)"
        LongWork.tell("\(share), \(Counted.text(postcodes.count)) postcodes")
      }
      try postcodes.end()
    } catch let error as PostcodeFileError {
      throw Failure(.unusable, "\(name): \(error.context). Nothing is changed")
    }
  }
}

/// A number as people read it: `1,810,364`.
enum Counted {
  static func text(_ number: Int) -> String {
    let digits = Array(String(number))
    return String(
      digits.enumerated().flatMap { place, digit in
        place > 0 && (digits.count - place) % 3 == 0 ? [",", digit] : [digit]
      })
  }
}
