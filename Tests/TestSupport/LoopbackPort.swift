import Foundation

/// Ports for servers that a test starts.
public enum LoopbackPort {
  /// The system has no port to give.
  public struct Unavailable: Error {}

  /// A port that nobody listens to: bound for a moment, so that the system chooses it.
  public static func free() throws -> UInt16 {
    let socketNumber = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socketNumber) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let failed = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socketNumber, $0, length) != 0 || getsockname(socketNumber, $0, &length) != 0
      }
    }
    guard !failed else { throw Unavailable() }
    return UInt16(bigEndian: address.sin_port)
  }
}
