"""Compares the verdicts of notebooks that two programs have run: same_verdicts.py FOLDER OTHER_FOLDER.

What a ratio of timings decided, or what was not decided, is shown and decides nothing here. Exit code 1: two runs
of a claim differ, or a notebook is missing, or has an error that it does not announce."""

import json
import pathlib
import sys

VERDICT = "application/vnd.honest-async.verdict+json"


def verdicts(path):
    found = {}
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        for output in cell.get("outputs", []):
            if output["output_type"] == "error" and "raises-exception" not in cell["metadata"].get("tags", []):
                print(f"{path.name}: cell {cell['id']} failed: {output['evalue']}")
                found["error"] = {"verdict": "error"}
            row = output.get("data", {}).get(VERDICT)
            if row:
                found[row["id"]] = row
    return found


def decides(row):
    return row["verdict"] not in ("Inconclusive", "NotRun") and row.get("form") != "Ratio"


def main(one, other):
    same = shown = different = 0
    names = {path.name for folder in (one, other) for path in pathlib.Path(folder).glob("*.ipynb")}
    for name in sorted(names):
        paths = [pathlib.Path(folder) / name for folder in (one, other)]
        if not all(path.exists() for path in paths):
            print(f"{name}: only in one of the folders")
            different += 1
            continue
        first, second = map(verdicts, paths)
        for claim in sorted(first.keys() | second.keys()):
            rows = first.get(claim), second.get(claim)
            if all(rows) and rows[0]["verdict"] == rows[1]["verdict"] and claim != "error":
                same += 1
            elif all(rows) and not all(map(decides, rows)):
                shown += 1
                print(f"{name}: {claim}: {rows[0]['verdict']} and {rows[1]['verdict']}, by timings")
            else:
                different += 1
                print(f"{name}: {claim}: {[row and row['verdict'] for row in rows]}")
    print(f"{len(names)} notebooks: {same} verdicts the same, {shown} differ by timings, {different} differ")
    return 0 if names and not different else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
