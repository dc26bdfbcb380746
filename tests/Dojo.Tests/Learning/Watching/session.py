"""A learner's session with dojo watch: solve, break, hang, crash, reset. Prints each screen, with times masked.

Arguments: the columns, a clone with two tiny katas, a folder with texts for the first one's file, and the command.
"""
import os
import re
import sys

from terminal import Terminal

columns, clone, texts, command = int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4:]
subject = os.path.join(clone, "katas", "01-lost-thing", "LostThing.cs")
terminal = Terminal(command + ["watch"], clone, columns, 36)


def last_line():
    return terminal.screen.shown().rstrip("\n").split("\n")[-1]


def save(name):
    """As many editors do: a new file takes the place of the old one."""
    with open(os.path.join(texts, name), encoding="utf-8") as source, open(subject + "~", "w", encoding="utf-8") as file:
        file.write(source.read())
    os.replace(subject + "~", subject)


def change_given():
    with open(os.path.join(os.path.dirname(subject), "Given.cs"), "w", encoding="utf-8") as file:
        file.write("// shorter\n")
    save("wrong.cs")


def step(what, act, says, bottom):
    """Acts, waits for these words of the answer and for this line at the bottom, and prints the screen."""
    mark = len(terminal.raw)
    act()
    terminal.until(lambda: all(each in terminal.raw[mark:] for each in says) and bottom in last_line(), f"{what}: {says}, {bottom}")
    screen = terminal.screen.shown()
    screen = re.sub(r"\d\d:\d\d:\d\d", "hh:mm:ss", screen)
    screen = re.sub(r"\(\d+\.\d s\)", "(#.# s)", screen)
    print(f"{'=' * columns}\n{what}\n{'=' * columns}\n{screen}")


step("it begins", lambda: None, ["Not solved"], "2 of 3 pass │")
step("h", lambda: terminal.type("h"), ["Hint 1 of 3"], "│ h hint")
step("a save that does not compile", lambda: save("typo.cs"), ["CS0103"], "does not compile │")
step("a save that hangs", lambda: save("hang.cs"), ["Hung"], "2 of 3 pass │")
step("a save that crashes", lambda: save("crash.cs"), ["took its process down"], "1 of 3 pass │")
step("a save whose recursion has no end", lambda: save("overflow.cs"), ["The stack overflowed"], "2 of 3 pass │")
step("a save that exits", lambda: save("exit.cs"), ["Environment.Exit(0)"], "2 of 3 pass │")
step("the file is deleted", lambda: os.remove(subject), ["is missing"], "waiting for the file │")
step("a save that is right", lambda: save("right.cs"), ["Solved."], "solved │")
step("s", lambda: terminal.type("s"), ["no rule would have warned"], "Esc back")
step("1", lambda: terminal.type("1"), ["(1 of 5)"], "Esc back")
step("2", lambda: terminal.type("2"), ["Why"], "Esc back")
step("4", lambda: terminal.type("4"), ["Stopped by"], "Esc back")
step("Given.cs is changed, and a save breaks it", change_given, ["is not as it was given", "Not solved"], "2 of 3 pass │")
step("r", lambda: terminal.type("r"), ["y/n"], "y/n  Yours stays as .mine. Restore LostThing.cs")
step("y", lambda: terminal.type("y"), ["Not solved"], "2 of 3 pass │")
step("l", lambda: terminal.type("l"), ["Search"], "Enter picks")
step("second", lambda: terminal.type("second"), ["Search: second"], "Enter picks")
step("Enter", lambda: terminal.type("\r"), ["02-second-thing", "Not solved"], "2 of 3 pass │")
step("h, of the second one", lambda: terminal.type("h"), ["Hint 1 of 3 for 02-second-thing"],
    "2 of 3 pass │ h hint")
step("the window gets narrow", lambda: terminal.resize(44, 20), ["│"], "2 of 3 pass │ h hint  ? help  q quit")
terminal.type("q")
print(f"exit code {terminal.end()}")
