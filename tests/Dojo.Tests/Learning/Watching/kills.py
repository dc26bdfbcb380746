"""Kills dojo watch at random moments, and looks what is left of it: no process, and the learner's last text.

Arguments: a clone with the tiny kata, how many kills, a seed, and the command. Linux only: it reads /proc.
"""
import glob
import os
import random
import signal
import sys
import time

from terminal import LIMIT, Terminal

clone, count, seed, command = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:]
subject = os.path.join(clone, "katas", "01-lost-thing", "LostThing.cs")
temporary = os.path.join(clone, "tmp")
os.makedirs(temporary, exist_ok=True)
chance = random.Random(seed)
with open(subject, encoding="utf-8") as given:
    pristine = given.read()


def processes(mark):
    """Those that have this variable from the tool that was killed."""
    found = []
    for path in glob.glob("/proc/[0-9]*/environ"):
        try:
            with open(path, "rb") as environment:
                if mark.encode() in environment.read():
                    found.append(path.split("/")[2])
        except OSError:
            pass
    return found


def kept(text):
    for path in [subject, *glob.glob(subject + "*.mine")]:
        if os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                if file.read() == text:
                    return True
    return False


problems, ready, missing, longest = [], 0, 0, 0.0
for number in range(count):
    mark = f"HONEST_ASYNC_KILL={os.getpid()}-{number}"
    text = f"{pristine}\n// attempt {number}\n"
    with open(subject, "w", encoding="utf-8") as file:
        file.write(text)
    terminal = Terminal(command + ["watch", "1"], clone, environment=dict([mark.split("=")], TMPDIR=temporary))
    # the first ones die while everything starts, the others at work
    if number % 3:
        terminal.until(lambda: "solved │" in terminal.screen.shown() or "pass │" in terminal.screen.shown(), "the first verdict")
        ready += 1
    end = time.monotonic() + chance.random() * 1.5
    while time.monotonic() < end:
        terminal.read(max(0, min(end - time.monotonic(), chance.random() * 0.3)))
        if number % 3 and chance.random() < 0.5:
            what = chance.choice(["save", "loop", "reset", "list"])
            if what == "reset":
                terminal.type("ry")
            elif what == "list":
                terminal.type("l\x1b")
            else:
                text = f"{pristine}\n// attempt {number}, {end - time.monotonic()}\n"
                if what == "loop":
                    text = text.replace("return 2 * x;", "while (true) { }")
                with open(subject + "~", "w", encoding="utf-8") as file:
                    file.write(text)
                os.replace(subject + "~", subject)
    os.kill(terminal.id, signal.SIGKILL)
    killed = time.monotonic()
    terminal.end()
    while processes(mark) and time.monotonic() < killed + LIMIT:
        time.sleep(0.05)
    longest = max(longest, time.monotonic() - killed)
    if left := processes(mark):
        problems.append(f"kill {number}: left {left}")
    if not kept(text):
        problems.append(f"kill {number}: the learner's last text is gone")
    missing += not os.path.exists(subject)

print(f"seed {seed}: {count} kills, {ready} of them after the first verdict; the last process was gone after {longest:.1f} s at most; "
      f"{missing} times the kill came between taking away and giving back, and the text was the .mine file")
print(f"left in the folder for temporary files: {len(os.listdir(temporary))}")
print("\n".join(problems) or "nothing was left, nothing was lost")
sys.exit(1 if problems else 0)
