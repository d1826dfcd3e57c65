import Directory
import Foundation

/// Which councils serve a postcode: the shipped table, read when the first postcode is asked for.
extension Site {
  /// The table, to be read when it is first needed.
  func postcodes() -> PostcodeBook {
    let data = dataPath
    return PostcodeBook {
      do {
        return try Self.postcodeTable(in: data)
      } catch {
        Out.error("warning: postcodes are not known: \((error as? Failure)?.text ?? "\(error)")")
        return nil
      }
    }
  }

  /// The table of a folder of data; nil where it holds none.
  static func postcodeTable(in data: String?) throws -> PostcodeTable? {
    guard let data else { return nil }
    let file = URL(fileURLWithPath: data + "/postcodes/councils.txt")
    do {
      return try PostcodeTable(try bytes(of: file))
    } catch let error as PostcodeTableError {
      throw Failure(.fault, "\(file.path): \(error.context)")
    }
  }
}
