import Directory
import Foundation

/// Which councils serve a postcode: the shipped table, read when the first postcode is asked for.
extension Site {
  /// The table, to be read when it is first needed.
  func postcodes() -> PostcodeBook {
    let data = dataPath
    return PostcodeBook {
      guard let data else { return nil }
      let file = URL(fileURLWithPath: data + "/postcodes/councils.txt")
      do {
        return try PostcodeTable(try Self.bytes(of: file))
      } catch let error as PostcodeTableError {
        Out.error("warning: postcodes are not known: \(file.path): \(error.context)")
      } catch {
        Out.error("warning: postcodes are not known: \((error as? Failure)?.text ?? "\(error)")")
      }
      return nil
    }
  }
}
