import Directory

extension Facts {
  /// Makes a fact unknown again. The council and the moment cannot be forgotten: a case is nothing without them.
  mutating func forget(_ fact: Fact) {
    repeatedHours.remove(FactSet(fact))
    switch fact.field {
    case .council, .presentedAt: break
    case .bool(let path): self[keyPath: path] = nil
    case .integer(let path, _): self[keyPath: path] = nil
    case .day(let path): self[keyPath: path] = nil
    case .moment(let path): self[keyPath: path] = nil
    case .dayOrMoment(let path): self[keyPath: path] = nil
    case .authority(let path): self[keyPath: path] = nil
    case .authorities(let path):
      self[keyPath: path] = nil
      hasDoubtfulRisk = false
    case .ages(let path): self[keyPath: path] = nil
    case .connections(let path): self[keyPath: path] = nil
    case .word(let word): _ = word.set(nil, in: &self)
    case .words(let words): _ = words.set(nil, in: &self)
    }
  }

  /// Forgets the names of authorities that no fact speaks of any more: what was taken back stands on no page (I-30).
  package mutating func forgetUnspokenNames() {
    renameUnheld { .unheld($0) }
  }

  /// Who an authority that is not held becomes.
  enum Renamed {
    case held(CouncilRef)
    case unheld(String)
  }

  /// Gives each authority that is not held and that a fact speaks of the name, or the council, that it goes by.
  mutating func renameUnheld(_ renamed: (String) -> Renamed) {
    guard !unheldNames.isEmpty else { return }
    var kept: [String] = []
    let names = unheldNames
    func moved(_ authority: Authority) -> Authority {
      guard case .unheld(let index) = authority, names.indices.contains(Int(index)) else { return authority }
      switch renamed(names[Int(index)]) {
      case .held(let ref): return .held(ref)
      case .unheld(let name):
        if let place = kept.firstIndex(of: name) { return .unheld(UInt8(place)) }
        kept.append(name)
        return .unheld(UInt8(kept.count - 1))
      }
    }
    for fact in Fact.allCases {
      switch fact.field {
      case .authority(let path):
        if let authority = self[keyPath: path]?.authority { self[keyPath: path] = .some(moved(authority)) }
      case .authorities(let path): self[keyPath: path] = self[keyPath: path]?.map(moved)
      case .connections(let path):
        self[keyPath: path] = self[keyPath: path]?.map {
          Connection(authority: moved($0.authority), ground: $0.ground)
        }
      default: continue
      }
    }
    unheldNames = kept
  }
}
