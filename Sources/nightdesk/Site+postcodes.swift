import Directory
import Foundation

/// Which councils serve a postcode: the shipped table, read when the first postcode is asked for.
extension Site {
  /// The table, to be read when it is first needed.
  func postcodes() -> PostcodeBook {
    let data = data
    return PostcodeBook {
      do {
        return try data.postcodeTable()
      } catch {
        Out.error("warning: postcodes are not known: \((error as? Failure)?.text ?? "\(error)")")
        return nil
      }
    }
  }
}

extension DataFolder {
  /// The table of the folder; nil where there is none.
  func postcodeTable() throws -> PostcodeTable? {
    guard let path else { return nil }
    let file = URL(fileURLWithPath: path + "/postcodes/councils.txt")
    do {
      return try PostcodeTable(try Self.bytes(of: file))
    } catch let error as PostcodeTableError {
      throw Failure(.fault, "\(file.path): \(error.context)")
    }
  }
}
