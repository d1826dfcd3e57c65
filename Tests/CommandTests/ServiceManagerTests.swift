import Foundation
import Glibc
import TestSupport
import Testing

/// What systemd does with a service, done by hand: sockets handed over, and word that it is ready.
struct ServiceManagerTests {
  @Test func `sockets that were opened for it are served, and it says when it is ready and when it stops`() throws {
    let program = try Program()
    let notices = try Notices(program.folder.path + "/notify")
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let port = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer -> Bool in
        bind(listener, pointer, size) == 0 && listen(listener, 16) == 0 && getsockname(listener, pointer, &size) == 0
      }
    }
    #expect(port)
    let shell = """
      NOTIFY_SOCKET=\(notices.path) LISTEN_PID=$$ LISTEN_FDS=1 WATCHDOG_USEC=300000 WATCHDOG_PID=$$ exec "$1" serve --name test --store "$2" 3<&0 0</dev/null
      """
    let served = try Served(
      program, shell: shell, input: FileHandle(fileDescriptor: listener, closeOnDealloc: true))
    // It says how things stand too, and that it is alive, in its own time.
    var said: Set<String> = []
    while !said.contains("READY=1") || !said.contains(where: { $0.hasPrefix("STATUS=answering from directory ") }) {
      said.insert(try #require(notices.next()))
    }
    #expect(said.isSubset(of: Set(said.filter { $0.hasPrefix("STATUS=") } + ["READY=1", "WATCHDOG=1"])))
    let wire = try Wire(port: Int(UInt16(bigEndian: address.sin_port)))
    #expect(try wire.line()?.hasPrefix("220 ") == true)
    #expect(try Served.ask(wire, "lookup canterbury ooh").hasPrefix("210 "))
    // It says that its loop goes round for as long as that does, in time for whoever waits for that.
    for _ in 0..<5 { #expect(notices.next() == "WATCHDOG=1") }
    let limits = try String(contentsOfFile: "/proc/\(served.process.processIdentifier)/limits", encoding: .utf8)
    #expect(limits.contains(/Max core file size +0 +0/))
    served.process.terminate()
    var notice = notices.next()
    while notice == "WATCHDOG=1" { notice = notices.next() }
    #expect(notice == "STOPPING=1")
    #expect(try wire.line() == "400 the server is shutting down")
    served.process.waitUntilExit()
    #expect(served.process.terminationStatus == 0)
  }
}

/// A socket that hears what a service tells its manager.
private final class Notices {
  let path: String
  private let socket: Int32

  init(_ path: String) throws {
    self.path = path
    socket = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8).prefix($0.count - 1)) }
    let bound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    var wait = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
    if bound != 0 { throw Wire.Broken(description: "cannot bind \(path)") }
  }

  deinit { close(socket) }

  func next() -> String? {
    var buffer = [UInt8](repeating: 0, count: 256)
    let count = recv(socket, &buffer, buffer.count, 0)
    return count < 0 ? nil : String(decoding: buffer[..<count], as: UTF8.self)
  }
}
