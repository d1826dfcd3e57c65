import Desk
import DeskServer
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import WorkingTime

/// What all browsers share. It lives on one event loop and is touched nowhere else; what has to wait for the casebook is
/// answered on a thread that may, and brought back.
final class WebFront {
  /// What is sent back to a browser.
  struct Response {
    var status: HTTPResponseStatus
    var headers = HTTPHeaders()
    var body = ""
  }

  let configuration: WebConfiguration
  let log: Logger
  var world: DeskWorld
  var tls: TLSIdentity?
  private let clock: @Sendable () -> Moment
  private let loop: any EventLoop
  private var visits: WebVisits
  /// What else was asked by whoever is being answered, by the marks of their visits.
  private var waiting: [String: [() -> Void]] = [:]
  private var connections: [ObjectIdentifier: WebHandler] = [:]
  private var byAddress: [String: Int] = [:]

  init(
    _ configuration: WebConfiguration, world: DeskWorld, tls: TLSIdentity?, log: Logger, on loop: any EventLoop,
    clock: @escaping @Sendable () -> Moment
  ) {
    self.configuration = configuration
    self.world = world
    self.tls = tls
    self.log = log
    self.loop = loop
    self.clock = clock
    visits = WebVisits(limits: configuration.limits)
  }

  // MARK: - Connections

  /// Takes a connection in; false where there is no room for it.
  func admit(_ handler: WebHandler, from address: String?) -> Bool {
    guard connections.count < configuration.limits.connections else { return false }
    if let address {
      guard byAddress[address, default: 0] < configuration.limits.connectionsPerAddress else { return false }
      byAddress[address, default: 0] += 1
    }
    connections[ObjectIdentifier(handler)] = handler
    return true
  }

  /// Lets a connection go that was taken in.
  func release(_ handler: WebHandler, from address: String?) {
    guard connections.removeValue(forKey: ObjectIdentifier(handler)) != nil else { return }
    guard let address, let count = byAddress[address] else { return }
    byAddress[address] = count > 1 ? count - 1 : nil
  }

  /// Has every connection end once it has what was answered.
  func leave() { for handler in connections.values { handler.leave() } }

  /// How many connections there are.
  var count: Int { connections.count }

  // MARK: - Answers

  private var isSecure: Bool { configuration.tls != nil }
  /// A browser takes the longer name over TLS alone, from this host alone, and for all of its paths.
  private var cookieName: String { isSecure ? "__Host-nightdesk" : "nightdesk" }

  private func context(at now: Moment) -> DeskContext {
    let signIn = SignIn(isRequired: true, holders: world.holders, mark: { Token.mark(of: $0) })
    var context = DeskContext(
      engine: world.engine, now: now, programVersion: configuration.programVersion, signIn: signIn,
      checking: world.checking, postcodes: world.postcodes)
    context.cases = configuration.cases
    context.reports = world.reports
    return context
  }

  /// Answers a request that has come in whole, at once or when the casebook has been asked; `send` is called once.
  func respond(to head: HTTPRequestHead, form: String, from peer: String, _ send: @escaping (Response) -> Void) {
    let isPost = head.method == .POST
    guard isPost || head.method == .GET || head.method == .HEAD else {
      return send(plain(.methodNotAllowed, [("allow", "GET, HEAD, POST")]))
    }
    guard head.headers[canonicalForm: "host"].count == 1, let asked = WebForm.request(head.uri) else {
      return send(plain(.badRequest))
    }
    if asked.path == ["style.css"], !isPost { return send(response(to: DeskSession.style)) }
    let now = clock()
    let mark = visits.mark(of: WebForm.cookie(cookieName, in: head.headers), at: now)
    guard isPost else {
      if asked.path == ["sign-in"] { return send(page(.ok, SignInPage.html())) }
      guard let mark else { return send(seeOther("/sign-in")) }
      return browse(asked, mark, at: now, send)
    }
    guard isFromHere(head) else { return send(turnedAway(peer, "a form came from another site's page")) }
    guard let fields = WebForm.fields(form) else { return send(plain(.badRequest)) }
    if asked.path == ["sign-in"] { return signIn(fields, from: peer, at: now, send) }
    guard let mark, let entry = visits[mark] else {
      let isTick = ![["sign-out"], ["live"]].contains(asked.path)
      return send(isTick ? lostTick() : seeOther("/sign-in"))
    }
    guard WebForm.isSame(fields["secret"] ?? "", entry.secret) else {
      return send(turnedAway(peer, "a form came without its secret"))
    }
    switch asked.path {
    case ["sign-out"]:
      visits[mark] = nil
      ask(entry.desk, at: now, { $0.signOut(entry.name, in: $1) }) { [self] _, _ in send(signedOut()) }
    case ["live"]:
      visits[mark]?.isLive = fields["live"] == "yes"
      send(seeOther("/board"))
    default: browse(WebRequest(isPost: true, path: asked.path, fields: fields), mark, at: now, send)
    }
  }

  private func signIn(
    _ fields: [String: String], from peer: String, at now: Moment, _ send: @escaping (Response) -> Void
  ) {
    let token = (fields["token"] ?? "").filter { !$0.isWhitespace }
    let isLive = fields["live"] == "yes"
    ask(DeskSession(limits: configuration.limits.desk), at: now, { $0.enter(with: token, in: $1) }) {
      [self] desk, entry in
      switch entry {
      case .refused(let why)?:
        log.notice("a sign-in from a browser failed", metadata: ["peer": "\(peer)"])
        send(page(.forbidden, SignInPage.html(refusal: why)))
      case .name(let name)?:
        log.info("signed in from a browser", metadata: ["peer": "\(peer)", "name": "\(name)"])
        let cookie = visits.admit(desk, name: name, isLive: isLive, at: now)
        var answer = seeOther("/")
        answer.headers.add(name: "set-cookie", value: self.cookie(cookie))
        send(answer)
      case nil: send(plain(.serviceUnavailable))
      }
    }
  }

  /// Answers one of somebody's requests when those before it are answered: each goes on from where the last one ended.
  private func browse(
    _ request: WebRequest, _ mark: String, at now: Moment, _ send: @escaping (Response) -> Void
  ) {
    if waiting[mark] != nil {
      waiting[mark]?.append { [self] in look(request, mark, at: now, send) }
    } else {
      waiting[mark] = []
      look(request, mark, at: now, send)
    }
  }

  private func look(
    _ request: WebRequest, _ mark: String, at now: Moment, _ send: @escaping (Response) -> Void
  ) {
    // They may have signed out since it was asked.
    guard let entry = visits[mark] else {
      send(request.isPost ? lostTick() : seeOther("/sign-in"))
      return goOn(with: mark)
    }
    let visit = WebVisit(name: entry.name, secret: entry.secret, notice: entry.notice, isLive: entry.isLive)
    ask(entry.desk, at: now, { $0.browse(request, visit, in: $1) }) { [self] desk, answer in
      defer { goOn(with: mark) }
      guard let answer else { return send(plain(.serviceUnavailable)) }
      if let fault = answer.fault { log.error("\(fault)") }
      if answer.isSignedOut {
        visits[mark] = nil
        return send(request.isPost ? lostTick() : signedOut())
      }
      visits[mark]?.desk = desk
      visits[mark]?.notice = answer.notice
      send(response(to: answer))
    }
  }

  private func goOn(with mark: String) {
    guard var queue = waiting[mark] else { return }
    guard !queue.isEmpty else {
      waiting[mark] = nil
      return
    }
    let next = queue.removeFirst()
    waiting[mark] = queue
    next()
  }

  /// Has a session do what may wait for the disk, on a thread that may; nil where the server stops before it is done.
  private func ask<Answer: Sendable>(
    _ desk: DeskSession, at now: Moment, _ work: @escaping @Sendable (inout DeskSession, DeskContext) -> Answer,
    _ done: @escaping (DeskSession, Answer?) -> Void
  ) {
    let context = context(at: now)
    DiskThreads.casebook.runIfActive(eventLoop: loop) {
      var desk = desk
      let answer = work(&desk, context)
      return (desk, answer)
    }
    .assumeIsolated().whenComplete { result in
      switch result {
      case .success((let desk, let answer)): done(desk, answer)
      case .failure: done(desk, nil)
      }
    }
  }

  private func response(to answer: WebAnswer) -> Response {
    let status = HTTPResponseStatus(statusCode: answer.status)
    switch answer.content {
    case .page(let html):
      var response = page(status, html)
      // As a header, so that a page that was saved or printed does not go looking for a server.
      if let seconds = answer.refresh { response.headers.add(name: "refresh", value: "\(seconds)") }
      return response
    case .seeOther(let path): return seeOther(path)
    case .csv(let text, let name):
      var response = Response(status: status, headers: headers("text/csv; charset=utf-8"), body: text)
      response.headers.add(name: "content-disposition", value: "attachment; filename=\"\(name)\"")
      return response
    case .style(let sheet):
      var response = Response(status: status, headers: headers("text/css; charset=utf-8"), body: sheet)
      response.headers.replaceOrAdd(name: "cache-control", value: "max-age=300")
      return response
    }
  }

  private func signedOut() -> Response {
    var answer = seeOther("/sign-in")
    answer.headers.add(name: "set-cookie", value: cookie("") + "; Max-Age=0")
    return answer
  }

  /// The page to sign in, which says that what was ticked is not recorded.
  private func lostTick() -> Response {
    var answer = page(
      .forbidden,
      SignInPage.html(refusal: "You were signed out. What you ticked was not recorded. Sign in, and tick it again."))
    answer.headers.add(name: "set-cookie", value: cookie("") + "; Max-Age=0")
    return answer
  }

  private func turnedAway(_ peer: String, _ why: String) -> Response {
    log.notice("a form was turned away: \(why)", metadata: ["peer": "\(peer)"])
    return page(
      .forbidden, DeskSession.notFromHere)
  }

  private func cookie(_ value: String) -> String {
    "\(cookieName)=\(value); Path=/; HttpOnly; SameSite=Strict" + (isSecure ? "; Secure" : "")
  }

  /// Whether a form was sent by one of our own pages, as far as the browser says. The secret in it must fit all the same.
  private func isFromHere(_ head: HTTPRequestHead) -> Bool {
    if let site = head.headers.first(name: "sec-fetch-site"), site != "same-origin" { return false }
    guard let origin = head.headers.first(name: "origin") else { return true }
    return origin == "\(isSecure ? "https" : "http")://\(head.headers.first(name: "host") ?? "")"
  }

  /// An answer without a page.
  func plain(_ status: HTTPResponseStatus, _ more: [(String, String)] = []) -> Response {
    var response = Response(
      status: status, headers: headers("text/plain; charset=utf-8"), body: "\(status.code) \(status.reasonPhrase)\n")
    response.headers.add(contentsOf: more)
    return response
  }

  private func page(_ status: HTTPResponseStatus, _ html: String) -> Response {
    Response(status: status, headers: headers("text/html; charset=utf-8"), body: html)
  }

  private func seeOther(_ path: String) -> Response {
    var response = plain(.seeOther)
    response.headers.add(name: "location", value: path)
    return response
  }

  /// A page may use its own style sheet, send its own forms, stand in no frame, and be kept nowhere.
  private func headers(_ type: String) -> HTTPHeaders {
    [
      "content-type": type,
      "content-security-policy":
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      "x-content-type-options": "nosniff", "referrer-policy": "same-origin", "cache-control": "no-store",
      "cross-origin-opener-policy": "same-origin", "cross-origin-resource-policy": "same-origin",
    ]
  }
}

extension WebLimits {
  /// What one visit may hold: nobody answers a triage here.
  fileprivate var desk: SessionLimits { SessionLimits(answers: 1) }
}
