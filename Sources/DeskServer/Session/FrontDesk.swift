import CAllocator
import Casebook
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
  /// What a token is kept by.
  private let mark: @Sendable (String) -> String
  private let clock: @Sendable () -> Moment
  private let perform: @Sendable (DeskEffect, String) -> String?
  /// What the time is, for spans of it.
  let uptime: () -> NIODeadline
  /// Whose turn it is to work.
  let turns: Turns

  private(set) var world: DeskWorld
  private(set) var signIn: SignIn

  private var texts: ReplyCache
  private var documents: ReplyCache
  /// Where replies are written before they are sent; handed from session to session, so that an idle one holds none.
  private var spare: [ByteBuffer] = []
  private var scratch: [UInt8] = []

  private var sessions: [ObjectIdentifier: TerminalHandler] = [:]
  private var admission: Admission
  /// Sessions that were refused and have not hung up yet.
  private var refusals = 0
  /// When the last were refused, and how many since: the door rests after so many.
  private(set) var refusedLately = 0
  /// Bytes that wait for clients to fetch them.
  private var unread = 0
  /// How many sessions have gone since memory was last given back, and when that was.
  private var gone = 0
  private var gaveBack: NIODeadline
  private(set) var isDraining = false
  private var drained: EventLoopPromise<Void>?

  init(
    _ configuration: FrontDeskConfiguration, world: DeskWorld, log: Logger,
    mark: @escaping @Sendable (String) -> String,
    clock: @escaping @Sendable () -> Moment, perform: @escaping @Sendable (DeskEffect, String) -> String?,
    loop: (any EventLoop)? = nil, uptime: @escaping () -> NIODeadline = { .now() }
  ) {
    self.configuration = configuration
    limits = configuration.limits
    requiresSignIn = configuration.requiresSignIn
    self.world = world
    self.log = log
    self.mark = mark
    self.clock = clock
    self.perform = perform
    self.uptime = uptime
    turns = Turns(loop: loop, uptime: uptime)
    gaveBack = uptime()
    admission = Admission(configuration.limits)
    signIn = SignIn(isRequired: configuration.requiresSignIn, holders: world.holders, mark: mark)
    texts = ReplyCache(capacity: 16 << 20, seed: .random(in: .min ... .max))
    documents = ReplyCache(capacity: 16 << 20, seed: .random(in: .min ... .max))
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
    var context = DeskContext(
      engine: world.engine, now: now, programVersion: configuration.programVersion, signIn: signIn,
      checking: world.checking, postcodes: world.postcodes)
    context.cases = configuration.cases
    context.papers = world.papers
    context.reports = world.reports
    return context
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

  /// What carries out what a reply brings with it, for somebody; any thread may, and it may wait for the disk. It gives the reply to
  /// give, which says so where that cannot be done.
  func carryingOut(for somebody: String) -> @Sendable (Reply) -> Reply {
    { [perform] reply in
      guard let effect = reply.effect else { return reply }
      if let why = perform(effect, somebody) { return reply.notNoted(why) }
      return reply.carriedOut
    }
  }

  func takeBuffer() -> ByteBuffer { spare.popLast() ?? ByteBuffer() }

  /// Takes a buffer that was sent; what has not gone out whole is still the channel's.
  func giveBack(_ buffer: consuming ByteBuffer) {
    guard spare.count < Self.mostSpare, buffer.storageCapacity <= TerminalState.portion * 2,
      buffer.modifyIfUniquelyOwned({ $0.clear() }) != nil
    else { return }
    spare.append(buffer)
  }

  /// As many as one round of the loop answers at once, in a building of usual size.
  private static let mostSpare = 64

  /// From the next request on, every session answers from this.
  func answer(from world: DeskWorld) {
    self.world = world
    signIn = SignIn(isRequired: requiresSignIn, holders: world.holders, mark: mark)
    texts.clear()
    documents.clear()
    // The old directory goes too, and leaves as much room as a crowd.
    gone += Self.crowd
  }

  func greeting(hasTLS: Bool) -> Reply {
    let directory = world.engine.directory
    return Reply.greeting(
      name: configuration.name, directory: (directory.version, TimeText.text(directory.date)),
      capabilities: ["triage", "json", "auth"] + (hasTLS ? ["tls"] : [])
        + (configuration.cases == nil ? [] : ["cases"]),
      notices: [directory.notice?.text, configuration.cases?.shelf.notice].compactMap { $0 })
  }

  // MARK: - Sessions

  /// How many sessions there are.
  var count: Int { sessions.count }

  /// Takes a session in; or says why there is no room for it.
  func admit(_ session: TerminalHandler) -> Reply? {
    let refusal = isDraining ? Reply(421, "the server is shutting down") : admission.admit(session.origin)
    guard let refusal else {
      sessions[ObjectIdentifier(session)] = session
      return nil
    }
    refusals += 1
    refusedLately += 1
    if !isDraining { log.warning("\(refusal.text)", metadata: ["peer": "\(session.peer)", "sessions": "\(count)"]) }
    return refusal
  }

  /// Whether who is refused now can be given time to read why: each of them takes a descriptor for as long.
  var hasTimeForRefusals: Bool { refusals <= Self.mostRefusals }

  /// How many sessions that were refused may be there at once.
  static let mostRefusals = 16

  /// The door has rested.
  func forgetRefusals() { refusedLately = 0 }

  /// Who was refused has hung up.
  func refusalIsOver() { refusals -= 1 }

  /// A session has signed in, and takes no stranger's room any more.
  func signedIn(_ session: TerminalHandler) {
    guard sessions[ObjectIdentifier(session)] != nil, !signedIn.contains(ObjectIdentifier(session)) else { return }
    signedIn.insert(ObjectIdentifier(session))
    admission.signedIn(session.origin)
  }

  private var signedIn: Set<ObjectIdentifier> = []

  /// Lets a session go that was taken in.
  func release(_ session: TerminalHandler) {
    let id = ObjectIdentifier(session)
    guard sessions.removeValue(forKey: id) != nil else { return }
    admission.release(session.origin, hasSignedIn: signedIn.remove(id) != nil)
    gone += 1
    if isDraining, sessions.isEmpty { drained?.succeed() }
  }

  /// Counts what waits for a client, and closes those who have let the most wait where it is too much for all together.
  func count(unread now: Int, of session: TerminalHandler, before: Int) {
    unread += now - before
    guard now > before, unread > limits.totalPendingOutput else { return }
    var left = unread
    let greedy = sessions.values.filter { $0.unread > 0 }.sorted { $0.unread > $1.unread }
    for other in greedy {
      // Down to three quarters, so that this is not done again for the next byte.
      if left <= limits.totalPendingOutput / 4 * 3 { break }
      left -= other.unread
      log.notice("replies that nobody fetches take too much room; closed", metadata: ["peer": "\(other.peer)"])
      // Not now: it may be in the middle of sending.
      turns.later { other.close() }
    }
  }

  /// Ends what has been idle, stalled or half closed for too long, and lets go of a directory that was swapped.
  func sweep() {
    let time = uptime()
    var carried = 0
    let context = context(at: clock())
    for session in Array(sessions.values) {
      session.sweep(at: time)
      if carried < 100, session.follow(context) { carried += 1 }
    }
    giveMemoryBack(at: time)
  }

  /// Gives the machine back what a crowd of sessions has left free. The allocator keeps it otherwise, so that one rush of
  /// hostile clients would show in the size of the process for good. It takes a millisecond or two.
  private func giveMemoryBack(at time: NIODeadline) {
    guard gone >= Self.crowd, time - gaveBack >= .seconds(5) else { return }
    gone = 0
    gaveBack = time
    malloc_trim(0)
  }

  /// As many sessions as leave room that is worth giving back.
  private static let crowd = 200

  /// Answers what is in flight, takes leave of every session, and tells when the last has gone.
  func drain(_ promise: EventLoopPromise<Void>) {
    beginDraining()
    drained = promise
    if sessions.isEmpty { return promise.succeed() }
    for session in Array(sessions.values) { session.drain() }
  }

  /// From here on whoever has been answered is taken leave of, and nobody is let in.
  func beginDraining() { isDraining = true }

  /// Closes what is still there.
  func closeAll() {
    for session in Array(sessions.values) { session.close() }
  }
}
