import Synchronization

/// Something that is made once, when first needed, and is the same for everybody from then on.
final class Lazy<Value: Sendable>: Sendable {
  private let made = Mutex<Value?>(nil)

  func value(_ make: () -> Value) -> Value {
    made.withLock { held in
      if let held { return held }
      let new = make()
      held = new
      return new
    }
  }
}
