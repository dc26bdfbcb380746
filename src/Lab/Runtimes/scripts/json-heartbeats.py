"""Parses about 5 MB of JSON on asyncio's loop and counts the heartbeats of a 1 ms timer before and during the parse.

Prints one line of JSON. A bounded number of rounds.
"""
import asyncio
import json
import platform
import sys
import time

ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 7


def sample(size):
    orders, length, i = [], 2, 0
    while length < size:
        order = json.dumps({"id": i, "customer": f"customer {i % 977}", "amount": (i * 7919 % 100000) / 100, "paid": i % 3 == 0})
        orders.append(order)
        length += len(order) + 1
        i += 1
    return "[" + ",".join(orders) + "]"


async def main(megabytes):
    loop = asyncio.get_running_loop()
    text = sample(megabytes * 1_000_000)
    beats = 0

    def beat():
        nonlocal beats
        beats += 1
        loop.call_later(0.001, beat)

    beat()
    during, milliseconds, orders = 0, [], []
    for _ in range(ROUNDS):
        enough = beats + 5
        while beats < enough:  # the control: while nothing is parsed, the heart beats
            await asyncio.sleep(0)
        before = beats
        start = time.perf_counter()
        orders = json.loads(text)
        milliseconds.append((time.perf_counter() - start) * 1000)
        during += beats - before
    print(json.dumps({
        "runtime": f"Python {platform.python_version()}",
        "bytes": len(text),
        "elements": len(orders),
        "beatsDuringParses": during,
        "beatsOutside": beats,
        "parses": ROUNDS,
        "medianMilliseconds": round(sorted(milliseconds)[ROUNDS // 2], 1),
    }))


asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5))
