import DeskServer
import Glibc
import ServiceLifecycle
import UnixSignals

/// SIGHUP: the files are read again.
struct Reload: Service {
  let hangups: Hangups

  func run() async throws {
    let signals = await UnixSignalsSequence(trapping: .sighup)
    await cancelWhenGracefulShutdown {
      for await _ in signals { hangups.add() }
    }
  }

  /// Until that runs a SIGHUP must not end the process: it reads everything anyway.
  static func holdOn() { signal(SIGHUP) { _ in } }
}

/// Tells the service manager that the server is on its way out.
struct Farewell: Service {
  let environment: [String: String]

  func run() async throws {
    do { try await gracefulShutdown() } catch is CancellationError { return }
    ServiceManager.tell("STOPPING=1", environment)
  }
}
