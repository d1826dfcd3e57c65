import ArgumentParser
import CaseStore
import Desk
import DeskServer
import DeskWeb
import DirectoryStore
import Foundation
import Logging
import NIOCore
import ServiceLifecycle
import UnixSignals
import WorkingTime

struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Answer front-desk terminals over the line protocol.",
    discussion: Examples.help(
      """
      Listens on \(DeskAddress.usual) unless told otherwise or handed sockets by systemd. SIGTERM answers what is in \
      flight and ends; SIGHUP reads certificate, calendar, protocols and the other data again. One that cannot be used stays as \
      it was, and the log says why. What the store and these files hold is noticed as it changes, too.
      """, "serve", "serve --socket /run/nightdesk/desk.sock",
      "serve --listen 0.0.0.0:6110 --tls-certificate desk.pem --tls-key desk.key --require-auth",
      "serve --casebook cases.sqlite --web 127.0.0.1:6111"))

  @Option(help: ArgumentHelp("Where to listen; may be given more than once.", valueName: "host:port"))
  var listen: [String] = []

  @Option(help: ArgumentHelp("A Unix-domain socket to listen on.", valueName: "path"))
  var socket: String?

  @Option(help: ArgumentHelp("What the server calls itself in its greeting.", valueName: "name"))
  var name: String?

  @Flag(help: "Let nobody look anything up before signing in.")
  var requireAuth = false

  @Option(help: ArgumentHelp("A certificate chain, PEM; TCP addresses then speak TLS.", valueName: "file"))
  var tlsCertificate: String?

  @Option(help: ArgumentHelp("Its key, PEM.", valueName: "file"))
  var tlsKey: String?

  @Flag(help: "Offer plain text to other machines too; anyone between can read it.")
  var plainTextForOtherMachines = false

  @Option(
    help: ArgumentHelp(
      "Offer the board and the sheets of kept cases to browsers too; other machines need TLS.", valueName: "host:port"))
  var web: String?

  @Flag(
    help: "Follow the shared record that this site has joined, as 'shared follow' does. Takes a build with PostgreSQL.")
  var follow = false

  @OptionGroup var casebook: DeskCasebookOption
  @OptionGroup(title: "Limits") var limits: LimitOptions
  @OptionGroup var site: SiteOptions

  func validate() throws {
    if (tlsCertificate == nil) != (tlsKey == nil) {
      throw ValidationError("Give --tls-certificate and --tls-key together.")
    }
    if let name, name.isEmpty || !name.allSatisfy({ $0.isASCII && !$0.isWhitespace && $0 != ";" }) {
      throw ValidationError("--name is one word of ASCII.")
    }
  }

  func run() throws {
    Reload.holdOn()
    let environment = ProcessInfo.processInfo.environment
    let log = Self.log(environment)
    let site = Site(site)
    do {
      var configuration = try configuration(environment)
      configuration.cases = try casebook.atServer(site, log: log)
      let web = try web(configuration, environment)
      configuration.limits.sessions = try OpenFiles.room(for: configuration.limits.sessions, log: log)
      // Looked at before they are read: what changes meanwhile is read again.
      let files = DataFiles(
        store: site.storePath, data: site.data.path, hasCases: configuration.cases != nil,
        certificates: configuration.tls.map { [$0.certificate, $0.key] } ?? [])
      let desk = try ServedStore(site: site, hasCases: configuration.cases != nil, log: log)
      let following = follow ? try SharedRequest.following(site, log) : nil
      try Blocking.run { [configuration] in
        try await Self.serve(configuration, web, from: desk, files, beside: following, environment, log: log)
      }
    } catch let error as DeskServerError {
      throw Failure(error.code == .notAnAddress || error.code == .exposed ? .unusable : .world, error.context)
    }
  }

  private func configuration(_ environment: [String: String]) throws -> FrontDeskConfiguration {
    let inherited = try ServiceManager.inheritedSockets(environment)
    var addresses = try listen.map { text throws(DeskServerError) in try DeskAddress(text) }
    if let socket { addresses.append(.unix(path: socket)) }
    if addresses.isEmpty, inherited.isEmpty { addresses = [.usual] }
    return FrontDeskConfiguration(
      name: name ?? Self.hostName, programVersion: programVersion, addresses: addresses, inherited: inherited,
      tls: tlsCertificate.flatMap { certificate in tlsKey.map { TLSFiles(certificate: certificate, key: $0) } },
      offersPlainText: plainTextForOtherMachines, requiresSignIn: requireAuth, limits: limits.limits)
  }

  /// What is offered to browsers; nil where nothing is.
  private func web(
    _ configuration: FrontDeskConfiguration, _ environment: [String: String]
  ) throws -> WebConfiguration? {
    let inherited = try ServiceManager.inheritedSockets(environment, named: ServiceManager.web)
    guard web != nil || !inherited.isEmpty else { return nil }
    guard let cases = configuration.cases else {
      throw Failure(.unusable, "--web shows kept cases: say where they are with --casebook FILE, or NIGHTDESK_CASEBOOK")
    }
    let address = try DeskAddress(web ?? "127.0.0.1", port: WebConfiguration.usualPort)
    var web = WebConfiguration(
      address: address, tls: configuration.tls, programVersion: configuration.programVersion, cases: cases)
    web.inherited = inherited.first
    return web
  }

  private static func log(_ environment: [String: String]) -> Logger {
    var log = Logger(label: "nightdesk")
    // What the server tells of itself is wanted unless somebody says otherwise.
    if LogLevel.set(in: environment) == nil { log.logLevel = .info }
    return log
  }

  /// This machine's name, in letters that a protocol has.
  static var hostName: String {
    let name = ProcessInfo.processInfo.hostName.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    return name.isEmpty ? "nightdesk" : String(name)
  }

  private static func serve(
    _ configuration: FrontDeskConfiguration, _ web: WebConfiguration?, from store: ServedStore, _ files: DataFiles,
    beside following: (any Service)?, _ environment: [String: String], log: Logger
  ) async throws {
    let notes = FailureNotes(store: store, log: log)
    let server = FrontDeskService(
      configuration, world: store.world, log: log, clock: { .now }, perform: { notes.take($0, from: $1) },
      heartbeat: ServiceManager.watchdog(environment).map { span in
        // Twice as often as it must be, and once more for a loop that was busy.
        FrontDeskService.Heartbeat(every: .microseconds(span / 3)) { ServiceManager.tell("WATCHDOG=1", environment) }
      },
      ready: { addresses in
        for address in addresses { log.notice("listening on \(address)") }
        if !ServiceManager.tell("READY=1", environment) { log.error("the service manager cannot be told") }
      })
    let hangups = Hangups()
    let pages = web.map { WebService($0, world: store.world, log: log, clock: { .now }) }
    let watch = DirectoryWatch(store: store, server: server, pages: pages, files: files, hangups: hangups, log: log) {
      status in
      ServiceManager.tell("STATUS=\(status)", environment)
    }
    var services: [any Service] = [watch, Reload(hangups: hangups), server]
    if let cases = configuration.cases?.shelf as? CaseStore { services.append(CasebookWatch(store: cases, log: log)) }
    if let pages { services.append(pages) }
    if let following { services.append(following) }
    services.append(Farewell(environment: environment))
    var group = ServiceGroupConfiguration(
      services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: log)
    // The group's own words are of no use to an operator.
    group.logger.logLevel = .error
    try await ServiceGroup(configuration: group).run()
    log.notice("stopped")
  }
}
