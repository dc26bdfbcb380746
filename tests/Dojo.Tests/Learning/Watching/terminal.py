"""A pseudo-terminal with a small screen: what somebody at the keys of a program sees. No packages."""
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time

LIMIT = 60  # seconds; a crowded machine needs them, a quiet one never

SEQUENCE = re.compile(r"\x1b(?:\[([0-9;?]*)([A-Za-z])|[=>78()][B0]?|\][^\x07]*\x07)")


class Screen:
    """Lines as a terminal shows them; what scrolls out at the top is kept."""

    def __init__(self, columns, rows):
        self.columns, self.rows = columns, rows
        self.lines, self.row, self.column = [""], 0, 0

    def put(self, character):
        if self.column >= self.columns:
            self.newline()
            self.column = 0
        line = self.lines[self.row].ljust(self.column)
        self.lines[self.row] = line[:self.column] + character + line[self.column + 1:]
        self.column += 1

    def newline(self):
        self.row += 1
        if self.row == len(self.lines):
            self.lines.append("")

    def control(self, arguments, letter):
        first = int(arguments) if arguments.isdigit() else 0
        if letter == "A":
            self.row = max(0, len(self.lines) - self.rows, self.row - max(1, first))
        elif letter == "J" and first == 0:
            del self.lines[self.row + 1:]
            self.lines[self.row] = self.lines[self.row][:self.column]
        elif letter == "K" and first == 0:
            self.lines[self.row] = self.lines[self.row][:self.column]
        elif letter not in "mhl":
            raise ValueError(f"this screen does not know ESC [ {arguments} {letter}")

    def shown(self):
        """What is visible, without the blank ends of lines."""
        return "\n".join(line.rstrip() for line in self.lines[-self.rows:])


class Terminal:
    """A program that runs in a pseudo-terminal."""

    def __init__(self, command, folder, columns=80, rows=30, environment=None):
        self.screen, self.raw, self.rest = Screen(columns, rows), "", b""
        self.id, self.master = pty.fork()
        if self.id == 0:
            try:
                os.chdir(folder)
                os.environ.update({"TERM": "xterm-256color", **(environment or {})})
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
                # as in a terminal, whatever started this
                signal.signal(signal.SIGINT, signal.SIG_DFL)
                os.execvp(command[0], command)
            finally:
                os._exit(127)

    def resize(self, columns, rows):
        self.screen.columns, self.screen.rows = columns, rows
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def type(self, keys):
        os.write(self.master, keys.encode())

    def read(self, seconds):
        """Takes what comes within this time. False once the program has closed the terminal."""
        if not select.select([self.master], [], [], seconds)[0]:
            return True
        try:
            data = self.rest + os.read(self.master, 65536)
        except OSError:
            return False
        if not data:
            return False
        end = len(data)
        while end > max(0, len(data) - 4) and data[:end].decode(errors="ignore").encode() != data[:end]:
            end -= 1
        self.rest = data[end:]
        self.take(data[:end].decode())
        return True

    def take(self, text):
        self.raw += text
        self.pending = getattr(self, "pending", "") + text
        while self.pending:
            if self.pending[0] == "\x1b":
                found = SEQUENCE.match(self.pending)
                if not found:
                    if len(self.pending) > 64:
                        raise ValueError(f"this screen does not know {self.pending[:20]!r}")
                    return
                if found.group(2):
                    self.screen.control(found.group(1), found.group(2))
                self.pending = self.pending[found.end():]
                continue
            character, self.pending = self.pending[0], self.pending[1:]
            if character == "\r":
                self.screen.column = 0
            elif character == "\n":
                self.screen.newline()
            elif character >= " ":
                self.screen.put(character)

    def until(self, condition, what):
        """Reads until the condition holds; after the limit it says what was waited for, and what is to be seen."""
        end = time.monotonic() + LIMIT
        while not condition():
            alive = self.read(0.2)
            if condition():
                return
            if not alive or time.monotonic() > end:
                why = "after its end" if not alive else f"after {LIMIT} s"
                raise SystemExit(f"{why} still waiting for {what}; the screen:\n{self.screen.shown()}")

    def end(self):
        """Waits for the program's end. Its exit code, or the number of the signal, negative."""
        limit = time.monotonic() + LIMIT
        while True:
            done, status = os.waitpid(self.id, os.WNOHANG)
            if done:
                os.close(self.master)
                return os.waitstatus_to_exitcode(status)
            if time.monotonic() > limit:
                os.kill(self.id, signal.SIGKILL)
                raise SystemExit(f"it did not end; the screen:\n{self.screen.shown()}")
            if not self.read(0.05):
                time.sleep(0.01)
