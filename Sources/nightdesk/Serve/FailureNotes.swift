import Desk
import DeskServer
import Directory
import DirectoryStore
import Logging
import ServiceLifecycle
import Synchronization
import Triage
import WorkingTime

/// Writes down which contacts did not answer, beside the event loop: no session waits for a disk.
///
/// The same report of the same contact that comes again before it is written is one note. What cannot be written is kept
/// and tried again; while that goes on, and where too many wait, whoever reports is told that it is not noted.
struct FailureNotes: Service {
  private struct Key: Hashable {
    let contact: String
    let how: FailureKind
  }

  private struct Note {
    let at: Moment
    let origin: String
  }

  private struct Waiting {
    var notes: [Key: Note] = [:]
    /// Whether the store did not take the last that it was given.
    var isStuck = false
  }

  private final class Box: Sendable {
    let waiting = Mutex(Waiting())
  }

  /// How many notes may wait to be written.
  private static let most = 1024
  /// How often notes are written.
  private static let pace = Duration.milliseconds(200)

  private let store: ServedStore
  private let log: Logger
  private let box = Box()

  init(store: ServedStore, log: Logger) {
    self.store = store
    self.log = log
  }

  /// Takes a note from somebody's session; says why where it does not.
  func take(_ effect: DeskEffect, from somebody: String) -> String? {
    guard case .noteFailure(let contact, let how) = effect else { return nil }
    let key = Key(contact: contact, how: how)
    return box.waiting.withLock { waiting in
      if waiting.isStuck { return "the server cannot write to its store" }
      guard waiting.notes[key] != nil || waiting.notes.count < Self.most else { return "too many are reported at once" }
      waiting.notes[key] = Note(at: .now, origin: somebody)
      return nil
    }
  }

  func run() async throws {
    await cancelWhenGracefulShutdown {
      var handle = StoreHandle(path: store.path)
      while !Task.isCancelled {
        write(&handle)
        do { try await Task.sleep(for: Self.pace) } catch { return }
      }
    }
    // What sessions reported while the last were written.
    var handle = StoreHandle(path: store.path)
    write(&handle)
  }

  private func write(_ handle: inout StoreHandle) {
    let notes = box.waiting.withLock { waiting in
      defer { waiting.notes = [:] }
      return waiting.notes
    }
    guard !notes.isEmpty else { return }
    let clock = store.firstWorld.engine.clock
    var isStuck = false
    for (key, note) in notes.sorted(by: { $0.value.at.seconds < $1.value.at.seconds }) {
      do throws(DirectoryStoreError) {
        try handle.opened().noteFailure(
          contact: key.contact, how: key.how, at: TimeText.text(note.at, clock: clock), origin: note.origin)
      } catch {
        if !isStuck {
          log.error("failed contacts are not noted yet", metadata: ["why": "\(error.explanation)"])
        }
        isStuck = true
        box.waiting.withLock { $0.notes[key] = $0.notes[key] ?? note }
      }
    }
    box.waiting.withLock { $0.isStuck = isStuck }
  }
}
