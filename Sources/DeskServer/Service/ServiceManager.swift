import Glibc

/// What systemd hands to a service and is told by it, without its library: a few variables and a datagram.
package enum ServiceManager {
  /// What a socket unit calls its socket (`FileDescriptorName=`) where it is meant for browsers.
  package static let web = "web"

  /// The sockets that were opened for this process (`LISTEN_FDS`), in order; none where it was started by hand.
  ///
  /// - Parameters:
  ///   - environment: The process's variables.
  ///   - name: Only those that their unit calls so (`LISTEN_FDNAMES`); nil for all others but those for browsers.
  /// - Returns: Their descriptors.
  /// - Throws: `DeskServerError`, `unusableSocket`, where the variables make no sense.
  package static func inheritedSockets(
    _ environment: [String: String], named name: String? = nil
  ) throws(DeskServerError) -> [CInt] {
    guard let process = environment["LISTEN_PID"], let count = environment["LISTEN_FDS"] else { return [] }
    // Meant for another process, from which the variables came down to this one.
    guard process == "\(getpid())" else { return [] }
    guard let count = CInt(count), (1...64).contains(count) else {
      throw DeskServerError(.unusableSocket, "LISTEN_FDS is '\(count)', which is not a number of sockets")
    }
    let first: CInt = 3
    for descriptor in first..<first + count {
      // Not for programs that this one may start.
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }
    let names = (environment["LISTEN_FDNAMES"] ?? "").split(separator: ":", omittingEmptySubsequences: false)
    return (0..<count).filter { place in
      let own = Int(place) < names.count && names[Int(place)] == web
      return own == (name == web)
    }.map { first + $0 }
  }

  /// How often the service manager wants to hear that the service is alive (`WATCHDOG_USEC`), in microseconds; nil where it
  /// does not.
  package static func watchdog(_ environment: [String: String]) -> Int64? {
    guard let text = environment["WATCHDOG_USEC"], let span = Int64(text), span > 0 else { return nil }
    // Meant for another process, from which the variables came down to this one.
    if let process = environment["WATCHDOG_PID"], process != "\(getpid())" { return nil }
    return span
  }

  /// Tells the service manager how things stand (`READY=1`, `STOPPING=1`); does nothing where none asked to be told.
  ///
  /// - Returns: Whether it was told, or need not be.
  @discardableResult
  package static func tell(_ state: String, _ environment: [String: String]) -> Bool {
    guard let path = environment["NOTIFY_SOCKET"] else { return true }
    let socket = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard socket >= 0 else { return false }
    defer { Glibc.close(socket) }
    let bytes = Array(state.utf8)
    let sent = UnixSocket.withAddress(path) {
      sendto(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT), $0, $1)
    }
    return sent == bytes.count
  }
}
