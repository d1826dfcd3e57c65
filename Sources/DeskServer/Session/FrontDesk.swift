import CAllocator
import Desk
import Directory
import Logging
import NIOCore
import Triage
import WorkingTime

/// What all sessions share. It lives on one event loop and is touched nowhere else, so that nothing in it needs a lock: a
/// look-up is microseconds of work, and one core answers more of them than any building can ask.
final class FrontDesk {
  let configuration: FrontDeskConfiguration
  let requiresSignIn: Bool
  let limits: DeskLimits
  let log: Logger
  private let clock: @Sendable () -> Moment
  private let perform: @Sendable (DeskEffect) -> Void

  private(set) var world: DeskWorld
  private(set) var signIn: SignIn
  var tls: TLSIdentity?
  /// The time of the last sweep: near enough for idle sessions, and without a look at the clock for each request.
  @exclusivity(unchecked) private(set) var time = NIODeadline.now()

  // As in `TerminalHandler`: touched for each request, on the event loop only, by nothing that calls back in here.
  @exclusivity(unchecked) private var texts: ReplyCache
  @exclusivity(unchecked) private var documents: ReplyCache
  /// Where replies are written before they are sent; handed from session to session, so that an idle one holds none.
  @exclusivity(unchecked) private var spare: ByteBuffer
  private var scratch: [UInt8] = []

  private var sessions: [ObjectIdentifier: TerminalHandler] = [:]
  private var sessionsByAddress: [String: Int] = [:]
  /// How many sessions have gone since memory was last given back, and when that was.
  private var gone = 0
  private var gaveBack = NIODeadline.now()
  private(set) var isDraining = false
  private var drained: EventLoopPromise<Void>?

  init(
    _ configuration: FrontDeskConfiguration, world: DeskWorld, tls: TLSIdentity?, log: Logger,
    clock: @escaping @Sendable () -> Moment, perform: @escaping @Sendable (DeskEffect) -> Void
  ) {
    self.configuration = configuration
    limits = configuration.limits
    requiresSignIn = configuration.requiresSignIn
    self.world = world
    self.tls = tls
    self.log = log
    self.clock = clock
    self.perform = perform
    signIn = Self.signIn(of: world, configuration)
    texts = ReplyCache(capacity: 16 << 20, seed: .random(in: .min ... .max))
    documents = ReplyCache(capacity: 16 << 20, seed: .random(in: .min ... .max))
    spare = ByteBuffer()
  }

  private static func signIn(of world: DeskWorld, _ configuration: FrontDeskConfiguration) -> SignIn {
    SignIn(isRequired: configuration.requiresSignIn, holders: world.holders, mark: { Token.mark(of: $0) })
  }

  // MARK: - Answers

  /// The moment of a request; forgets the replies of an earlier one.
  func moment() -> Moment {
    let now = clock()
    texts.enter(period: now.seconds / 60)
    documents.enter(period: now.seconds)
    return now
  }

  func context(at now: Moment) -> DeskContext {
    DeskContext(
      engine: world.engine, now: now, programVersion: configuration.programVersion, signIn: signIn,
      checking: world.checking, postcodes: world.postcodes)
  }

  /// Writes the reply that a line got a moment ago from this or another session; false where there is none.
  func repeatReply(to line: ByteBuffer, as format: DeskFormat, into out: inout ByteBuffer) -> Bool {
    switch format {
    case .text: texts.write(replyTo: line, into: &out)
    case .json: documents.write(replyTo: line, into: &out)
    }
  }

  /// Writes a reply, and keeps it where others may get the same.
  func write(_ reply: Reply, to line: ByteBuffer?, into out: inout ByteBuffer) {
    scratch.removeAll(keepingCapacity: true)
    reply.write(to: &scratch)
    out.writeBytes(scratch)
    guard let line else { return }
    switch reply.holds {
    case .once: break
    case .minute: texts.keep(scratch, to: line)
    case .second: documents.keep(scratch, to: line)
    }
  }

  func carryOut(_ effect: DeskEffect) {
    perform(effect)
  }

  func takeBuffer() -> ByteBuffer {
    defer { spare = ByteBuffer() }
    return spare
  }

  func giveBack(_ buffer: consuming ByteBuffer) {
    guard buffer.storageCapacity <= 256 << 10 else { return }
    spare = buffer
    spare.clear()
  }

  /// From the next request on, every session answers from this.
  func answer(from world: DeskWorld) {
    self.world = world
    signIn = Self.signIn(of: world, configuration)
    texts.clear()
    documents.clear()
    // The old directory goes too, and leaves as much room as a crowd.
    gone += Self.crowd
  }

  func greeting(hasTLS: Bool) -> Reply {
    let directory = world.engine.directory
    return Reply.greeting(
      name: configuration.name, directory: (directory.version, TimeText.text(directory.date)),
      capabilities: ["triage", "json", "auth"] + (hasTLS ? ["tls"] : []))
  }

  // MARK: - Sessions

  /// How many sessions there are.
  var count: Int { sessions.count }

  /// Takes a session in; or says why there is no room for it.
  func admit(_ session: TerminalHandler, from address: String?) -> Reply? {
    if isDraining { return Reply(421, "the server is shutting down") }
    guard sessions.count < limits.sessions else {
      log.warning("no room for another session", metadata: ["sessions": "\(sessions.count)"])
      return Reply(421, "no room for another session; try again later")
    }
    if let address {
      guard sessionsByAddress[address, default: 0] < limits.sessionsPerAddress else {
        log.warning("too many sessions from one address", metadata: ["peer": "\(address)"])
        return Reply(421, "no room for another session from your address")
      }
      sessionsByAddress[address, default: 0] += 1
    }
    sessions[ObjectIdentifier(session)] = session
    return nil
  }

  /// Lets a session go that was taken in.
  func release(_ session: TerminalHandler, from address: String?) {
    guard sessions.removeValue(forKey: ObjectIdentifier(session)) != nil else { return }
    if let address, let count = sessionsByAddress[address] {
      sessionsByAddress[address] = count > 1 ? count - 1 : nil
    }
    gone += 1
    if isDraining, sessions.isEmpty { drained?.succeed() }
  }

  /// Ends what has been idle, stalled or half closed for too long, and lets go of a directory that was swapped.
  func sweep() {
    time = .now()
    var carried = 0
    let context = context(at: clock())
    for session in sessions.values {
      session.sweep(at: time)
      if carried < 100, session.follow(context) { carried += 1 }
    }
    giveMemoryBack()
  }

  /// Gives the machine back what a crowd of sessions has left free. The allocator keeps it otherwise, so that one rush of
  /// hostile clients would show in the size of the process for good. It takes a millisecond or two.
  private func giveMemoryBack() {
    guard gone >= Self.crowd, time - gaveBack >= .seconds(5) else { return }
    gone = 0
    gaveBack = time
    malloc_trim(0)
  }

  /// As many sessions as leave room that is worth giving back.
  private static let crowd = 200

  /// Answers what is in flight, takes leave of every session, and tells when the last has gone.
  func drain(_ promise: EventLoopPromise<Void>) {
    isDraining = true
    drained = promise
    if sessions.isEmpty { return promise.succeed() }
    for session in Array(sessions.values) { session.drain() }
  }

  /// Closes what is still there.
  func closeAll() {
    for session in Array(sessions.values) { session.close() }
  }
}
