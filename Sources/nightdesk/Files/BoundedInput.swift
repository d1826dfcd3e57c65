import DirectoryExchange
import Foundation

/// A file as somebody names it, or standard input for `-`, read whole, and never without end.
enum BoundedInput {
  /// What a file may hold at most, in bytes: ten times a directory of every council in the country.
  static let most = 256 << 20

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - most: How many bytes it may hold.
  /// - Throws: `Failure` where it is not there, is a folder, a device, a pipe or a socket, or holds more.
  /// - Returns: Its name and all that it holds.
  static func file(at path: String, most: Int = Self.most) throws -> DataFile {
    let input = try InputDescriptor(path)
    func tooLong() -> Failure {
      Failure(
        .unusable,
        most < Self.most
          ? "\(input.name) holds more than \(most >> 10) KiB, which no such file needs"
          : "\(input.name) holds more than \(most >> 20) MiB; a directory of the whole country is a tenth of that")
    }
    guard input.size <= most else { throw tooLong() }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(input.size + 1)
    var chunk = [UInt8](repeating: 0, count: min(1 << 18, max(1 << 16, input.size + 1)))
    while true {
      let count = try input.read(into: &chunk)
      guard count > 0 else { return DataFile(name: input.name, bytes: bytes) }
      guard bytes.count + count <= most else { throw tooLong() }
      bytes += chunk[..<count]
    }
  }

  /// Reads a text in UTF-8, as this program's own files are; a mark at its beginning is passed over.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - most: How many bytes it may hold.
  /// - Throws: `Failure`, also where it is of another character set or no text at all, which is named.
  /// - Returns: The text.
  static func text(at path: String, most: Int = 16 << 20) throws -> String {
    let file = try file(at: path, most: most)
    if let what = DataFile.foreignForm(of: file.bytes) { throw Failure(.unusable, "\(file.name) \(what)") }
    let isMarked = file.bytes.starts(with: [0xef, 0xbb, 0xbf])
    guard let text = String(validating: isMarked ? file.bytes[3...] : file.bytes[...], as: UTF8.self) else {
      throw Failure(.unusable, "\(file.name) is damaged: some of it is not UTF-8. Save it as UTF-8")
    }
    return text
  }
}
