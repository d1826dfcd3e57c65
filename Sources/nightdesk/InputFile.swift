import DirectoryExchange
import Foundation
import StoreFile

/// A file, or standard input for `-`, read line by line in bounded memory.
struct InputFile {
  /// A line without its ending, or the news that it was too long and has been skipped.
  enum Line {
    case bytes([UInt8])
    case tooLong(limit: Int)
  }

  /// The longest line taken, in bytes.
  static let longestLine = 1 << 20

  private let input: InputDescriptor
  private var buffer: [UInt8] = []
  private var chunk = [UInt8](repeating: 0, count: 1 << 16)
  private var place = 0
  private var isAtEnd = false
  private var isBegun = false

  /// Opens a file.
  ///
  /// - Throws: `Failure` where it cannot be read, or is no plain file.
  init(_ path: String) throws { input = try InputDescriptor(path) }

  /// The next line; nil at the end.
  ///
  /// - Throws: `Failure` where it cannot be read, or turns out to be no text in UTF-8.
  mutating func nextLine() throws -> Line? {
    var line: [UInt8] = []
    var isTooLong = false
    while true {
      if let end = buffer[place...].firstIndex(of: 0x0a) {
        if !isTooLong { line.append(contentsOf: buffer[place..<end]) }
        place = end + 1
        return isTooLong || line.count > Self.longestLine ? .tooLong(limit: Self.longestLine) : .bytes(line)
      }
      if !isTooLong { line.append(contentsOf: buffer[place...]) }
      if line.count > Self.longestLine {
        isTooLong = true
        line = []
      }
      guard try refill() else {
        if isTooLong { return .tooLong(limit: Self.longestLine) }
        return line.isEmpty ? nil : .bytes(line)
      }
    }
  }

  private mutating func refill() throws -> Bool {
    place = 0
    buffer.removeAll(keepingCapacity: true)
    guard !isAtEnd else { return false }
    let count = try input.read(into: &chunk)
    guard count > 0 else {
      isAtEnd = true
      return false
    }
    buffer.append(contentsOf: chunk[..<count])
    if !isBegun, let what = DataFile.foreignForm(of: buffer, isWhole: false) {
      throw Failure(.unusable, "\(input.name) \(what)")
    }
    isBegun = true
    return true
  }
}
