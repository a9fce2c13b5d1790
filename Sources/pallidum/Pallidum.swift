import ArgumentParser
import CaseRunner
import Foundation

/// The program: one subcommand a file.
struct Pallidum: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pallidum",
    abstract: "Pallidal mineralization from multi-echo GRE MRI and head CT: measured, graded, reported.",
    discussion: """
      Not a medical device: measurements and grades are an aid to a reader and carry UNVERIFIED until a named \
      reader accepts them.

      Exit codes: 0 done; 2 usage; 3 input unusable; 4 CT and MR belong to different patients; 5 report \
      written, something withheld by quality control; 6 output or network error; 70 internal error.
      """,
    version: version,
    subcommands: [
      ReportCommand.self, InspectCommand.self, QSMCommand.self, RegisterCommand.self, PhantomCommand.self,
      SendCommand.self, ValidateCommand.self,
    ])
}

/// Parses, runs and turns every error into one sentence and an exit code of the contract.
@main
enum Main {
  static func main() {
    let interruption = Interruption()
    defer { interruption.end() }
    do {
      var command = try Pallidum.parseAsRoot()
      try command.run()
    } catch let error as CaseError {
      Console.error(error.description)
      exit(error.status.rawValue)
    } catch let code as ExitCode {
      exit(code.rawValue)
    } catch  where Pallidum.exitCode(for: error) == .success {
      print(Pallidum.fullMessage(for: error))
    } catch  where Pallidum.exitCode(for: error) == .validationFailure {
      Console.write(Pallidum.fullMessage(for: error))
      exit(ExitStatus.usage.rawValue)
    } catch {
      Console.error("Internal error: \(error). Please report it with the command line.")
      exit(ExitStatus.internalError.rawValue)
    }
  }
}
