import Foundation

/// Which server of a shared record is meant: what a command names, else what `NIGHTDESK_SHARED` says, else the one that the site has
/// joined.
enum SharedServer {
  /// The server that is named; nil where none is.
  ///
  /// - Throws: `Failure` where a password is in it: others may read the arguments of a command, and its environment goes on to
  ///   whatever it starts.
  static func named(_ option: String? = nil) throws(Failure) -> String? {
    guard let server = option ?? ProcessInfo.processInfo.environment["NIGHTDESK_SHARED"], !server.isEmpty else {
      return nil
    }
    if server.contains(#/password\s*=/#) || server.contains(#/://[^/@]*:[^/@]*@/#) {
      throw Failure(
        .unusable,
        "a password goes neither into --server nor into NIGHTDESK_SHARED; name a file of it with 'passfile=FILE'")
    }
    return server
  }
}
