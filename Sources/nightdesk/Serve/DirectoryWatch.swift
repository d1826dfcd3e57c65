import DeskServer
import DeskWeb
import Directory
import DirectoryStore
import Logging
import ServiceLifecycle
import Synchronization
import Triage

/// Notices within a quarter of a second what other processes commit to the store, or what becomes of its file, and within a
/// few seconds, or at once where it is told to, that the rules, the calendar or the certificate have changed; and has the
/// server answer from it.
///
/// All reading and indexing happens here, beside the event loop; sessions see one swap. What cannot be read leaves in use
/// what was before, is told once, and is tried again until it can be.
struct DirectoryWatch: Service {
  let store: ServedStore
  let server: FrontDeskService
  /// The pages for browsers; nil where none are offered.
  let pages: WebService?
  let files: DataFiles
  let hangups: Hangups
  let log: Logger
  /// Told in a line how things stand whenever that changes.
  let tell: @Sendable (String) -> Void

  private static let pace = Duration.milliseconds(250)
  /// Files are looked at every so many looks at the store.
  private static let every = 8

  func run() async throws {
    await cancelWhenGracefulShutdown { await watch() }
  }

  private func watch() async {
    var world = store.world
    var files = files
    var follower = StoreFollower(
      path: store.path, held: world.engine.directory, change: store.firstChange, trouble: store.firstTrouble,
      wrong: store.firstWrong, reports: store.firstReports)
    var looks = 0
    tell(Self.status(of: world))
    while !Task.isCancelled {
      let before = world.engine.directory.notice
      if let news = follower.look() { await take(news, &world) }
      looks += 1
      if hangups.take() {
        await reload(&files, &world, isAsked: true)
      } else if looks % Self.every == 0, files.haveChanged() {
        await reload(&files, &world, isAsked: false)
      }
      if world.engine.directory.notice != before { tell(Self.status(of: world)) }
      do { try await Task.sleep(for: Self.pace) } catch { return }
    }
  }

  private static func status(of world: DeskWorld) -> String {
    let directory = world.engine.directory
    return directory.notice?.text ?? "answering from directory \(directory.version)"
  }

  private func take(_ news: StoreFollower.News, _ world: inout DeskWorld) async {
    if let trouble = news.trouble {
      log.error("the store is not as it should be; every answer says so", metadata: ["why": "\(trouble)"])
    }
    if news.isWell { log.notice("the store is as it should be again") }
    let holders = news.tokens.map { ServedStore.holders($0, log) } ?? world.holders
    var engine = world.engine
    if let directory = news.directory {
      do throws(ProtocolBookError) {
        engine = try engine.over(directory)
        if directory.version != world.engine.directory.version {
          log.notice("answering from a new directory", metadata: ["version": "\(directory.version)"])
        }
      } catch {
        log.error("the rules do not fit the new directory", metadata: ["why": "\(error.explanation)"])
      }
    }
    let reports = news.reports ?? world.reports
    guard engine !== world.engine || holders != world.holders || reports != world.reports else { return }
    let next = ServedStore.world(engine, holders: holders, world.checking, world.postcodes, world.papers, reports)
    await server.answer(from: next)
    await pages?.answer(from: next)
    // The old directory goes here, not on the event loop: it is a great many small things to free.
    world = next
    store.world = next
  }

  /// Reads the files again. Each of them stands alone: one that cannot be used stays as it was, and is told.
  private func reload(_ files: inout DataFiles, _ world: inout DeskWorld, isAsked: Bool) async {
    let reading = files.read(over: world)
    var troubles = reading.troubles
    let next = ServedStore.world(
      reading.engine, holders: world.holders, reading.checking, reading.postcodes, reading.papers, world.reports)
    do throws(DeskServerError) {
      let identity = try server.renewedIdentity()
      await server.answer(from: next, identity)
      await pages?.answer(from: next, identity)
    } catch {
      troubles.append(
        DataFiles.Trouble(what: "certificate", why: error.context, files: files.certificates))
      await server.answer(from: next)
      await pages?.answer(from: next)
    }
    world = next
    store.world = next
    for trouble in troubles {
      log.error("cannot be used and stays as it was", metadata: ["what": "\(trouble.what)", "why": "\(trouble.why)"])
    }
    let changed = files.settle(reading, but: troubles)
    if !changed.isEmpty {
      log.notice("read again", metadata: ["changed": "\(changed.joined(separator: ", "))"])
    } else if isAsked, troubles.isEmpty {
      log.notice("read again; nothing has changed")
    }
  }
}

/// How often somebody has asked for the files to be read again.
final class Hangups: Sendable {
  private let count = Mutex(0)

  func add() { count.withLock { $0 += 1 } }

  /// Whether somebody has since this was last asked.
  func take() -> Bool {
    count.withLock { count in
      defer { count = 0 }
      return count > 0
    }
  }
}
