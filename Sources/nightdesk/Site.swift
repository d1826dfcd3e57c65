import ArgumentParser
import Directory
import DirectoryExchange
import DirectoryStore
import Foundation
import Logging
import StoreFile
import Triage
import WorkingTime

/// Where this installation keeps its store and its shipped data.
struct SiteOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The SQLite file; made and filled when it is not there.", valueName: "file"))
  var store: String?

  @Option(help: ArgumentHelp("The folder of shipped data.", valueName: "dir"))
  var data: String?
}

/// The store, the data files and the clock of one run.
final class Site {
  let storePath: String
  /// Whether somebody named the store, and so may have misspelt it.
  private let isStoreNamed: Bool
  /// The folder of shipped data.
  let data: DataFolder
  /// The time, its zone and who runs this.
  let world = World()
  let log = Logger(label: "nightdesk")
  /// Whether the store is known to be there and filled, so that it is not opened a second time to find out.
  private(set) var isFilled = false
  /// Whether it has been said that the store is hardly the one that was meant.
  private var hasDoubted = false
  /// The store once it has been opened, and which file that was.
  private var store: (database: DirectoryDatabase, file: FileIdentity?)?
  /// What the store held when the directory was read from it: the tokens in force, nil where they cannot be read; of which
  /// state the directory was, empty where it came from the data files; and what was wrong.
  private(set) var tokens: [TokenRecord]?
  private(set) var change = ""
  /// What desks reported of numbers that nobody has checked since, when the directory was read.
  private(set) var reports: [CallReport] = []
  private(set) var trouble: String?
  /// What every answer says of that; nil where nothing was wrong.
  private(set) var wrong: StoreNotice?
  /// Whether the store is known not to take anything.
  private var isUnwritable = false
  /// The shipped data once it has been read: a first run answers from it and then fills the store with it.
  private var shipped: DirectoryContent?

  convenience init(_ options: SiteOptions) {
    let named = options.store ?? Settings.shared[.store]
    self.init(store: named, data: options.data ?? Self.shippedData)
  }

  /// A store, the usual one where none is named, and a folder of shipped data, nil where none was found.
  init(store named: String?, data: String?) {
    isStoreNamed = named != nil
    storePath = named ?? Self.defaultStore
    self.data = DataFolder(path: data)
  }

  // MARK: - The directory

  /// The directory as the store holds it. A store that is not there yet is read from the data files instead, and is
  /// made only when `keep` is called: a command that is refused leaves nothing behind. Of one that cannot be read as usual
  /// it is whatever can be had, with a notice in every answer.
  func directory() throws -> DirectorySnapshot {
    switch StorePresence(path: storePath) {
    case .absent: return try shippedDirectory()
    case .hidden(let why):
      let said = "the store \(storePath): it cannot be looked at: \(why)"
      return try unreadable(said, said)
    case .there: break
    }
    let reading: StoreReading
    do throws(DirectoryStoreError) {
      let store = try Self.store(at: storePath)
      reading = try store.reading()
      self.store = (store, FileIdentity(path: storePath))
      isFilled = reading.directory != nil
      (tokens, change, trouble) = (reading.tokens, reading.change, reading.trouble?.explanation)
      reports = reading.reports
    } catch {
      return try directory(after: error)
    }
    if let trouble = reading.trouble { Out.error("warning: \(trouble.explanation)") }
    return try directory(of: reading)
  }

  /// The directory that was read, with what is to be said of it; as it was shipped where the store holds none yet.
  private func directory(of reading: StoreReading) throws -> DirectorySnapshot {
    guard let directory = reading.directory else { return try shippedDirectory() }
    wrong = reading.trouble?.notice
    return directory.with(notice: StoreNotice.notice(of: wrong, heard: reading.heard, now: world.now))
  }

  /// The directory as it was shipped, and that what the store holds cannot be read.
  private func shippedInstead() throws -> DirectorySnapshot {
    wrong = .shipped
    return try shippedDirectory().with(notice: StoreNotice.notice(of: wrong, heard: nil, now: world.now))
  }

  /// The directory where the store cannot be opened: read otherwise, else as it was shipped.
  private func directory(after failure: DirectoryStoreError) throws -> DirectorySnapshot {
    // Another program's file, a newer program's, or nobody's to read: naming another store is up to who asks.
    let isForeign = [.foreign, .newerSchema].contains(failure.code) || failure.code == .notADatabase && !hasPages
    if isForeign { throw Failure(.world, failure.explanation) }
    if access(storePath, R_OK) != 0 {
      let why = String(cString: strerror(errno))
      return try unreadable("the store \(storePath) is not yours to read: \(why)", failure.explanation)
    }
    isUnwritable = true
    Out.error("warning: \(failure.explanation)")
    trouble = failure.explanation
    let reading: StoreReading
    do throws(DirectoryStoreError) {
      reading = try DirectoryDatabase.reading(storePath, after: failure)
    } catch {
      return try shippedInstead()
    }
    (tokens, change, reports) = (reading.tokens, reading.change, reading.reports)
    return try directory(of: reading)
  }

  /// The directory as it was shipped, where the store is somebody else's: an officer has a number, and a word on what it is worth.
  ///
  /// - Parameters:
  ///   - why: What is said of it.
  ///   - found: What whoever opens it later finds, so that it is not said a second time.
  /// - Throws: `Failure` where the shipped data cannot be read either.
  /// - Returns: That directory, with its notice.
  private func unreadable(_ why: String, _ found: String) throws -> DirectorySnapshot {
    isUnwritable = true
    Out.error("warning: \(why)")
    trouble = found
    return try shippedInstead()
  }

  /// Whether the file is of a length that a store's is, so that it may have been one: a text that was named by mistake hardly is.
  private var hasPages: Bool {
    var status = stat()
    return stat(storePath, &status) == 0 && status.st_size > 0 && status.st_size % 512 == 0
  }

  /// Whether the store is so large that reading it is felt: some ten thousand contacts.
  var isLarge: Bool {
    var status = stat()
    return stat(storePath, &status) == 0 && status.st_size > 8 << 20
  }

  /// Whether anything is where the store should be. A folder that may not be entered is not an answer.
  var hasStore: Bool {
    get throws {
      switch StorePresence(path: storePath) {
      case .there: return true
      case .absent: return false
      case .hidden(let why): throw Failure(.world, "the store \(storePath) cannot be looked at: \(why)")
      }
    }
  }

  /// Makes and fills the store where there is none yet, and says so. A look-up makes none where the name is hardly meant.
  ///
  /// - Parameter isReading: Whether nothing is to be written that needs a store.
  /// - Throws: `Failure` where the data or the store cannot be used.
  func keep(isReading: Bool = false) throws {
    if isFilled { return }
    let isThere = try hasStore
    if !isThere, isReading, saysMistyped() { return }
    let content = try shippedContent()
    let store = try opened()
    let at = TimeText.text(world.now, clock: try world.clock())
    let isOurs = try inStore { () throws(DirectoryStoreError) in
      guard try store.isEmpty else { return false }
      return try store.fillWhereEmpty(content, at: at, by: world.loginName, source: "shipped data")
    }
    isFilled = true
    guard isOurs else { return }
    log.info("store filled", metadata: ["store": "\(storePath)", "councils": "\(content.councils.count)"])
    try settleShippedData()
    // Whoever writes into it is told; of a look-up a person is, and a program's standard error stays for what goes wrong.
    if !isThere, !isReading || isatty(STDERR_FILENO) == 1 {
      Out.error("made a new store at \(storePath), filled with the shipped data")
    }
  }

  /// Whether the store's name is hardly meant; said once.
  private func saysMistyped() -> Bool {
    guard let doubt = MistypedStore.doubt(about: storePath, isNamed: isStoreNamed) else { return false }
    if !hasDoubted {
      Out.error("warning: there is no store at \(storePath): \(doubt). This answers from the shipped data.")
    }
    hasDoubted = true
    return true
  }

  /// The same for whoever has an answer already: what comes in the way is said, and takes nothing from it.
  func keepIfPossible(isReading: Bool = true) throws {
    if isUnwritable { return }
    do {
      try keep(isReading: isReading)
    } catch let failure as Failure {
      isUnwritable = true
      Out.error("warning: \(failure.text)")
    }
  }

  /// Puts content in the place of whatever the store holds.
  ///
  /// - Parameters:
  ///   - content: What it is to hold.
  ///   - source: Where that comes from, for the record.
  ///   - expected: The version that it must hold, which somebody was asked about; nil where any will do.
  /// - Throws: `Failure`: a fault where the directory has moved since, else what the store says.
  func load(_ content: DirectoryContent, from source: String, expecting expected: String? = nil) throws {
    try catchUp(isWriting: true)
    let store = try opened()
    let version = DirectorySnapshot.version(of: content.councils, contacts: content.contacts)
    let at = TimeText.text(world.now, clock: try world.clock())
    // Another's change between the question and the answer must not pass for a failure of the machine.
    let moved = try inStore { () throws(DirectoryStoreError) -> DirectoryStoreError? in
      do throws(DirectoryStoreError) {
        try store.replaceAll(
          councils: content.councils, contacts: content.contacts, elsewhere: content.elsewhere, at: at,
          by: world.loginName, source: source, version: version, expecting: expected)
        return nil
      } catch {
        if error.code == .moved { return error }
        throw error
      }
    }
    if let moved { throw Failure(.fault, "nothing is loaded: \(moved.explanation)") }
    log.info("store filled", metadata: ["store": "\(storePath)", "councils": "\(content.councils.count)"])
  }

  /// For how long somebody at the desk waits for another process's lock, in seconds.
  private static let patience = 2

  /// Notes in the store that a contact failed now: the desk may have been open for hours.
  func note(failureOf contact: String, how: FailureKind) throws {
    // A store that was there is not made anew for a note.
    if isFilled, try !hasStore { throw Failure(.world, "the store \(storePath) is not there any more") }
    try keep(isReading: true)
    guard try hasStore else { throw Failure(.world, "there is no store at \(storePath)") }
    let store = try opened()
    let at = TimeText.text(.now, clock: try world.clock())
    let origin = "console of \(world.userName)"
    try inStore { () throws(DirectoryStoreError) in
      try store.noteFailure(contact: contact, how: how, at: at, origin: origin, patience: Self.patience)
    }
  }

  /// Does something in the store itself, made and filled first where there is none, at a moment as the store writes it.
  ///
  /// - Parameters:
  ///   - isReading: Whether nothing is written, so that a store whose name is hardly meant is not made.
  ///   - body: What to do.
  /// - Throws: `Failure`; a refusal of the store is passed on as it is.
  /// - Returns: What the body gives.
  func withStore<Value>(
    isReading: Bool = false,
    _ body: (DirectoryDatabase, String) throws(DirectoryStoreError) -> Value
  ) throws -> Value {
    // Whoever names no store means the service's where there is one.
    if isReading || !isStoreNamed { try refuseMistyped() }
    try keep()
    let store = try opened()
    let at = TimeText.text(world.now, clock: try world.clock())
    do throws(DirectoryStoreError) {
      return try body(store, at)
    } catch {
      if error.code == .refused { throw error }
      throw Failure(.world, error.explanation)
    }
  }

  /// Refuses to make a store whose name is hardly meant.
  func refuseMistyped() throws {
    guard try !hasStore, let doubt = MistypedStore.doubt(about: storePath, isNamed: isStoreNamed) else { return }
    throw Failure(.unusable, "there is no store at \(storePath): \(doubt)")
  }

  /// Changes the directory, made and filled first where there is no store; a refusal is unusable input.
  func change<Value>(
    isReading: Bool = false, _ body: (DirectoryDatabase, String) throws(DirectoryStoreError) -> Value
  ) throws -> Value {
    do {
      if !isReading { try catchUp(isWriting: true) }
      return try withStore(isReading: isReading, body)
    } catch let error as DirectoryStoreError {
      throw Failure(.unusable, error.context)
    }
  }

  /// Copies the store into a file, and says which change is its last. A refusal is passed on as it is.
  func backUp(to file: String, overwriting: Bool) throws -> DirectoryChange? {
    let store = try opened()
    do {
      try store.backUp(to: file, overwriting: overwriting)
      return try DirectoryDatabase(path: file).latestChange()
    } catch  where error.code != .refused {
      throw Failure(.world, error.explanation)
    }
  }

  /// The store, opened anew where another file has taken its place.
  func opened() throws -> DirectoryDatabase {
    let file = FileIdentity(path: storePath)
    if let store, let file, let held = store.file, held.isSameFile(as: file) { return store.database }
    let opened = try inStore { () throws(DirectoryStoreError) in try Self.store(at: storePath) }
    store = (opened, FileIdentity(path: storePath))
    return opened
  }

  /// A store, with the way to the shared record that it may follow.
  private static func store(at path: String) throws(DirectoryStoreError) -> DirectoryDatabase {
    let store = try DirectoryDatabase(path: path)
    #if PostgreSQL
      return store.sending(SharedWriting.send)
    #else
      return store
    #endif
  }

  func inStore<Value>(_ body: () throws(DirectoryStoreError) -> Value) throws -> Value {
    do {
      return try body()
    } catch {
      throw Failure(.world, error.explanation)
    }
  }

  // MARK: - The data files

  /// The content of the shipped data; any error in it is a fault of the data, named whole.
  func shippedContent() throws -> DirectoryContent {
    if let shipped { return shipped }
    let content = try data.content()
    shipped = content
    return content
  }

  private func shippedDirectory() throws -> DirectorySnapshot {
    let content = try shippedContent()
    return DirectorySnapshot(
      councils: content.councils, contacts: content.contacts, elsewhere: content.elsewhere,
      version: DirectorySnapshot.version(of: content.councils, contacts: content.contacts),
      date: try world.clock().wall(at: world.now).day)
  }

  // MARK: - What the rules need

  func engine() throws -> TriageEngine {
    try engine(over: try directory())
  }

  /// The rules as the data files have them now, over a directory.
  func engine(over directory: DirectorySnapshot) throws -> TriageEngine {
    let book = try data.book()
    do {
      return try TriageEngine(directory: directory, clock: try world.clock(), calendar: try data.calendar(), book: book)
    } catch let error as ProtocolBookError {
      throw Failure(.fault, "data/protocols: \(error.explanation)")
    }
  }

}
