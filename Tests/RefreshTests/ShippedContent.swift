import Directory
import Refresh
import TestSupport

extension Shipped {
  /// The shipped councils and contacts, as a plan takes them.
  static func content() throws -> DirectoryContent {
    let directory = try Shipped.directory
    return DirectoryContent(councils: directory.councils, contacts: directory.contacts)
  }

  /// A directory of some content, of the shipped one's date.
  static func snapshot(_ content: DirectoryContent) throws -> DirectorySnapshot {
    DirectorySnapshot(
      councils: content.councils, contacts: content.contacts, version: "v", date: try Shipped.directory.date)
  }
}
