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
  package var explanation: String { path == Self.shared ? context : "the store \(path): \(context)" }

  /// What stands in the place of a path where it is the shared record that refuses.
  package static let shared = "shared record"

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
      self.init(Code(error.resultCode), path: path, "\(doing) failed: \(Self.words(for: error))")
    default: self.init(.damaged, path: path, "\(doing) failed: \(error.inWords)")
    }
  }
}

extension DirectoryStoreError {
  /// What came in the way, and what an operator can do about it.
  private static func words(for error: DatabaseError) -> String {
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: "another process has kept it locked, so that nothing is changed: try again"
    case .SQLITE_FULL: "its disk is full, and nothing is changed: make room on its disk and try again"
    case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
      "it may not be written, and nothing is changed: the file and its folder must be open to you for writing, even to read"
    case .SQLITE_NOTADB: "it is not a database, but another file of that name: --store names the store"
    case .SQLITE_CORRUPT: "the file is damaged: 'nightdesk restore' puts a backup in its place"
    case .SQLITE_IOERR: "its disk cannot be read or written: look at the disk, and try again"
    case .SQLITE_NOMEM: "the machine has no memory left: end something else, and try again"
    default: error.message ?? "nothing says why"
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
