import Directory
import Foundation
import WorkingTime

/// Which councils serve a postcode: the site's own table where it has loaded one, else the shipped table; read when the first
/// postcode is asked for.
struct PostcodeSource: Sendable {
  /// The site's own table, beside its store. There need be none.
  let own: String
  /// The data with the shipped table.
  let data: DataFolder
  /// Whether tables are held in memory: a server looks up often, and reads no file for it.
  var isHeld = false

  /// The shipped table; nil where there is none.
  ///
  /// - Throws: `Failure` where it cannot be used.
  func shippedTable() throws -> PostcodeTable? {
    guard let path = data.path else { return nil }
    return try table(at: path + "/postcodes/councils.txt").table
  }

  /// The site's own table; nil where it has none.
  ///
  /// - Throws: `Failure` where it cannot be used.
  func ownTable() throws -> PostcodeTable? {
    var status = stat()
    if lstat(own, &status) != 0, errno == ENOENT { return nil }
    let (table, isShort) = try table(at: own)
    let again = "load it again with 'nightdesk postcodes load FILE', or 'postcodes unload' takes it away"
    switch isShort ? false : table.isWhole(reading: isHeld) {
    case true?: return table
    case false?: throw Failure(.fault, "\(own) is damaged: it is not as it was written; \(again)")
    case nil: throw Failure(.fault, "\(own) is of an older form, which does not tell whether it is whole; \(again)")
    }
  }

  /// The table that answers. A site's own that cannot be used is told, and the shipped one answers.
  func tableInUse() -> PostcodeTable? {
    do {
      if let table = try ownTable() { return table }
    } catch {
      Out.error(
        "warning: the postcodes of this site cannot be used, and the shipped ones answer: "
          + Failure.words(for: error))
    }
    do {
      return try shippedTable()
    } catch {
      Out.error("warning: postcodes are not known: \(Failure.words(for: error))")
      return nil
    }
  }

  private func table(at path: String) throws -> (table: PostcodeTable, isShort: Bool) {
    let file = try PieceFile(path)
    do throws(PostcodeTableError) {
      guard isHeld else { return (try PostcodeTable(count: file.count) { file.piece($0) }, false) }
      let bytes = Array(file.piece(0..<file.count))
      return (try PostcodeTable(bytes), bytes.count < file.count)
    } catch {
      throw Failure(.fault, "\(path): \(error.context)")
    }
  }
}

/// A file that stays open and is read piece by piece. One that is put in its place meanwhile is another file.
private final class PieceFile: Sendable {
  let count: Int
  private let path: String
  private let descriptor: Int32

  /// Opens a file.
  ///
  /// - Throws: `Failure` where it cannot be read or is none.
  init(_ path: String) throws {
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    self.path = path
    guard descriptor >= 0 else {
      count = 0
      throw Failure(.unusable, "\(path) cannot be read: \(systemWords(errno))")
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      count = 0
      throw Failure(.unusable, "\(path) is not a file")
    }
    count = Int(status.st_size)
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// The bytes of a range; what cannot be read is told, and left out.
  func piece(_ range: Range<Int>) -> ArraySlice<UInt8> {
    var bytes = [UInt8](repeating: 0, count: range.count)
    var done = 0
    while done < range.count {
      let count = bytes.withUnsafeMutableBytes {
        pread(descriptor, $0.baseAddress?.advanced(by: done), range.count - done, off_t(range.lowerBound + done))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        Out.error(
          "warning: postcodes are not known: \(path) "
            + (count < 0 ? "cannot be read: \(systemWords(errno))" : "is shorter than it was"))
        break
      }
      done += count
    }
    return bytes[..<done]
  }
}

extension Site {
  /// Where the tables of postcodes are.
  var postcodeSource: PostcodeSource { PostcodeSource(own: storePath + ".postcodes", data: data) }

  /// The table that answers, to be read when it is first needed.
  ///
  /// - Parameter isHeld: Whether it is held in memory then.
  /// - Returns: The table's book, from which nothing has been read.
  func postcodes(isHeld: Bool = false) -> PostcodeBook {
    var source = postcodeSource
    source.isHeld = isHeld
    let use = source
    return PostcodeBook { use.tableInUse() }
  }
}

extension DataFolder {
  /// The ids of councils by their codes of the Office for National Statistics.
  ///
  /// - Throws: `Failure` where the file is not there or a line of it is none.
  func councilCodes() throws -> [String: String] {
    let file = try url().appendingPathComponent("postcodes/codes.txt")
    var ids: [String: String] = [:]
    for line in String(decoding: try Self.bytes(of: file), as: UTF8.self).split(whereSeparator: \.isNewline)
    where !line.hasPrefix("#") {
      let fields = line.split(separator: "\t")
      guard fields.count == 2 else {
        throw Failure(.fault, "\(file.path): '\(line.prefix(40))' is not a code and an id")
      }
      ids[String(fields[0])] = String(fields[1])
    }
    return ids
  }
}
