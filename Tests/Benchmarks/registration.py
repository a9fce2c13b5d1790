#!/usr/bin/env python3
"""CT-to-MR registration beside other programs, on simulated pairs whose true transform is known.

Every program gets the same files, one program after the other, two threads each. The other programs read with ITK,
which takes no sheared grid: for them a CT from a tilted gantry is first brought onto an orthogonal grid (its own
slice planes, rows shifted by linear interpolation), with air and padding at 0, so that centres of mass mean
something. That helps them and does not count in their time. What is not installed is skipped with a message.
"""

import argparse
import importlib.util
import json
import math
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import peers  # noqa: E402

SCHEMA = "pallidum.benchmark-registration/1"
THREADS = 2
FAILURE_MM = 2.0
TIME_LIMIT_S = 600


def apply(m, p):
    """A row-major 4x4 (16 numbers) on a point, mm."""
    return [sum(m[4 * r + c] * p[c] for c in range(3)) + m[4 * r + 3] for r in range(3)]


def inverse(m):
    """The inverse of a rigid row-major 4x4."""
    out = [0.0] * 16
    for r in range(3):
        for c in range(3):
            out[4 * r + c] = m[4 * c + r]
        out[4 * r + 3] = -sum(m[4 * c + r] * m[4 * c + 3] for c in range(3))
    out[15] = 1.0
    return out


def target_errors(found, truth, points):
    """Distance in mm between where `found` and `truth` put the CT position of each point of the MR."""
    back = inverse(truth)
    return [math.dist(apply(found, apply(back, p)), p) for p in points]


def run(command, log):
    """Runs a command on two cores; seconds, peak resident MiB, standard output, exit code."""
    cores = sorted(os.sched_getaffinity(0))[:THREADS]
    environment = dict(os.environ, ITK_GLOBAL_DEFAULT_NUMBER_OF_THREADS=str(THREADS), OMP_NUM_THREADS=str(THREADS))
    start = time.perf_counter()
    with open(log, "wb") as errors, tempfile.TemporaryFile() as output:
        child = subprocess.Popen(
            command, stdout=output, stderr=errors, env=environment,
            preexec_fn=lambda: os.sched_setaffinity(0, cores))
        while True:
            pid, status, usage = os.wait4(child.pid, os.WNOHANG)
            if pid:
                break
            if time.perf_counter() - start > TIME_LIMIT_S:
                child.kill()
                _, status, usage = os.wait4(child.pid, 0)
                break
            time.sleep(0.01)
        seconds = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        return seconds, usage.ru_maxrss / 1024, output.read().decode(errors="replace"), child.returncode


def pallidum(program, pair, work):
    """The program under test: `movingToFixed` carries CT to MR, LPS mm."""
    seconds, mib, output, code = run(
        [program, "register", "--fixed", pair + "/mr.nii.gz", "--moving", pair + "/ct.nii.gz", "--output",
         work + "/out", "--json", "--quiet"], work + "/log")
    try:
        answer = json.loads(output)
    except ValueError:
        return {"seconds": seconds, "mib": mib, "error": f"exit code {code}"}
    return {"seconds": seconds, "mib": mib, "ctToMR": answer["movingToFixed"], "verdict": answer["verdict"],
            "uncertaintyMm": answer.get("uncertaintyMm")}


def elastix(program, pair, work):
    """elastix from Debian; its transform carries points of the fixed image (MR) to the moving one (CT)."""
    os.makedirs(work + "/out", exist_ok=True)
    seconds, mib, _, code = run(
        [program, "-f", pair + "/mr.nii.gz", "-m", pair + "/ct-orthogonal.nii.gz", "-p",
         os.path.join(os.path.dirname(os.path.abspath(__file__)), "elastix-rigid.txt"), "-out", work + "/out",
         "-threads", str(THREADS)], work + "/log")
    result = {"seconds": seconds, "mib": mib}
    if code == 0:
        result["ctToMR"] = inverse(peers.elastix_matrix(work + "/out/TransformParameters.0.txt"))
    else:
        result["error"] = f"exit code {code}"
    return result


def python_peer(name):
    """A Python package in a process of its own; its seconds start after the imports."""
    def runner(program, pair, work):
        answer = work + "/answer.json"
        _, mib, _, code = run(
            [program, os.path.abspath(peers.__file__), name, pair + "/mr.nii.gz", pair + "/ct-orthogonal.nii.gz",
             answer], work + "/log")
        if code != 0 or not os.path.exists(answer):
            return {"mib": mib, "error": f"exit code {code}"}
        with open(answer) as file:
            result = json.load(file)
        return {"seconds": result["seconds"], "mib": mib, "ctToMR": inverse(result["mrToCT"])}
    return runner


def found_programs(arguments):
    """What can be run here: name, how to run it, version; a message for what cannot."""
    programs = [("pallidum", pallidum, arguments.pallidum, peers.first_line([arguments.pallidum, "--version"]))]
    ready = all(importlib.util.find_spec(m) for m in ("numpy", "nibabel"))
    if not ready:
        print("Other programs: skipped, numpy and nibabel are needed to prepare their files.")
        return programs
    path = shutil.which("elastix")
    if path:
        programs.append(("elastix", elastix, path, peers.first_line([path, "--version"])))
    else:
        print("elastix: skipped, it is not installed (Debian package elastix).")
    for name, module in (("SimpleITK", "SimpleITK"), ("antspyx", "ants")):
        if importlib.util.find_spec(module):
            programs.append((name, python_peer(name), sys.executable, peers.package_version(name)))
        else:
            print(f"{name}: skipped, this Python has no module {module}.")
    return programs


def summary(values):
    """Mean, median and worst, or None."""
    if not values:
        return None
    return {"mean": statistics.fmean(values), "median": statistics.median(values), "worst": max(values)}


def evaluate(name, version, results, has_truth):
    """One program's line."""
    good = [r for r in results if "deepMm" in r]
    seconds = [r["seconds"] for r in results if "seconds" in r]
    return {
        "program": name, "version": version, "pairs": len(results),
        "deepMm": summary([e for r in good for e in r["deepMm"]]),
        "surfaceMm": summary([e for r in good for e in r["surfaceMm"]]),
        # Of different heads no transform is right.
        "failures": sum(r.get("meanMm", math.inf) > FAILURE_MM for r in results) if has_truth else None,
        "secondsMedian": statistics.median(seconds) if seconds else None,
        "peakMiB": max((r["mib"] for r in results if "mib" in r), default=None),
        "verdicts": {v: sum(r.get("verdict") == v for r in results) for v in ("pass", "warn", "fail")},
        "results": results,
    }


def row(line):
    def three(s):
        return f"{s['mean']:8.2f} {s['median']:6.2f} {s['worst']:7.2f}" if s else f"{'-':>8} {'-':>6} {'-':>7}"
    seconds = f"{line['secondsMedian']:8.1f}" if line["secondsMedian"] is not None else f"{'-':>8}"
    return (f"{line['program']:<10}{three(line['deepMm'])}   {three(line['surfaceMm'])}"
            f"{'-' if line['failures'] is None else line['failures']:>6}/{line['pairs']:<3d}{seconds}{line['peakMiB'] or 0:9.0f}")


def show(lines, kind):
    print(f"\nTarget registration error in mm over {lines[0]['pairs']} pairs ({kind}), {THREADS} threads:")
    print(f"{'':10}{'deep nuclei':>23}   {'brain surface':>23}{'failed':>10}{'wall s':>8}{'peak MiB':>9}")
    print(f"{'':10}{'mean':>8} {'median':>6} {'worst':>7}   {'mean':>8} {'median':>6} {'worst':>7}"
          f"{'> 2 mm':>10}{'median':>8}{'':>9}")
    for line in lines:
        print(row(line))
    print("failed: mean error over all targets of a pair, or no transform. SimpleITK and antspyx: seconds without"
          " imports.")
    if len(lines) > 1:
        print("elastix, SimpleITK and antspyx got the CT on an orthogonal grid with air at 0: not in their time.")
    verdicts = lines[0]["verdicts"]
    print("pallidum's own verdicts: " + ", ".join(f"{v} {n}" for v, n in verdicts.items()))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pallidum", default=".build/release/pallidum", help="the program under test")
    parser.add_argument("--pairs", type=int, default=8, help="number of pairs (8)")
    parser.add_argument("--seed", type=int, default=1, help="seed of the pairs (1)")
    parser.add_argument("--pair-kind", default="right", help="as of `pallidum phantom` (right)")
    parser.add_argument("--json", help="file for the results")
    parser.add_argument("--only", action="append", help="run this program alone; may be repeated")
    arguments = parser.parse_args()
    programs = found_programs(arguments)
    if arguments.only:
        programs = [p for p in programs if p[0] in arguments.only]
    if not programs:
        sys.exit("None of the programs asked for is installed.")
    results = {name: [] for name, *_ in programs}
    with tempfile.TemporaryDirectory(prefix="pallidum-bench-") as folder:
        generating = time.perf_counter()
        subprocess.run(
            [arguments.pallidum, "phantom", "--pairs", str(arguments.pairs), "--seed", str(arguments.seed),
             "--pair-kind", arguments.pair_kind, "--output", folder, "--quiet"], check=True)
        generating = (time.perf_counter() - generating) / arguments.pairs
        print(f"{arguments.pairs} pairs of seed {arguments.seed} made, {generating:.1f} s each.", flush=True)
        for index in range(arguments.pairs):
            pair = f"{folder}/{index + 1:03d}"
            with open(pair + "/truth.json") as file:
                truth = json.load(file)
            if any(name != "pallidum" for name, *_ in programs):
                peers.write_orthogonal(pair + "/ct.nii.gz", pair + "/ct-orthogonal.nii.gz")
            for name, runner, program, _ in programs:
                work = f"{pair}/{name}"
                os.makedirs(work)
                result = runner(program, pair, work)
                if "ctToMR" in result and truth["ctToMR"]:
                    deep = target_errors(result["ctToMR"], truth["ctToMR"], truth["targets"]["deep"])
                    surface = target_errors(result["ctToMR"], truth["ctToMR"], truth["targets"]["surface"])
                    result |= {"deepMm": deep, "surfaceMm": surface, "meanMm": statistics.fmean(deep + surface)}
                results[name].append(result)
                error = f"{result['meanMm']:.2f} mm" if "meanMm" in result else result.get("error", "no truth")
                print(f"pair {index + 1}: {name} {error} {result.get('verdict', '')}", flush=True)
            shutil.rmtree(pair)
    lines = [evaluate(name, version, results[name], arguments.pair_kind != "otherHead") for name, _, _, version in programs]
    show(lines, arguments.pair_kind)
    if arguments.json:
        os.makedirs(os.path.dirname(os.path.abspath(arguments.json)), exist_ok=True)
        with open(arguments.json, "w") as file:
            json.dump(
                {"schema": SCHEMA, "pairs": arguments.pairs, "seed": arguments.seed, "kind": arguments.pair_kind,
                 "threads": THREADS, "machine": platform.machine(), "secondsPerPairMade": generating,
                 "programs": lines}, file, indent=1)
            file.write("\n")
        print(f"Details: {arguments.json}")


if __name__ == "__main__":
    main()
