/// What a browser asks for, with nothing of HTTP left in it.
package struct WebRequest: Sendable, Hashable {
  /// Whether something is to be recorded; else it only reads.
  package let isPost: Bool
  /// The path's parts: `/case/K7R-3Q7` is `case` and `K7R-3Q7`.
  package let path: [String]
  /// What stands behind the question mark, or in the form that was sent.
  package let fields: [String: String]

  /// A request for a path with fields.
  package init(isPost: Bool = false, path: [String], fields: [String: String] = [:]) {
    self.isPost = isPost
    self.path = path
    self.fields = fields
  }
}

/// What a browser is answered.
package struct WebAnswer: Sendable, Hashable {
  /// What is sent.
  package enum Content: Sendable, Hashable {
    /// A page.
    case page(String)
    /// Nothing: the browser goes to another path.
    case seeOther(String)
    /// A table, under a name to save it by.
    case csv(String, name: String)
    /// The pages' style sheet.
    case style(String)
  }

  /// The HTTP status.
  package let status: Int
  /// What is sent.
  package let content: Content
  /// After how many seconds the browser asks again; nil where it does not.
  package let refresh: Int?
  /// What the next page says on top: what was just recorded.
  package let notice: String?
  /// Whether whoever asked is signed in no more.
  package let isSignedOut: Bool
  /// What whoever looks after the server is to know: that something is broken. Nothing of a family is in it.
  package let fault: String?

  /// An answer.
  package init(
    _ status: Int, _ content: Content, refresh: Int? = nil, notice: String? = nil, isSignedOut: Bool = false,
    fault: String? = nil
  ) {
    self.status = status
    self.content = content
    self.refresh = refresh
    self.notice = notice
    self.isSignedOut = isSignedOut
    self.fault = fault
  }

  /// The same, asked for again by the browser after so many seconds.
  func refreshed(every seconds: Int) -> WebAnswer {
    WebAnswer(status, content, refresh: seconds, notice: notice, isSignedOut: isSignedOut, fault: fault)
  }
}

/// What a browser's visit is known by: who, and the secret that its forms carry.
package struct WebVisit: Sendable {
  /// The name that they signed in with.
  package let name: String
  /// Stands in every form, so that no other site's page can send one.
  package let secret: String
  /// What was just recorded, to be said once.
  package let notice: String?
  /// Whether the board loads anew by itself.
  package let isLive: Bool

  /// A visit.
  package init(name: String, secret: String, notice: String? = nil, isLive: Bool = false) {
    self.name = name
    self.secret = secret
    self.notice = notice
    self.isLive = isLive
  }
}
