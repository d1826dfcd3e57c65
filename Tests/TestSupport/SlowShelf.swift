package import Casebook
import Foundation
import Synchronization
package import WorkingTime

/// A casebook without a case that lets everybody in as an officer, and shows its cases once for each time that it is let.
package final class SlowShelf: CaseShelf {
  private let leave = DispatchSemaphore(value: 0)
  private let asked = Mutex(0)

  /// A casebook that does not answer yet.
  package init() {}

  /// Lets it answer so many times.
  package func answer(times: Int = 1) { for _ in 0..<times { leave.signal() } }

  /// How many times it has been asked for its cases.
  package var looks: Int { asked.withLock { $0 } }

  /// All is well with it.
  package var notice: String? { nil }

  package func officer(named name: String) throws(CaseTrouble) -> CaseOfficer? {
    CaseOfficer(name: name, role: .officer, councils: nil)
  }

  package func open() throws(CaseTrouble) -> [CaseRecord] {
    asked.withLock { $0 += 1 }
    leave.wait()
    return []
  }

  private func none() -> CaseTrouble { CaseTrouble(.notFound, "no case is kept here") }
  package func begin(_: Revision, of: TriageName?, by: String, at: Moment) throws(CaseTrouble) -> CaseRecord {
    throw none()
  }
  package func append(
    _: [NewDeed], to: CaseReference, by: String, at: Moment, after: Int
  ) throws(CaseTrouble) -> CaseRecord { throw none() }
  package func record(of: CaseReference) throws(CaseTrouble) -> CaseRecord { throw none() }
  package func read(_: CaseReference, by: CaseSeat, at: Moment) throws(CaseTrouble) -> [CaseReader] { throw none() }
  package func glance(at _: CaseReference, by _: CaseSeat, at _: Moment) throws(CaseTrouble) { throw none() }
  package func putDown(_: CaseReference?, by: CaseSeat, at: Moment) throws(CaseTrouble) { throw none() }
  package func counts(in: Quarter) throws(CaseTrouble) -> [CountRow] { throw none() }
}
