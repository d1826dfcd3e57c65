import Desk
import DeskServer
import Directory
import DirectoryStore
import Logging
import ServiceLifecycle
import Triage
import WorkingTime

/// Writes down which contacts did not answer, beside the event loop: no session waits for a disk.
struct FailureNotes: Service {
  private struct Note {
    let contact: String
    let how: FailureKind
    let at: Moment
  }

  /// How many notes may wait to be written; a flood of them beyond that is told and dropped.
  private static let most = 1024

  private let store: ServedStore
  private let log: Logger
  private let notes: AsyncStream<Note>
  private let input: AsyncStream<Note>.Continuation

  init(store: ServedStore, log: Logger) {
    self.store = store
    self.log = log
    (notes, input) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Self.most))
  }

  /// Takes a note from a session.
  func take(_ effect: DeskEffect) {
    guard case .noteFailure(let contact, let how) = effect else { return }
    if case .dropped = input.yield(Note(contact: contact, how: how, at: .now)) {
      log.warning("too many failed contacts at once; one is not noted", metadata: ["contact": "\(contact)"])
    }
  }

  func run() async throws {
    let database: DirectoryDatabase
    do { database = try store.open() } catch { throw Failure(.world, error.explanation) }
    let clock = store.firstWorld.engine.clock
    await withGracefulShutdownHandler {
      for await note in notes {
        do throws(DirectoryStoreError) {
          try database.noteFailure(contact: note.contact, how: note.how, at: TimeText.text(note.at, clock: clock))
        } catch {
          log.error("a failed contact is not noted", metadata: ["why": "\(error.explanation)"])
        }
      }
    } onGracefulShutdown: {
      input.finish()
    }
  }
}
