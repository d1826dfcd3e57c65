import GRDB
import WorkingTime

/// Why the store could not do what it was asked; nothing has been changed then but where it is `uncertain`.
package struct DirectoryStoreError: Error, Sendable, Equatable {
  /// What sort of failure it is.
  package enum Code: String, Sendable, CaseIterable {
    /// The file or its folder cannot be made, opened, read or written.
    case unavailable
    /// The file is no database.
    case notADatabase
    /// The file is another program's database.
    case foreign
    /// A newer version of this program made the store.
    case newerSchema
    /// No directory has been loaded yet.
    case empty
    /// The content breaks a rule of the schema.
    case refused
    /// The directory is another than the one a change was made for.
    case moved
    /// The site follows a shared record, and that did not take the change.
    case notShared
    /// The site follows a shared record, of which it is not known whether it took the change. Asking for its seal tells.
    case uncertain
    /// Another process kept the store locked for too long.
    case busy
    /// The file is corrupt, or holds a value that cannot be read.
    case damaged
    /// Anything else: disk full, out of memory, a failed write.
    case failed
  }

  /// What sort of failure it is.
  package let code: Code
  /// The file's path; `:memory:` for a store without a file.
  package let path: String
  /// What was being done, and what came in the way.
  package let context: String

  /// The failure in one sentence.
  package var explanation: String { "the store \(path): \(context)" }

  /// A failure of a sort, in words.
  package init(_ code: Code, path: String, _ context: String) {
    self.code = code
    self.path = path
    self.context = context
  }

  /// A failure of SQLite or GRDB while something was being done.
  init(_ error: any Error, path: String, doing: String) {
    switch error {
    case let error as DirectoryStoreError: self = error
    case let error as DatabaseError:
      let message = error.message ?? "no message"
      let number = error.extendedResultCode.rawValue
      let code = Code(error.resultCode)
      self.init(
        code, path: path, "\(doing) failed: \(message) (SQLite result \(number))\(Self.advice(on: error.resultCode))")
    default: self.init(.damaged, path: path, "\(doing) failed: \(error.inWords)")
    }
  }
}

extension DirectoryStoreError {
  /// What an operator can do about a failure of the machine.
  private static func advice(on result: ResultCode) -> String {
    switch result {
    case .SQLITE_BUSY, .SQLITE_LOCKED: "; another process has kept it locked, so that nothing is changed: try again"
    case .SQLITE_FULL: "; nothing is changed: make room on its disk and try again"
    case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM:
      "; nothing is changed: the file and its folder must be open to you for writing, even to read"
    default: ""
    }
  }
}

extension DirectoryStoreError.Code {
  fileprivate init(_ result: ResultCode) {
    switch result {
    case .SQLITE_CONSTRAINT: self = .refused
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy
    case .SQLITE_NOTADB: self = .notADatabase
    case .SQLITE_CORRUPT: self = .damaged
    case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_AUTH: self = .unavailable
    default: self = .failed
    }
  }
}
