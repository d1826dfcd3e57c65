import DeskServer
import Directory
import DirectoryStore
import Logging
import ServiceLifecycle
import Triage

/// Notices within a quarter of a second what other processes commit to the store, and has the server answer from it.
///
/// All reading and indexing happens here, beside the event loop; sessions see one swap. A state that cannot be read leaves
/// the one before in use.
struct DirectoryWatch: Service {
  let store: ServedStore
  let server: FrontDeskService
  let log: Logger

  private static let pace = Duration.milliseconds(250)

  func run() async throws {
    await cancelWhenGracefulShutdown { await watch() }
  }

  private func watch() async {
    var world = store.firstWorld
    var change = store.firstChange
    var database: DirectoryDatabase?
    var mark: Int?
    while !Task.isCancelled {
      do throws(DirectoryStoreError) {
        let open: DirectoryDatabase
        if let database { open = database } else { open = try store.open() }
        database = open
        // Read before the rest: what is committed meanwhile is then seen at the next look.
        let now = try open.commitMark()
        if now != mark, let next = try read(open, after: &change, world) {
          await server.answer(from: next)
          // The old directory goes here, not on the event loop: it is a great many small things to free.
          world = next
        }
        mark = now
      } catch {
        log.error("the store cannot be read; still answering from before", metadata: ["why": "\(error.explanation)"])
      }
      do { try await Task.sleep(for: Self.pace) } catch { return }
    }
  }

  private func read(
    _ database: DirectoryDatabase, after change: inout String, _ world: DeskWorld
  ) throws(DirectoryStoreError) -> DeskWorld? {
    let latest = try ServedStore.mark(of: database)
    let tokens = try database.tokens()
    guard latest != change else {
      let next = ServedStore.world(world.engine, tokens, world.checking, world.postcodes, log: log)
      return next.holders == world.holders ? nil : next
    }
    let snapshot = try database.snapshot()
    do throws(ProtocolBookError) {
      let engine = try world.engine.over(snapshot)
      change = latest
      log.notice("answering from a new directory", metadata: ["version": "\(snapshot.version)"])
      return ServedStore.world(engine, tokens, world.checking, world.postcodes, log: log)
    } catch {
      log.error("the rules do not fit the new directory", metadata: ["why": "\(error.explanation)"])
      return nil
    }
  }
}
