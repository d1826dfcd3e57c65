import CaseStore
import Casebook
import DeskServer
import Logging
import NIOPosix
import ServiceLifecycle

/// Looks at the casebook as the directory's store is looked at: what becomes of its file is in every greeting and, once, in the
/// log. It is opened again by itself once it is back.
///
/// A look may wait for a lock; it keeps nobody else waiting.
struct CasebookWatch: Service {
  let store: CaseStore
  let log: Logger

  private static let pace = Duration.milliseconds(250)

  func run() async throws {
    await cancelWhenGracefulShutdown {
      var last = CaseStore.CasebookCondition()
      while !Task.isCancelled {
        do {
          let now = try await DiskThreads.casebook.runIfActive { store.look() }
          tell(now, after: last)
          last = now
          try await Task.sleep(for: Self.pace)
        } catch { return }
      }
    }
  }

  /// No case is named in the log.
  private func tell(_ now: CaseStore.CasebookCondition, after last: CaseStore.CasebookCondition) {
    if let trouble = now.trouble, trouble != last.trouble {
      log.error(
        "\(trouble.text). Nothing is recorded in the casebook until that is put right")
    }
    if now.trouble == nil, last.trouble != nil { log.notice("the casebook is as it should be again") }
    if let replaced = now.replaced, last.replaced == nil { log.error("\(replaced)") }
    if now.unlogged > last.unlogged {
      log.error(
        "cases were read and that could not be logged in the casebook",
        metadata: ["readings": "\(now.unlogged - last.unlogged)", "why": "\(now.whyUnlogged?.text ?? "not known")"])
    }
    if now.damaged > last.damaged {
      log.error(
        "open cases are damaged; 'nightdesk casebook verify' names them", metadata: ["cases": "\(now.damaged)"])
    }
  }
}
