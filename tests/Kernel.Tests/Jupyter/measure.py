"""How fast the installed kernel is beside ipykernel, through Jupyter's own client, and whether it outlives a parent
that is killed: /usr/bin/python3 measure.py [ROUNDS]. Needs Debian's python3-ipykernel. Figures are shown; only a
kernel that outlives its parent, or loses lines, is exit code 1."""

import os
import signal
import statistics
import subprocess
import sys
import time

from jupyter_client.manager import start_new_kernel

KERNELS = {
    ".net-csharp": ("var total = 0;\nConsole.WriteLine(\"first\");\ntotal", "total += {0};\nConsole.WriteLine(total);\ntotal",
                    "for (int i = 0; i < 20_000; i++) {{ Console.WriteLine(i); }}"),
    "python3": ("total = 0\nprint('first')\ntotal", "total += {0}\nprint(total)\ntotal", "for i in range(20_000): print(i)"),
}
LATER_CELLS = 20


def run(client, code):
    """Seconds until reply and last output are there, and what was printed."""
    printed = []

    def output(message):
        if message["msg_type"] == "stream":
            printed.append(message["content"]["text"])

    started = time.perf_counter()
    reply = client.execute_interactive(code, timeout=60, output_hook=output)
    assert reply["content"]["status"] == "ok", reply
    return time.perf_counter() - started, "".join(printed)


def measure(name):
    first, later, lines = KERNELS[name]
    started = time.perf_counter()
    manager, client = start_new_kernel(kernel_name=name)
    ready = time.perf_counter() - started
    try:
        first_cell, _ = run(client, first)
        cells = [run(client, later.format(n))[0] for n in range(LATER_CELLS)]
        many, printed = run(client, lines.format())
        whole = printed.split() == [str(n) for n in range(20_000)]
        return ready, first_cell, statistics.median(cells), many, whole
    finally:
        client.stop_channels()
        manager.shutdown_kernel()


def outlives_its_parent(name):
    """Seconds that a kernel lives on after kill -9 of the program that started it; None if it is still there."""
    code = (f"from jupyter_client.manager import start_new_kernel\nm, c = start_new_kernel(kernel_name='{name}')\n"
            "print(m.provisioner.process.pid, flush=True)\ninput()")
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as parent:
        kernel = int(parent.stdout.readline())
        parent.kill()
    started = time.perf_counter()
    while time.perf_counter() - started < 30:
        try:
            os.kill(kernel, 0)
        except ProcessLookupError:
            return time.perf_counter() - started
        time.sleep(0.05)
    os.kill(kernel, signal.SIGKILL)
    return None


def main(rounds):
    fine = True
    rows = {name: [] for name in KERNELS}
    for _ in range(rounds):
        # in turns, so that what else runs here meets both
        for name, seen in rows.items():
            seen.append(measure(name))
    print(f"medians of {rounds} rounds       ready   first cell   later cell   20,000 lines   lines lost")
    for name, seen in rows.items():
        ready, first, later, many = (statistics.median(column) for column in list(zip(*seen))[:4])
        lost = sum(not row[4] for row in seen)
        fine &= lost == 0
        print(f"{name:<24}{ready:7.2f} s{first:11.2f} s{later * 1000:10.0f} ms{many:13.2f} s{lost:9} rounds")
    alive = outlives_its_parent(".net-csharp")
    print("kill -9 of the parent: " + ("the kernel is still there after 30 s" if alive is None else f"the kernel ended {alive:.1f} s later"))
    return 0 if fine and alive is not None else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5))
