#!/usr/bin/env python3
"""Susceptibility on simulated gradient echoes whose truth is known, each with one difficulty.

Every scenario of `pallidum phantom --susceptibility` goes through `pallidum qsm` twice: with the mask that the program
finds, and with the true brain. Tables are Markdown. Scores of another judge, the QSM-CI package, stand beside the
project's own where it is installed.

Own measures, M being the program's mask inside the true brain, both maps less their mean over M:
  NRMSE   100 · ‖x − t‖/‖t‖ in M
  bias    mean of a nucleus against the mean of M without a rim of 2 mm, less the same of the truth, ppb
  slope   straight line through the nuclei's means, measured over true
  kept    M over the true brain
  foci    mean in the ball against M, over the true one; SD of the error 2 to 10 mm around it (streaks), ppb
"""

import argparse
import csv
import json
import os
import platform
import pty
import re
import subprocess
import sys
import time

SCHEMA = "pallidum.benchmark-susceptibility/1"
THREADS = 2
TIME_LIMIT_S = 1200
RIM_MM = 2.0
SHELL_MM = (2.0, 10.0)
FEWEST_VOXELS = 3
# Labels of the QSM-CI head phantom for this project's structures.
QSM_CI_LABELS = {"caudate": 1, "globusPallidus": 2, "putamen": 3, "redNucleus": 4, "dentateNucleus": 5,
                 "substantiaNigra": 6, "thalamus": 7}
SHORT = {"globusPallidus": "GP", "putamen": "PU", "caudate": "CN", "thalamus": "TH", "substantiaNigra": "SN",
         "redNucleus": "RN", "dentateNucleus": "DN"}


def measured(command):
    """Runs a command on two cores: wall and CPU seconds, peak MB, exit code, standard error."""
    cores = sorted(os.sched_getaffinity(0))[:THREADS]
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                             preexec_fn=lambda: os.sched_setaffinity(0, cores))
    errors = child.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return {"wallSeconds": time.perf_counter() - start, "cpuSeconds": usage.ru_utime + usage.ru_stime,
            "peakMB": usage.ru_maxrss * 1024 / 1e6, "exit": child.returncode, "errors": errors.strip()}


def qsm_command(program, folder, output, true_mask):
    """The command line for a simulated gradient echo."""
    with open(folder + "/acquisition.json") as file:
        acquisition = json.load(file)

    def numbers(values):
        return ",".join(repr(v) for v in values)
    command = [program, "qsm", "--magnitude", folder + "/magnitude.nii.gz", "--phase", folder + "/phase.nii.gz",
               "--echo-times", numbers(acquisition["echoTimesMs"]),
               "--field-strength", repr(acquisition["fieldStrengthTesla"]),
               # One argument, because the first number may be negative.
               "--b0=" + numbers(acquisition["b0InVoxelAxes"]), "--output", output]
    return command + (["--mask", folder + "/truth/brain.nii.gz"] if true_mask else [])


def stage_table(program, folder, output):
    """Stages of one run and the seconds between their first signs of life on a terminal."""
    master, slave = pty.openpty()
    start = time.perf_counter()
    child = subprocess.Popen(qsm_command(program, folder, output, False), stdout=slave, stderr=slave)
    os.close(slave)
    stages, text, since = [], "", 0.0
    while True:
        try:
            block = os.read(master, 4096).decode(errors="replace")
        except OSError:
            break
        if not block:
            break
        now = time.perf_counter() - start
        text += block
        # A line is rewritten in place: "[1/3] stage…", then "[1/3] stage ████···· step". It is whole when the next one
        # starts; its time is that of its own start.
        *whole, text = re.split(r"[\r\n]", text)
        starts = [since] + [now] * len(whole)
        since = starts[-1]
        for line, at in zip(whole, starts):
            line = re.sub(r"\x1b\[[0-9]*K", "", line)
            found = re.match(r"\[\d+/\d+\] (.+?)(?:…| ([█·]{20}) (.*))$", line)
            if not found:
                continue
            name = (found.group(1), found.group(3) or "")
            if not stages or stages[-1][0] != name:
                stages.append((name, at))
    total = time.perf_counter() - start
    code = child.wait()
    os.close(master)
    ends = [at for _, at in stages[1:]] + [total]
    rows = [{"stage": stage, "step": step, "seconds": end - at} for ((stage, step), at), end in zip(stages, ends)]
    return rows, total, code


def print_stages(rows, total):
    print(f"\n| stage of `pallidum qsm` | step | s |\n|---|---|---|")
    for row in rows:
        if row["seconds"] >= 0.005:
            print(f"| {row['stage']} | {row['step']} | {row['seconds']:.2f} |")
    print(f"| all | | {total:.2f} |")


def table(path):
    with open(path) as file:
        return list(csv.DictReader(file, delimiter="\t"))


def load(path):
    import nibabel
    import numpy
    return numpy.asarray(nibabel.load(path).dataobj, dtype=numpy.float32)


def score(folder, output):
    """All measures of one map."""
    import nibabel
    import numpy as np
    from scipy.ndimage import distance_transform_edt

    truth = load(folder + "/truth/chi.nii.gz")
    brain = load(folder + "/truth/brain.nii.gz") > 0
    labels = load(folder + "/truth/nuclei.nii.gz").astype(int)
    chi = load(output + "/chi.nii.gz")
    kept = (load(output + "/mask.nii.gz") > 0) & brain
    spacing = nibabel.load(folder + "/truth/chi.nii.gz").header.get_zooms()[:3]
    inner = kept & (distance_transform_edt(brain, sampling=spacing) > RIM_MM)
    x = chi - chi[kept].mean()
    t = truth - truth[kept].mean()
    result = {
        "nrmse": 100 * float(np.linalg.norm(x[kept] - t[kept]) / np.linalg.norm(t[kept])),
        "kept": 100 * float(kept.sum() / brain.sum()), "biasPPB": {}, "foci": [],
    }
    x0, t0 = x[inner].mean(), t[inner].mean()
    means = []
    for row in table(folder + "/truth/nuclei.tsv"):
        there = kept & (labels == int(row["label"]))
        if there.sum() < FEWEST_VOXELS:
            continue
        found, true = 1000 * float(x[there].mean() - x0), 1000 * float(t[there].mean() - t0)
        result["biasPPB"][f"{SHORT[row['structure']]} {row['side'][0].upper()}"] = found - true
        means.append((true, found))
    if len(means) > 1:
        result["slope"] = float(np.polyfit(*np.array(means).T, 1)[0])
        result["rmsBiasPPB"] = float(np.sqrt(np.mean([(f - t) ** 2 for t, f in means])))
    foci = table(folder + "/truth/foci.tsv")
    index = np.stack(np.meshgrid(*(np.arange(n) for n in truth.shape), indexing="ij"), -1)

    def distance(focus):
        center = [float(focus[k + "_voxel"]) for k in "ijk"]
        return np.sqrt((((index - center) * spacing) ** 2).sum(-1)) - float(focus["diameter_mm"]) / 2
    beside = [distance(f) for f in foci]
    strong = np.zeros_like(brain)
    for d in beside:
        strong |= d < SHELL_MM[0]
    for focus, d in zip(foci, beside):
        ball, shell = kept & (d < 0), kept & (d > SHELL_MM[0]) & (d < SHELL_MM[1]) & ~strong
        result["foci"].append({
            "name": focus["name"], "chiPPM": float(focus["chi_ppm"]), "diameterMm": float(focus["diameter_mm"]),
            "ratio": float((x[ball].mean() - x0) / (t[ball].mean() - t0)) if ball.any() else None,
            "streakPPB": 1000 * float((x - t)[shell].std()) if shell.any() else None})
    result["qsmCI"] = judged(chi, truth, kept, brain, labels, folder)
    return result


def judged(chi, truth, kept, brain, labels, folder):
    """The QSM-CI scorer over the whole true brain; what was dropped counts as 0. None if it is not installed."""
    try:
        from qsm_ci.qsm_eval import score_arrays
    except ImportError:
        return None
    import numpy as np

    regions = np.zeros_like(labels)
    for row in table(folder + "/truth/nuclei.tsv"):
        regions[labels == int(row["label"])] = QSM_CI_LABELS[row["structure"]]
    # It compares with susceptibility against water; the map has no reference, so it is given the truth's mean.
    referenced = np.where(kept, chi - chi[kept].mean() + truth[kept].mean(), 0)
    metrics, _ = score_arrays(referenced.astype(float), truth.astype(float), brain, "chi", regions)
    return {k: float(metrics[k]) for k in ("nrmse", "nrmse_dgm", "dgm_linearity", "xsim", "hfen")}


def cell(value, form):
    return "–" if value is None else format(value, form)


def show(results):
    print("\n| scenario | mask | NRMSE % | slope | RMS bias ppb | kept % | QSM-CI: NRMSE % | DGM % | \\|1 − slope\\| "
          "| XSIM | HFEN % | wall s | CPU s | peak MB |")
    print("|---" * 14 + "|")
    for r in results:
        if "nrmse" not in r:
            print(f"| {r['scenario']} | {r['mask']} | failed, exit code {r['exit']}: {r['errors'][:160]} " + "|" * 12)
            continue
        judge = r["qsmCI"] or {}
        print(f"| {r['scenario']} | {r['mask']} | {r['nrmse']:.1f} | {cell(r.get('slope'), '.3f')} "
              f"| {cell(r.get('rmsBiasPPB'), '.1f')} | {r['kept']:.1f} | {cell(judge.get('nrmse'), '.1f')} "
              f"| {cell(judge.get('nrmse_dgm'), '.1f')} | {cell(judge.get('dgm_linearity'), '.3f')} "
              f"| {cell(judge.get('xsim'), '.3f')} | {cell(judge.get('hfen'), '.1f')} "
              f"| {r['wallSeconds']:.1f} | {r['cpuSeconds']:.1f} | {r['peakMB']:.0f} |")
    names = [f"{s} {side}" for s in SHORT.values() for side in "LR"]
    print("\nBias of the nuclei in ppb, left / right, against the whole brain:\n")
    print("| scenario | mask | " + " | ".join(SHORT.values()) + " |\n" + "|---" * (2 + len(SHORT)) + "|")
    for r in results:
        if "nrmse" in r:
            values = [cell(r["biasPPB"].get(n), "+.0f") for n in names]
            pairs = [" / ".join(values[k:k + 2]) for k in range(0, len(values), 2)]
            print(f"| {r['scenario']} | {r['mask']} | " + " | ".join(pairs) + " |")
    if any(r.get("foci") for r in results):
        print("\n| scenario | mask | focus | ppm | mm | mean over true | streaks, SD ppb |\n" + "|---" * 7 + "|")
        for r in results:
            for f in r.get("foci", []):
                print(f"| {r['scenario']} | {r['mask']} | {f['name']} | {f['chiPPM']:+.1f} | {f['diameterMm']:.0f} "
                      f"| {cell(f['ratio'], '.2f')} | {cell(f['streakPPB'], '.0f')} |")


def scenario_names(program):
    """The names under the last heading of the list."""
    listed = subprocess.run([program, "phantom", "--list"], capture_output=True, text=True, check=True).stdout
    return [line.split(":")[0] for line in listed.split("--susceptibility:\n")[1].split("\n") if line]


def phantom(program, name, data, reduced):
    """The folder of a scenario, simulated unless it is there."""
    folder = os.path.join(data, name + ("-reduced" if reduced else ""))
    if not os.path.exists(folder + "/acquisition.json"):
        os.makedirs(data, exist_ok=True)
        subprocess.run([program, "phantom", "--susceptibility", name, "--output", folder, "--quiet"]
                       + (["--reduced"] if reduced else []), check=True)
    return folder


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pallidum", default=".build/release/pallidum", help="the program under test")
    parser.add_argument("--simulator", help="the program that makes the phantoms; the one under test unless given")
    parser.add_argument("--scenarios", help="comma-separated names; all unless given")
    parser.add_argument("--masks", default="own,true", help="own, true or both, comma-separated (own,true)")
    parser.add_argument("--data", default="out/bench-susceptibility",
                        help="folder where phantoms are kept: what is there is not made again")
    parser.add_argument("--reduced", action="store_true", help="small matrices: a trial of the benchmark")
    parser.add_argument("--stages", action="store_true", help="only the stages and their seconds, on the first scenario")
    parser.add_argument("--json", help="file for the results")
    arguments = parser.parse_args()
    simulator = arguments.simulator or arguments.pallidum
    names = arguments.scenarios.split(",") if arguments.scenarios else scenario_names(simulator)
    output = os.path.join(arguments.data, "result")

    if arguments.stages:
        folder = phantom(simulator, names[0], arguments.data, arguments.reduced)
        rows, total, code = stage_table(arguments.pallidum, folder, output)
        print_stages(rows, total)
        sys.exit(code)

    missing = [m for m in ("numpy", "scipy", "nibabel") if not can_import(m)]
    if missing:
        sys.exit(f"The benchmark needs {', '.join(missing)}: run `make bench-susceptibility`, which installs them.")
    if not can_import("qsm_ci"):
        print("QSM-CI's scores: skipped, this Python has no module qsm_ci.")
    results = []
    for name in names:
        folder = phantom(simulator, name, arguments.data, arguments.reduced)
        for mask in arguments.masks.split(","):
            print(f"{name}, {mask} mask", file=sys.stderr, flush=True)
            run = measured(qsm_command(arguments.pallidum, folder, output, mask == "true") + ["--quiet"])
            line = {"scenario": name, "mask": mask, **run}
            if run["exit"] == 0:
                line.update(score(folder, output))
            results.append(line)
            if arguments.json:
                save(arguments.json, arguments, results)
    version = subprocess.run([arguments.pallidum, "--version"], capture_output=True, text=True).stdout.strip()
    print(f"\npallidum {version}, {platform.machine()}, {THREADS} threads"
          + (", small matrices" if arguments.reduced else ""))
    show(results)
    if arguments.json:
        print(f"\nDetails: {arguments.json}")


def can_import(name):
    try:
        __import__(name)
        return True
    except ImportError:
        return False


def save(path, arguments, results):
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path + ".part", "w") as file:
        json.dump({"schema": SCHEMA, "reduced": arguments.reduced, "results": results}, file, indent=1)
        file.write("\n")
    os.replace(path + ".part", path)


if __name__ == "__main__":
    main()
