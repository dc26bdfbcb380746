"""Parses XML on asyncio's loop and in its thread pool, and counts the heartbeats of a 1 ms timer during the parse.

Two parsers: ElementTree, which is C from end to end, and SAX, which calls Python code for every element. Then two
parses at once against one. Prints one line of JSON. A bounded number of rounds.
"""
import asyncio
import concurrent.futures
import io
import json
import platform
import sys
import time
import xml.etree.ElementTree as ElementTree
import xml.sax

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 5
TEXT = "<orders>" + "".join(
    f'<order id="{i}"><customer>customer {i % 977}</customer><amount>{i * 7919 % 100000 / 100}</amount></order>'
    for i in range(20_000)) + "</orders>"
BYTES = TEXT.encode()


class Counting(xml.sax.ContentHandler):
    elements = 0

    def startElement(self, name, attrs):
        self.elements += 1


PARSERS = {
    "ElementTree": lambda: ElementTree.fromstring(BYTES),
    "SAX": lambda: xml.sax.parse(io.BytesIO(BYTES), Counting()),
}


async def main():
    loop = asyncio.get_running_loop()
    pool = concurrent.futures.ThreadPoolExecutor(2)
    beats = 0

    def beat():
        nonlocal beats
        beats += 1
        loop.call_later(0.001, beat)

    def counted(parse):
        before = beats
        parse()
        return beats - before

    beat()
    parsers = []
    for name, parse in PARSERS.items():
        on_the_loop = in_the_pool = 0
        one, two = [], []
        for _ in range(ROUNDS):
            enough = beats + 5
            while beats < enough:  # the control: while nothing is parsed, the heart beats
                await asyncio.sleep(0)
            on_the_loop += counted(parse)
            start = time.perf_counter()
            in_the_pool += await loop.run_in_executor(pool, counted, parse)
            one.append(time.perf_counter() - start)
            start = time.perf_counter()
            await asyncio.gather(*(loop.run_in_executor(pool, parse) for _ in range(2)))
            two.append(time.perf_counter() - start)
        parsers.append({
            "parser": name,
            "beatsOnTheLoop": on_the_loop,
            "beatsInThePool": in_the_pool,
            "oneMilliseconds": round(sorted(one)[ROUNDS // 2] * 1000, 1),
            "twoAtOnceMilliseconds": round(sorted(two)[ROUNDS // 2] * 1000, 1),
        })
    print(json.dumps({"runtime": f"Python {platform.python_version()}", "parses": ROUNDS, "parsers": parsers}))


asyncio.run(main())
