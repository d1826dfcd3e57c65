import Desk
import Directory
import Foundation
import TestSupport
import Testing
import Triage
import WorkingTime

/// Answers as tired people give them, on Thursday 26 November 2026 at 17:45, and what is heard.
struct SpokenAnswerTests {
  private func reply(_ line: String) throws -> Reply {
    let engine = try Shipped.engine
    let context = DeskContext(
      engine: engine, now: try TimeText.moment("2026-11-26T17:45", clock: engine.clock).moment, programVersion: "test")
    var session = DeskSession()
    _ = session.handle("triage luton", in: context)
    return session.handle(line, in: context)
  }

  @Test(arguments: [
    ("children", "4 7", "2 children, aged 4, 7"), ("children", "4 and 7", "2 children, aged 4, 7"),
    ("children", "4 months", "1 child, aged 0"), ("children", "4m", "1 child, aged 0"),
    ("children", "baby", "1 child, aged 0"), ("children", "a baby 4 months old", "1 child, aged 0"),
    ("children", "18 months and seven", "2 children, aged 1, 7"), ("children", "0.3", "1 child, aged 0"),
    ("children", "two", "1 child, aged 2"), ("children", "none", "none"), ("children", "no children", "none"),
    ("applicant-age", "thirty four", "34"), ("applicant-age", "34 years old", "34"),
    ("travel-minutes", "1 hour 20", "80"), ("travel-minutes", "2 hours", "120"),
    ("travel-minutes", "half an hour", "30"),
    ("travel-minutes", "45 min", "45"), ("bed-and-breakfast-nights", "2 weeks", "14"),
    ("bed-and-breakfast-nights", "none", "0"), ("accommodation-ends-on", "fri", "Fri 27 Nov 2026"),
    ("accommodation-ends-on", "27/11", "Fri 27 Nov 2026"), ("accommodation-ends-on", "tomorrow", "Fri 27 Nov 2026"),
    ("accommodation-ends-on", "fri 5pm", "Fri 27 Nov 2026"), ("accommodation-ends-on", "in 3 days", "Sun 29 Nov 2026"),
    ("decision-on", "2 Nov", "Mon 2 Nov 2026"), ("decision-on", "fri", "Fri 20 Nov 2026"),
    ("decision-on", "yesterday 4.45pm", "16:45 on Wed 25 Nov 2026"), ("homeless-from", "today", "Thu 26 Nov 2026"),
    ("seen-at", "1830", "18:30 on Thu 26 Nov 2026"), ("unit", "hotel", "bed-and-breakfast"),
    ("unit", "b&b", "bed-and-breakfast"), ("unit", "B and B", "bed-and-breakfast"), ("unit", "flat", "self-contained"),
    ("unit", "none", "not known"), ("unit", "no", "not known"),
    ("transport", "taxi", "provided"), ("transport", "train", "public"), ("transport", "public transport", "public"),
    ("transport", "car", "own"), ("transport", "no", "none"), ("eligibility", "NRPF", "not-eligible"),
    ("eligibility", "no recourse to public funds", "not-eligible"), ("eligibility", "british", "eligible"),
    ("eligibility", "may be", "may-be-eligible"), ("duty-held", "nothing", "none"), ("duty-held", "no", "none"),
    ("duty-held", "discharged", "ended"), ("decision", "intentional", "intentionally-homeless"),
    ("decision", "minded to", "minded-to-refuse"), ("child-protection", "cp plan", "plan"),
    ("risk-factors", "drugs and domestic violence", "domestic-abuse substance-misuse"), ("risk-factors", "no", "none"),
    ("needs", "hospital", "hospital-treatment"), ("childrens-services", "social worker", "allocated"),
    ("pregnant", "yeah", "yes"), ("pregnant", "not sure", "not known"), ("applicant-age", "dunno", "not known"),
    ("eligibility", "don't know", "not known"),
  ])
  func `an answer is heard as it was meant`(fact: String, typed: String, heard: String) throws {
    let reply = try reply("set \(fact) \(typed)")
    #expect(reply.text.hasPrefix("\(fact): \(heard). "), "\(reply.text)")
  }

  @Test(arguments: [
    ("somewhere safe", false), ("yes, somewhere", false), ("nowhere", true), ("No, nowhere safe", true),
    ("nowhere to go", true), ("sleeping in his car", true), ("on the street", true), ("not safe", true),
  ])
  func `whether they have a bed tonight is heard alike as an answer and as a value`(typed: String, isNowhere: Bool)
    throws
  {
    let value = isNowhere ? "yes" : "no"
    #expect(WordedAnswer.value(of: typed, to: "nowhere-tonight") == value)
    #expect(try reply("set nowhere-tonight \(typed)").text == reply("set nowhere-tonight \(value)").text)
  }

  /// The question asks for a bed and the fact says that there is none: a bare yes or no in the hint would turn one into
  /// the other.
  @Test(arguments: ["at her sister's", "no kids", "58", "yes nowhere", "no somewhere"])
  func `a hint about the bed tonight never says yes or no`(typed: String) throws {
    let reply = try reply("set nowhere-tonight \(WordedAnswer.value(of: typed, to: "nowhere-tonight"))")
    #expect(reply.code == 552 && reply.text.contains("Type somewhere safe, or nowhere safe"), "\(reply.text)")
    let hint = reply.text.split(separator: "is not an answer to it").last.map(String.init) ?? ""
    #expect(!hint.contains("yes") && !hint.contains("no "), "\(hint)")
  }

  @Test(arguments: [
    ("violence-risk", "yes", "'don't know' is an answer"),
    ("violence-risk", "xyzzy", "If nobody knows yet, type don't know"),
    ("duty-held", "sometimes", "main (Yes"), ("needs", "sometimes", "; or none"),
    ("duty-held", "referred", "It is one of"), ("duty-held", "relief-r or main", "It is one of"),
    ("homeless-from", "fri", "Fri 20 Nov 2026 or Fri 27 Nov 2026"), ("accommodation-ends-on", "25/11", "2026 or"),
    ("accommodation-ends-on", "next friday", "Fri 27 Nov 2026 or Fri 4 Dec 2026"),
    ("accommodation-ends-on", "soon", "try 27 Nov"), ("accommodation-ends-on", "11/27", "write the day first"),
    ("seen-at", "yesterday", "say both"), ("children", "teenager", "for a baby under one type 0"),
    ("children", "old", "says no age"), ("children", "a", "says no age"), ("children", "years old", "says no age"),
    ("children", "and", "says no age"), ("violence-risk", "and", "is not a council"),
    ("applicant-age", "34 and partner 36", "Give the age in years, like 34. It is from 0 to 120"),
    ("transport", "yes", "It is one of"),
    ("child-protection", "yes", "It is one of"), ("decision", "not", "not-eligible or not-homeless or not-priority"),
  ])
  func `what may be more than one thing is asked back, with what to type`(fact: String, typed: String, says: String)
    throws
  {
    let reply = try reply("set \(fact) \(typed)")
    #expect(reply.code == 552 && reply.text.contains(says), "\(reply.text)")
  }

  @Test(arguments: [
    ("who luton ooh at fri 5pm", "17:00 on Fri 27 Nov 2026"), ("who luton ooh at 1645", "16:45 on Thu 26 Nov 2026"),
    ("who luton ooh at tomorrow 4.45pm", "16:45 on Fri 27 Nov 2026"),
    ("triage luton at 16:45 today", "16:45 on Thu 26"),
    ("triage luton at 25/11/26 16:45", "16:45 on Wed 25 Nov 2026"),
    ("lookup dover at 27 nov 1730", "17:30 on Fri 27 Nov"),
    ("deadline LUT-35 from 23 Dec", ""), ("deadline LUT-35 from yesterday 4pm", ""),
  ])
  func `a moment is taken as people say it, and said in full`(line: String, says: String) throws {
    let reply = try reply(line)
    #expect(!reply.isError && (says.isEmpty || reply.text.contains(says)), "\(reply.text)")
  }

  @Test func `a day without its hour is asked for it, and what was typed is shown as it was`() throws {
    let reply = try reply("triage luton at 25/11/26")
    #expect(reply.code == 501 && reply.text.contains("say the hour too") && reply.text.contains("'25/11/26'"))
  }

  @Test func `every value is explained in a sentence, every question is one, and no name means two values`() {
    for fact in Fact.allCases where fact != .council {
      #expect(fact.question.hasSuffix("?") || fact.question.hasSuffix(")"), "\(fact)")
      #expect(!fact.howToAnswer.isEmpty)
      var texts: Set<String> = []
      for choice in fact.choices {
        #expect(
          choice.meaning.hasSuffix(".") && choice.meaning.split(separator: " ").count >= 3, "\(fact) \(choice.value)")
        #expect(texts.insert(choice.text).inserted, "\(fact) says '\(choice.text)' twice")
      }
    }
  }
}
