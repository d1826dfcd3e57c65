import DeskServer
import Logging
import ServiceLifecycle
import UnixSignals

/// SIGHUP: certificate and key are read again.
struct CertificateReload: Service {
  let server: FrontDeskService
  let log: Logger

  func run() async throws {
    let hangups = await UnixSignalsSequence(trapping: .sighup)
    await cancelWhenGracefulShutdown {
      for await _ in hangups {
        do throws(DeskServerError) {
          try await server.reloadCertificate()
          log.notice("certificate read again")
        } catch {
          log.error("the certificate stays as it was", metadata: ["why": "\(error.context)"])
        }
      }
    }
  }
}

/// Tells the service manager that the server is on its way out.
struct Farewell: Service {
  let environment: [String: String]

  func run() async throws {
    do { try await gracefulShutdown() } catch is CancellationError { return }
    ServiceManager.tell("STOPPING=1", environment)
  }
}
