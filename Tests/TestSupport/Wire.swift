import Foundation
import Glibc

/// A client of the line protocol with nothing between it and the socket: what a test must see byte by byte.
package final class Wire {
  /// Why a test's conversation broke off.
  package struct Broken: Error, CustomStringConvertible {
    /// What happened.
    package let description: String

    /// What happened, in words.
    package init(description: String) {
      self.description = description
    }
  }

  /// The descriptor, for tests that treat it badly.
  package let socket: Int32
  private var unread: [UInt8] = []
  /// Whether the server has closed its side.
  package private(set) var isAtEnd = false

  /// Connects to a port of loopback, or to a path.
  ///
  /// - Parameters:
  ///   - port: The port; 0 for a path.
  ///   - path: The Unix socket's path.
  ///   - seconds: How long a read may take before the test fails.
  ///   - receive: The room for what has not been read, in bytes; nil for the machine's own.
  /// - Throws: `Broken` where nothing answers there.
  package init(port: Int = 0, path: String = "", seconds: Int = 120, receive: Int? = nil) throws {
    socket = Glibc.socket(path.isEmpty ? AF_INET : AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    guard socket >= 0 else { throw Broken(description: "no socket: \(errno)") }
    var wait = timeval(tv_sec: seconds, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
    if let receive {
      var size = Int32(receive)
      setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &size, 4)
    }
    let result = path.isEmpty ? Self.connect(socket, port: port) : Self.connect(socket, path: path)
    guard result == 0 else {
      // The socket goes with the object, which is whole by now: closed here too, it could be another's by then.
      throw Broken(description: "cannot connect: \(String(cString: strerror(errno)))")
    }
    var isOn: Int32 = 1
    if path.isEmpty { setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, 4) }
  }

  deinit { Glibc.close(socket) }

  private static func connect(_ socket: Int32, port: Int) -> Int32 {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(port).bigEndian)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }

  private static func connect(_ socket: Int32, path: String) -> Int32 {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8).prefix($0.count - 1)) }
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }

  /// Sends all of some bytes; a server that has gone away ends the test's conversation.
  package func send(_ bytes: some Collection<UInt8>) throws { try Self.send(bytes, to: socket) }

  /// The same to a descriptor, for a thread that only writes while another reads.
  package static func send(_ bytes: some Collection<UInt8>, to socket: Int32) throws {
    var rest = Array(bytes)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { throw Broken(description: "cannot send: \(String(cString: strerror(errno)))") }
      rest = rest.dropFirst(count)
    }
  }

  /// Sends a line with its ending.
  package func send(line: String) throws { try send(Array(line.utf8) + [0x0d, 0x0a]) }

  /// Says that nothing more will be sent.
  package func finish() { shutdown(socket, Int32(SHUT_WR)) }

  /// Goes away without a word: the server sees a reset.
  package func reset() {
    var now = linger(l_onoff: 1, l_linger: 0)
    setsockopt(socket, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
    shutdown(socket, Int32(SHUT_RD))
  }

  /// Reads what is there; nothing at the end. A reset is an end too.
  package func readSome() throws -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = recv(socket, &buffer, buffer.count, 0)
    if count > 0 { return Array(buffer[..<count]) }
    if count == 0 || errno == ECONNRESET {
      isAtEnd = true
      return []
    }
    throw Broken(description: "nothing came: \(String(cString: strerror(errno)))")
  }

  /// The next line without its ending; nil at the end.
  package func line() throws -> String? {
    while true {
      if let end = unread.firstIndex(of: 0x0a) {
        let line = unread[..<end]
        unread.removeSubrange(...end)
        guard line.last == 0x0d else { throw Broken(description: "a line without CR: \(line)") }
        return String(decoding: line.dropLast(), as: UTF8.self)
      }
      let more = try readSome()
      if more.isEmpty { return nil }
      unread += more
    }
  }

  /// The next reply: its line and, where its code says so, its block as it was sent, with the dot that ends it.
  package func reply() throws -> [String] {
    guard let first = try line() else { return [] }
    var lines = [first]
    guard first.dropFirst().first == "1" else { return lines }
    while lines.count == 1 || lines.last != "." {
      guard let next = try line() else { throw Broken(description: "the block of '\(first)' has no end") }
      lines.append(next)
    }
    return lines
  }

  /// Everything up to the end.
  package func rest() throws -> String {
    var bytes = unread
    unread = []
    while true {
      let more = try readSome()
      if more.isEmpty { return String(decoding: bytes, as: UTF8.self) }
      bytes += more
    }
  }
}
