import Foundation
import Report

/// Progress of a run, told to whoever runs it.
public enum CaseEvent: Sendable {
  /// A stage begins; `index` of `count`.
  case stage(name: String, index: Int, count: Int)
  /// The running stage's progress, 0…1, and what it does.
  case progress(fraction: Double, step: String)
  /// A decision that the user should see: which series was chosen, what was withheld.
  case note(String)
}

/// Receives the events of a run; may be called from any thread.
public typealias CaseObserver = @Sendable (CaseEvent) -> Void

/// What a run does, as the user is told.
enum Stage: String {
  case inventory = "Looking through the files"
  case reading = "Reading mGRE and CT"
  case registration = "Registering CT to mGRE"
  case brain = "Finding the brain"
  case susceptibility = "Reconstructing susceptibility"
  case nuclei = "Finding the nuclei"
  case grading = "Measuring and grading"
  case rendering = "Drawing the report"
  case export = "Writing and re-reading DICOM"
  case fitPictures = "Carrying the CT over and drawing the fit"

  /// The stages of the main job, in order.
  static let report: [Stage] = [
    .inventory, .reading, .registration, .brain, .susceptibility, .nuclei, .grading, .rendering, .export,
  ]
}

/// Times the stages and tells the observer.
struct StageClock {
  private(set) var times: [ReportDocument.StageTime] = []
  let observer: CaseObserver
  private let stages: [Stage]

  /// - Parameter stages: what the run will do, in order.
  init(_ stages: [Stage], observer: @escaping CaseObserver) {
    self.stages = stages
    self.observer = observer
  }

  /// Runs a stage.
  mutating func run<T: ~Copyable, E: Error>(_ stage: Stage, _ body: () throws(E) -> T) throws(E) -> T {
    let index = (stages.firstIndex(of: stage) ?? 0) + 1
    observer(.stage(name: stage.rawValue, index: index, count: stages.count))
    let clock = ContinuousClock()
    let start = clock.now
    let result = try body()
    let seconds = (clock.now - start) / .seconds(1)
    times.append(.init(name: "\(stage)", seconds: (seconds * 1000).rounded() / 1000))
    return result
  }

  /// A progress handler for the running stage.
  var progress: @Sendable (Double, String) -> Void {
    let observer = observer
    return { fraction, step in observer(.progress(fraction: fraction, step: step)) }
  }
}

/// The largest resident memory of this process so far, in bytes.
func peakMemoryBytes() -> Int {
  var usage = rusage()
  getrusage(numericCast(RUSAGE_SELF.rawValue), &usage)
  return Int(usage.ru_maxrss) * 1024
}
