import DeskServer
import Directory
import DirectoryStore
import Logging
import ServiceLifecycle
import Triage

/// Notices within a quarter of a second what other processes commit to the store, or that another has taken its place, and
/// has the server answer from it.
///
/// All reading and indexing happens here, beside the event loop; sessions see one swap. A state that cannot be read leaves
/// the one before in use, is told once, and is tried again until it can be.
struct DirectoryWatch: Service {
  let store: ServedStore
  let server: FrontDeskService
  let log: Logger

  private static let pace = Duration.milliseconds(250)

  /// What the store looked like when it was last read.
  private struct Seen: Equatable {
    let file: StoreHandle.Identity?
    let commits: Int
  }

  func run() async throws {
    await cancelWhenGracefulShutdown { await watch() }
  }

  private func watch() async {
    var world = store.firstWorld
    var change = store.firstChange
    var handle = StoreHandle(path: store.path)
    var seen: Seen?
    var trouble: String?
    while !Task.isCancelled {
      do throws(DirectoryStoreError) {
        // Both before the rest: what is committed or moved here meanwhile is then seen at the next look.
        let file = StoreHandle.Identity(path: store.path)
        let open = try handle.opened()
        let now = Seen(file: file, commits: try open.commitMark())
        if now != seen {
          // Who was revoked is out at once, whatever may be wrong with the directory.
          if let next = try holders(open, world) {
            await server.answer(from: next)
            world = next
          }
          if let next = try directory(open, after: &change, world) {
            await server.answer(from: next)
            // The old directory goes here, not on the event loop: it is a great many small things to free.
            world = next
          }
        }
        seen = now
        if trouble != nil { log.notice("the store can be read again") }
        trouble = nil
      } catch {
        // Opened anew the next time: what is wrong may be with what is open, not with the file.
        handle.close()
        seen = nil
        if trouble != error.explanation {
          log.error("the store cannot be read; still answering from before", metadata: ["why": "\(error.explanation)"])
        }
        trouble = error.explanation
      }
      do { try await Task.sleep(for: Self.pace) } catch { return }
    }
  }

  /// Who may sign in, where that has changed; nil where it has not.
  private func holders(_ database: DirectoryDatabase, _ world: DeskWorld) throws(DirectoryStoreError) -> DeskWorld? {
    let next = ServedStore.world(world.engine, try database.tokens(), world.checking, world.postcodes, log: log)
    return next.holders == world.holders ? nil : next
  }

  /// The directory, where that has changed; nil where it has not.
  private func directory(
    _ database: DirectoryDatabase, after change: inout String, _ world: DeskWorld
  ) throws(DirectoryStoreError) -> DeskWorld? {
    let latest = try ServedStore.mark(of: database)
    guard latest != change else { return nil }
    let snapshot = try database.sealedSnapshot()
    do throws(ProtocolBookError) {
      let engine = try world.engine.over(snapshot)
      change = latest
      log.notice("answering from a new directory", metadata: ["version": "\(snapshot.version)"])
      return ServedStore.world(engine, holders: world.holders, world.checking, world.postcodes)
    } catch {
      log.error("the rules do not fit the new directory", metadata: ["why": "\(error.explanation)"])
      return nil
    }
  }
}
