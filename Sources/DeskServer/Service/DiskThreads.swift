package import NIOPosix

/// The threads on which is waited for a disk, so that no loop does that serves others.
///
/// The casebook may be locked by another program for seconds, and so may the store. Who waits for one of them must not take the
/// thread of whoever waits for the other, nor the last one.
package enum DiskThreads {
  /// For the casebook. Whoever records there waits for the lock, one after the other; whoever only looks finds a thread beside them.
  package static let casebook = started(16)
  /// For the numbers that did not answer. They go into the store one after the other, and no case is in their way.
  static let reports = started(1)

  private static func started(_ count: Int) -> NIOThreadPool {
    let pool = NIOThreadPool(numberOfThreads: count)
    pool.start()
    return pool
  }
}
