#!/usr/bin/env python3
"""Count the test points of a meson test log and print one plain total as the last line.

meson shows one line for each test program; a program holds many test points, told as TAP.
A program that failed without a failed point (a crash, a time-out, a bad plan) counts as
one failure, so that nothing is lost.
"""

import json
import re
import sys

POINT = re.compile(r"^(not )?ok\b(.*)$")


def count(entry):
    """(passed, failed, skipped) of one test program."""
    passed = failed = skipped = 0
    for line in (entry.get("stdout") or "").splitlines():
        point = POINT.match(line)
        if not point:
            continue
        if re.search(r"#\s*skip", point.group(2), re.IGNORECASE):
            skipped += 1
        elif point.group(1):
            failed += 1
        else:
            passed += 1
    result = entry.get("result", "")
    if result not in ("OK", "SKIP") and failed == 0:
        failed = 1
    if result == "SKIP" and passed == skipped == 0:
        skipped = 1
    return passed, failed, skipped


def main(path):
    try:
        with open(path, encoding="utf-8") as log:
            entries = [json.loads(line) for line in log if line.strip()]
    except OSError as error:
        print(f"no test log: {error}")
        entries = []
    totals = [0, 0, 0]
    for entry in entries:
        counts = count(entry)
        totals = [total + n for total, n in zip(totals, counts)]
        if counts[1] or counts[2]:
            print(f"{entry['name']}: {counts[0]} passed, {counts[1]} failed, {counts[2]} skipped")
    if not entries:
        totals[1] = 1
    print(f"{totals[0]} passed, {totals[1]} failed")
    return 0 if totals[1] == 0 else 1


sys.exit(main(sys.argv[1]))
