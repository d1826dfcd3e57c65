import JSON
import Casebook
import Directory
import Triage
import WorkingTime

extension CaseDesk {
  /// A draft, of which case it is, and how it is wanted.
  struct DraftedPaper {
    let record: CaseRecord
    let draft: PaperDraft
    let isPage: Bool
  }

  /// What stands behind `paper` or `issued`: the kind, the case, to whom, and what is left.
  private struct PaperWords {
    var kind: PaperKind
    var record: CaseRecord
    var authority: String?
    var rest: [String]
  }

  private func read(_ words: [String], or open: OpenCase?) throws -> PaperWords {
    var rest = words
    let kind = try CaseWords.word(rest.removeFirst(), PaperKind.self, "a paper")
    var record: CaseRecord?
    if let first = rest.first, CaseReference(typed: first) != nil {
      record = try self.record(rest.removeFirst(), or: nil)
    }
    var authority: String?
    if rest.first?.lowercased() == "to" {
      rest.removeFirst()
      let name = rest.prefix { !["as", "filled", "by", "at"].contains($0.lowercased()) }
      rest.removeFirst(name.count)
      authority = try self.authority(name.joined(separator: " "))
    }
    return PaperWords(kind: kind, record: try record ?? self.record(nil, or: open), authority: authority, rest: rest)
  }

  private func authority(_ typed: String) throws -> String {
    switch context.directory.resolve(typed) {
    case .one(let ref): return context.directory[ref].id
    case .elsewhere, .ambiguous, .none:
      throw CaseRefusal("'\(typed.prefix(40))' is not an authority that the directory holds")
    }
  }

  private func desk() throws -> PaperDesk {
    guard let book = context.papers else {
      throw CaseRefusal("this site has no words for papers: the folder 'papers' of its data is not there")
    }
    return PaperDesk(book: book, engine: context.engine, now: context.now, officer: officer.name)
  }

  /// The draft that the words ask for; nil where they name no kind.
  func drafted(_ words: [String], or open: OpenCase?) throws -> DraftedPaper? {
    guard let first = words.first, CaseReference(typed: first) == nil else { return nil }
    let asked = try read(words, or: open)
    let isPage = asked.rest.map { $0.lowercased() } == ["as", "html"]
    guard asked.rest.isEmpty || isPage else {
      throw CaseRefusal(
        "'\(asked.rest[0].prefix(40))' is not understood here; paper takes: paper KIND [REF] [to AUTHORITY] [as html]")
    }
    // What is not logged as read is not drafted.
    try access.shelf.glance(at: asked.record.reference, by: seat, at: context.now)
    let draft = try desk().draft(asked.kind, of: asked.record, to: asked.authority)
    return DraftedPaper(record: asked.record, draft: draft, isPage: isPage)
  }

  /// What follows once a paper has gone out, and what tells the rules of it.
  func next(after paper: PaperMark, of record: CaseRecord, at: Moment) -> String {
    guard paper.kind == .referral else { return "" }
    let day = clock.wall(at: at).day
    let duty = record.facts["duty-held"] == .text("main") ? "main-referred" : "relief-referred"
    return ". 'set duty-held \(duty)' tells the rules. They are to answer within \(ReferralLimit.answer) days, by "
      + "\(TimeText.words(day.adding(days: ReferralLimit.answer - 1))); no answer is not a yes. An appointed person decides where the two do not agree"
  }

  /// A draft as a reply.
  func reply(_ paper: DraftedPaper) -> Reply {
    let draft = paper.draft
    let title =
      "\(draft.kind.rawValue) of \(paper.record.reference.text), a draft; \(counted(draft.blanks.count, "line")) to be "
      + "written by hand"
    if format == .json {
      var json = JSONWriter()
      json.write(draft, of: paper.record)
      return Reply(217, title, block: [json.text])
    }
    guard paper.isPage else { return Reply(217, title, block: draft.lines) }
    return Reply(
      217, title, block: draft.html.split(separator: "\n", omittingEmptySubsequences: true).map(String.init))
  }

  /// Which papers there are, which of them something to be done asks for, and why one cannot be drafted.
  func papers(_ words: [String], or open: OpenCase?) throws -> Reply {
    let record = try record(words.first, or: open)
    let desk = try desk()
    let lines = PaperKind.allCases.map { kind in
      let asked = record.live.filter { kind.answers.contains($0.action.key.code) }.map { "\($0.number)" }
      let state: String
      do throws(CaseRefusal) {
        let draft = try desk.draft(kind, of: record)
        let issued = record.issued(kind, to: draft.to) == nil ? "" : "; one has gone out"
        state = draft.title + (draft.to.map { ", to \(CaseWording.authority($0, in: context))" } ?? "") + issued
      } catch {
        state = "- " + error.text
      }
      return kind.rawValue.padded(to: 20) + (asked.isEmpty ? "" : "for \(asked.joined(separator: ", "))").padded(to: 10)
        + state
    }
    return reply(217, "papers of \(record.reference.text)", lines).warning(try glance(at: record)[...], as: format)
  }

  /// The deed that a paper went out: only what was drafted, and still says what the case says now.
  func issued(_ words: [String], or open: OpenCase?) throws -> (record: CaseRecord, deed: NewDeed) {
    var asked = try read(words, or: open)
    guard asked.rest.first?.lowercased() == "filled" else {
      throw CaseRefusal("fill in each dotted line by hand, or strike it through; then say so: 'filled'")
    }
    asked.rest.removeFirst()
    let said = CaseWords(["."] + asked.rest, parted: ["by", "at"], since: clock.wall(at: context.now).day)
    guard said.first.count == 1 else {
      throw CaseRefusal("'\(said.first[1].prefix(40))' is not understood here; 'by CHANNEL' and 'at MOMENT' are")
    }
    let how = try said["by"].map { text throws(CaseRefusal) -> Channel in
      try CaseWords.word(text, Channel.self, "a way to reach somebody")
    }
    // Drafted again: whatever bars it now, or reads otherwise now, holds it back.
    let draft = try desk().draft(asked.kind, of: asked.record, to: asked.authority)
    guard asked.record.drafted(draft.kind, to: draft.to) == draft.mark else {
      throw CaseRefusal(
        "it is not what was drafted last, or nothing was: 'paper \(draft.kind.rawValue)' drafts it as it is now")
    }
    return (
      asked.record,
      NewDeed(
        .paperIssued(paper: draft.mark, how: how),
        at: try context.past(said["at"], since: asked.record.presentedAt(clock)))
    )
  }
}

extension JSONWriter {
  /// Writes a draft, `nightdesk-paper/1`.
  mutating func write(_ draft: PaperDraft, of record: CaseRecord) {
    object { json in
      json.member("format", "nightdesk-paper/1")
      json.member("kind", draft.kind.rawValue)
      json.member("reference", record.reference.text)
      json.member("to", draft.to)
      json.member("title", draft.title)
      json.member("blanks", draft.blanks)
      json.member("lines", draft.lines)
    }
  }
}
