import CaseRunner
import Dispatch
import Foundation

/// What happens on Ctrl-C, hang-up and a batch system's TERM: the unfinished output folder is removed and the
/// program ends with 128 plus the signal's number, as shells do.
final class Interruption {
  private let sources: [any DispatchSourceSignal]

  /// Handles the signals from now on.
  init() {
    sources = [SIGINT, SIGTERM, SIGHUP].map { number in
      // The default action would end the process before the source sees the signal.
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global(qos: .userInitiated))
      source.setEventHandler {
        Console.error("Interrupted; nothing was written.")
        UnfinishedOutput.removeAll()
        _exit(128 + number)
      }
      source.resume()
      return source
    }
  }

  /// Stops handling them.
  func end() { for source in sources { source.cancel() } }
}
