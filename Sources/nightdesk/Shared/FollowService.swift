#if PostgreSQL
  import Foundation
  import Logging
  import ServiceLifecycle
  import UnixSignals

  /// Follows the shared record beside a server, or alone, until that is ended.
  struct FollowService: Service {
    private let following: SharedFollowing

    init(_ following: SharedFollowing) { self.following = following }

    func run() async throws {
      await withGracefulShutdownHandler {
        await withCheckedContinuation { done in
          // A thread of its own: no task waits for libpq.
          Thread {
            following.run()
            done.resume()
          }.start()
        }
      } onGracefulShutdown: {
        following.end()
      }
    }

    /// Follows until a signal ends it.
    func runAlone(_ log: Logger) async throws {
      var group = ServiceGroupConfiguration(
        services: [self], gracefulShutdownSignals: [.sigterm, .sigint], logger: log)
      // The group's own words are of no use to an operator.
      group.logger.logLevel = .error
      try await ServiceGroup(configuration: group).run()
    }
  }
#endif
