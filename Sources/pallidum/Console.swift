import CaseRunner
import Foundation
import Synchronization

/// What goes to standard error: errors, and progress as a bar on a terminal, a line a stage otherwise.
enum Console {
  static func write(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }

  static func error(_ sentence: String) { write("pallidum: " + sentence) }
}

/// How progress is told.
enum LogFormat: String, CaseIterable, Sendable {
  case text
  case json
}

/// Prints the events of a run.
final class ProgressPrinter: Sendable {
  private let quiet: Bool
  private let format: LogFormat
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private let state = Mutex(State())

  private struct State {
    var stage = ""
    var start = ContinuousClock.now
    var percent = -1
  }

  init(quiet: Bool, format: LogFormat) {
    self.quiet = quiet
    self.format = format
  }

  func callAsFunction(_ event: CaseEvent) {
    guard !quiet else { return }
    state.withLock { state in
      switch event {
      case .stage(let name, let index, let count):
        finishLine(&state)
        state.stage = "[\(index)/\(count)] \(name)"
        state.start = .now
        state.percent = -1
        if format == .json {
          emit(["event": "stage", "name": name, "index": "\(index)", "count": "\(count)"])
        } else if isTerminal {
          raw("\r\(state.stage)…")
        }
      case .progress(let fraction, let step):
        let percent = Int(fraction * 100)
        guard format == .text, isTerminal, percent != state.percent else { return }
        state.percent = percent
        let filled = min(max(percent / 5, 0), 20)
        let bar = String(repeating: "█", count: filled) + String(repeating: "·", count: 20 - filled)
        raw("\r\u{1B}[2K\(state.stage) \(bar) \(step)")
      case .note(let text):
        if format == .json {
          emit(["event": "note", "text": text])
        } else {
          if isTerminal { raw("\r\u{1B}[2K") }
          Console.write("  " + text)
        }
      }
    }
  }

  /// Ends the last stage's line.
  func finish() {
    guard !quiet else { return }
    state.withLock { finishLine(&$0) }
  }

  private func finishLine(_ state: inout State) {
    guard !state.stage.isEmpty else { return }
    let seconds = (ContinuousClock.now - state.start) / .seconds(1)
    if format == .text {
      if isTerminal { raw("\r\u{1B}[2K") }
      Console.write(state.stage + String(format: "  %.1f s", seconds))
    }
    state.stage = ""
  }

  private func raw(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }

  private func emit(_ fields: [String: String]) {
    if let data = try? JSONSerialization.data(withJSONObject: fields, options: .sortedKeys) {
      FileHandle.standardError.write(data + Data("\n".utf8))
    }
  }
}
