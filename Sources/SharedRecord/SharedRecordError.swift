#if PostgreSQL
  /// Why the shared record could not be read or written.
  package struct SharedRecordError: Error, Sendable, Hashable {
    /// What sort of failure it is.
    package enum Code: String, Sendable, Hashable {
      /// The server cannot be reached, or is going down.
      case unreachable
      /// The login is wrong, or may not do this.
      case forbidden
      /// What answers cannot show that it is the server.
      case untrusted
      /// Somebody else changed the record first (`ND001`).
      case moved
      /// A record there is not what the change takes it to be (`ND002`).
      case stale
      /// The seal does not fit what the change says (`ND003`).
      case badSeal
      /// Whether the change is kept is not known: the server gave no answer while it committed.
      case uncertain
      /// The change is kept, on the server alone: it stopped waiting for a standby, and a failover before one has it loses it.
      case unreplicated
      /// The server is a standby, which only reads.
      case readOnly
      /// The server is an old primary, which has come back after a failover, or another one than was seen.
      case older
      /// Another writer holds the record for too long.
      case busy
      /// A rule of the server's is broken.
      case refused
      /// Anything else.
      case failed
    }

    /// What sort of failure it is.
    package let code: Code
    /// What happened, in words.
    package let explanation: String

    /// A failure of some sort, in words.
    package init(_ code: Code, _ explanation: String) {
      self.code = code
      self.explanation = explanation
    }

    /// The sort of failure that an SQLSTATE means; without one the connection is gone.
    static func code(of state: String?) -> Code {
      guard let state else { return .unreachable }
      switch state {
      case "ND001": return .moved
      case "ND002": return .stale
      case "ND003": return .badSeal
      case "25006": return .readOnly
      case "40001", "40P01", "55P03": return .busy
      case "42501": return .forbidden
      default: break
      }
      switch state.prefix(2) {
      case "08": return .unreachable
      case "57": return state.hasPrefix("57P") ? .unreachable : .failed
      case "28": return .forbidden
      case "23", "22", "P0", "ND": return .refused
      default: return .failed
      }
    }
  }
#endif
