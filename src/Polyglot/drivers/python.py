# Runs the #!python cells of one notebook. Requests come as JSON lines on one pipe and are answered on
# another, so that stdout and stderr carry only what the cells print, and a mark after each cell.
import sys

# a json.py next to the notebook is for its cells, not for this driver
_path = list(sys.path)
sys.path[:] = [folder for folder in sys.path if folder]
import ast, asyncio, contextvars, fcntl, itertools, json, keyword, linecache, os, reprlib, signal
import threading, traceback, types, warnings
sys.path[:] = _path


class Driver:
    def __init__(self, commands, answers, mark):
        self.commands = os.fdopen(commands, encoding="utf-8", newline="\n")
        self.answers, self.mark = answers, mark.encode()
        self.module = sys.modules["__main__"] = types.ModuleType("__main__")
        self.variables = self.module.__dict__
        self.loop = asyncio.new_event_loop()
        self.context = contextvars.copy_context()
        self.current, self.latest, self.before = None, None, set()
        self.wanted, self.stoppable = None, False

    def answer(self, message):
        rest = json.dumps(message).encode() + b"\n"
        while rest:
            rest = rest[os.write(self.answers, rest):]

    # ---- cells: all of them in one event loop, which keeps turning between them ----

    def run(self, id, code):
        self.before, self.latest, self.current = asyncio.all_tasks(self.loop), name_of(id), id
        options = {"context": self.context} if sys.version_info >= (3, 11) else {}
        self.task = self.loop.create_task(self.cell(id, code), **options)

    async def cell(self, id, code):
        reply = {"id": id}
        try:
            try:
                self.stoppable = True
                value = None if self.wanted == id else await self.evaluate(code, name_of(id))
                if value is not None:
                    reply["value"] = shorten(repr(value))
            finally:
                self.stoppable = False
        except BaseException as error:
            reply["error"] = describe(error, name_of(id))
        self.current = None
        if self.wanted == id:
            reply = {"id": id, "interrupted": True}
        # the tasks that the cell did not await take their first step, and print below it
        await asyncio.sleep(0)
        for stream, number in ((sys.stdout, 1), (sys.stderr, 2)):
            try:
                stream.flush()
                os.write(number, self.mark)
            except (AttributeError, OSError, ValueError):
                pass  # the cell has closed or replaced it
        self.answer(reply)

    async def evaluate(self, code, name):
        linecache.cache[name] = len(code), None, code.splitlines(True), name
        body = ast.parse(code, name).body
        last = [ast.Expression(body.pop().value)] if body and isinstance(body[-1], ast.Expr) else []
        value = None
        for part, mode in [(ast.Module(body, []), "exec"), *((tree, "eval") for tree in last)]:
            compiled = compile(part, name, mode, ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
            value = eval(compiled, self.variables)
            if compiled.co_flags & 0x80:  # inspect.CO_COROUTINE
                value = await value
        return value if last else None

    # ---- interrupts: KeyboardInterrupt where a cell runs, a cancelled task where it waits ----

    def on_signal(self, number, frame):
        if not self.is_wanted():
            return  # Ctrl+C in a terminal is for the notebook
        while frame:
            if frame.f_code.co_filename.startswith("<cell ") or frame.f_code is Driver.cell.__code__:
                raise KeyboardInterrupt
            frame = frame.f_back
        self.loop.call_soon_threadsafe(self.cancel)

    def is_wanted(self):
        return self.stoppable and self.wanted == self.current

    def cancel(self):
        if self.is_wanted():
            for task in asyncio.all_tasks(self.loop) - self.before:
                task.cancel()

    # ---- values ----

    def get(self, id, name):
        if name not in self.variables:
            return {"id": id, "missing": True}
        try:
            return {"id": id, "json": json.dumps(self.variables[name], allow_nan=False)}
        except Exception as error:
            text = str(error)
            problem = "it contains itself" if isinstance(error, RecursionError) or "Circular" in text \
                else "NaN and infinity are no JSON" if "JSON compliant" in text else text
            return {"id": id, "problem": problem}

    def set(self, id, name, json_text):
        if not name.isidentifier() or keyword.iskeyword(name):
            return {"id": id, "problem": "Python does not allow this name"}
        self.variables[name] = None if json_text is None else json.loads(json_text)
        return {"id": id}

    def names(self, id):
        hidden = types.ModuleType, types.FunctionType, types.BuiltinFunctionType, type
        shown = [(name, value) for name, value in list(self.variables.items())
                 if not str(name).startswith("_") and not isinstance(value, hidden)]
        return {"id": id, "names": [
            {"name": str(name), "type": type(value).__name__, "text": short(value)} for name, value in shown]}

    # ---- the thread that listens, and ends this process when the notebook is gone ----

    def listen(self):
        main = threading.main_thread().ident
        for line in self.commands:
            message = json.loads(line)
            if message["do"] != "interrupt":
                self.loop.call_soon_threadsafe(self.handle, message)
            else:
                self.wanted = message["id"]
                if self.wanted == self.current:
                    signal.pthread_kill(main, signal.SIGINT)
        os.kill(os.getpid(), signal.SIGKILL)

    def handle(self, message):
        kind, id = message["do"], message["id"]
        if kind == "run":
            self.run(id, message["code"])
        elif kind == "get":
            self.answer(self.get(id, message["name"]))
        elif kind == "set":
            self.answer(self.set(id, message["name"], message.get("json")))
        else:
            self.answer(self.names(id))

    def drive(self):
        asyncio.set_event_loop(self.loop)
        self.loop.set_exception_handler(
            lambda _, context: self.complain(context["message"], context.get("exception")))
        threading.excepthook = lambda args: self.complain("in thread %s" % args.thread.name, args.exc_value)
        warnings.showwarning = lambda message, kind, file, line, *_: sys.stderr.write("%s: %s%s\n" % (
            kind.__name__, message, " (line %d)" % line if file == self.latest else ""))
        sys.stdout.reconfigure(line_buffering=True, write_through=False)  # as in a terminal
        signal.signal(signal.SIGINT, self.on_signal)
        threading.Thread(target=self.listen, name="notebook", daemon=True).start()
        self.answer({"hello": "%d.%d.%d" % sys.version_info[:3]})
        while True:
            try:
                self.loop.run_forever()
            except KeyboardInterrupt:
                self.cancel()  # it hit a task or a callback of the cell, not the cell itself
            except SystemExit as error:
                self.complain("in a task", error)

    def complain(self, what, error):
        sys.stderr.write(what + (": " + describe(error, self.latest) if error else "") + "\n")


# ---- texts: only the reader's own frames ----

def name_of(id):
    return "<cell %d>" % id


def describe(error, current, depth=0):
    lines = [headline(error), *frames(error, current), *getattr(error, "__notes__", ())]
    if depth < 4:
        for inner in getattr(error, "exceptions", ())[:5]:
            lines.append("- " + describe(inner, current, depth + 1).replace("\n", "\n  "))
        if error.__cause__:
            lines.append("caused by " + describe(error.__cause__, current, depth + 1))
        elif error.__context__ and not error.__suppress_context__:
            lines.append("while it handled " + describe(error.__context__, current, depth + 1))
    return "\n".join(lines)


def headline(error):
    kind = type(error)
    module = "" if kind.__module__ in ("builtins", "__main__") else kind.__module__ + "."
    name = module + kind.__qualname__
    try:
        text = error.msg if isinstance(error, SyntaxError) else str(error)
    except Exception:
        text = ""
    return "%s: %s" % (name, text) if text else name


def frames(error, current):
    found = [(frame.f_code.co_filename, frame.f_code.co_name, line)
             for frame, line in traceback.walk_tb(error.__traceback__)]
    if isinstance(error, SyntaxError):
        found.append((error.filename, "<module>", error.lineno))
    own = []
    for file, name, line in reversed(found):
        if file and file.startswith("<cell "):
            place = "" if file == current else " of an earlier cell"
            own.append("   at %sline %s%s" % ("" if name == "<module>" else name + ", ", line, place))
    counted = [(line, len(list(same))) for line, same in itertools.groupby(own)]
    return [line if count == 1 else "%s, %d times" % (line, count) for line, count in counted[:20]]


def shorten(text, limit=20000):
    return text if len(text) <= limit else "%s... (%d characters)" % (text[:limit], len(text))


def short(value):
    try:
        return shorten(reprlib.repr(value), 100)
    except Exception as error:
        return headline(error)


def hold_on_to_the_notebook():
    # Input is a pipe that the notebook never writes to. When its other end is gone, the kernel of Linux kills
    # this process, even in a loop in C code that lets no other thread run. A cell that reads its input finds
    # the end.
    pipe = os.dup(0)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    if hasattr(fcntl, "F_SETSIG"):
        fcntl.fcntl(pipe, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(pipe, fcntl.F_SETSIG, signal.SIGKILL)
        fcntl.fcntl(pipe, fcntl.F_SETFL, fcntl.fcntl(pipe, fcntl.F_GETFL) | os.O_ASYNC)


hold_on_to_the_notebook()
_arguments, sys.argv = sys.argv[1:], [""]
Driver(int(_arguments[0]), int(_arguments[1]), _arguments[2]).drive()
