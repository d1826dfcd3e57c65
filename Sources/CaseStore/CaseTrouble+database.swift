import Casebook
import GRDB

extension CaseTrouble {
  /// A failure of SQLite while something was being done, in words for whoever is at the desk.
  init(_ error: any Error, path: String, doing: String) {
    switch error {
    case let error as CaseTrouble: self = error
    case let error as DatabaseError:
      let (code, words) = Self.meaning(of: error)
      self.init(code, "the casebook \(path): \(doing) failed, for \(words)")
    default:
      // A value that is not of the kind that its column holds.
      self.init(.damaged, "the casebook \(path): \(doing) failed, for something in it is damaged")
    }
  }

  private static func meaning(of error: DatabaseError) -> (Code, String) {
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: (.busy, "another program has it locked; try again")
    case .SQLITE_NOTADB: (.foreign, "the file is not a database")
    case .SQLITE_CORRUPT: (.damaged, "the file is damaged; 'nightdesk casebook verify' says where")
    case .SQLITE_CANTOPEN: (.unavailable, "the file or its folder cannot be opened for writing")
    case .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_AUTH: (.unavailable, "the file may not be written")
    case .SQLITE_FULL: (.failed, "its disk is full")
    case .SQLITE_IOERR: (.failed, "its disk cannot be read or written")
    case .SQLITE_CONSTRAINT: (.failed, "the file does not take it: \(error.message ?? "it does not say why")")
    case .SQLITE_NOMEM: (.failed, "the machine has no memory left; end something else, and try again")
    default: (.failed, error.message ?? "nothing says why")
    }
  }
}
