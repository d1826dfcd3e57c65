import Foundation
import StoreFile

/// A file, or standard input for `-`, read whole or line by line in bounded memory.
struct InputFile {
  /// A line without its ending, or the news that it was too long and has been skipped.
  enum Line {
    case bytes([UInt8])
    case tooLong(limit: Int)
  }

  /// The longest line taken, in bytes.
  static let longestLine = 1 << 20

  private let handle: FileHandle
  private let name: String
  private var buffer: [UInt8] = []
  private var place = 0
  private var isAtEnd = false

  init(_ path: String) throws {
    name = path == "-" ? "standard input" : path
    if path == "-" {
      handle = .standardInput
      return
    }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue,
      let opened = FileHandle(forReadingAtPath: path)
    else { throw Failure(.unusable, "\(path) cannot be read: no such file") }
    handle = opened
  }

  func all() throws -> [UInt8] {
    do {
      return Array(try handle.readToEnd() ?? Data())
    } catch {
      throw Failure(.unusable, "\(name) cannot be read: \(error.systemWords)")
    }
  }

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
    buffer.removeAll(keepingCapacity: true)
    place = 0
    guard !isAtEnd else { return false }
    do {
      guard let chunk = try handle.read(upToCount: 1 << 16), !chunk.isEmpty else {
        isAtEnd = true
        return false
      }
      buffer.append(contentsOf: chunk)
      return true
    } catch {
      throw Failure(.unusable, "\(name) cannot be read: \(error.systemWords)")
    }
  }
}
