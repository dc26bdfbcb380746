# What one await does on asyncio's loop. Prints one line of JSON:
# the order of two handlers with pending and with completed awaits, passes of the loop during completed awaits, whether
# a call starts its body, and who is served first when I/O, a connection and a timer become ready during one callback.
import asyncio
import json
import socket
import sys
import threading
import time

threads = set()


async def done():
    pass


async def order(operation):
    seen = []

    async def handle(name):
        seen.append(name + "1")
        threads.add(threading.get_ident())
        await operation()
        seen.append(name + "2")

    await asyncio.gather(handle("A"), handle("B"))
    return " ".join(seen)


async def beats_during(awaits):
    loop = asyncio.get_running_loop()
    beats, counting = 0, True

    def beat():
        nonlocal beats
        if counting:
            beats += 1
            loop.call_soon(beat)

    loop.call_soon(beat)
    for _ in range(awaits):
        await done()
    counting = False
    return beats


def starts_hot():
    begun = False

    async def body():
        nonlocal begun
        begun = True

    call = body()
    call.close()
    return begun


async def served(arrival):
    loop = asyncio.get_running_loop()
    seen = []
    three = loop.create_future()

    def serve(kind):
        seen.append(kind)
        if len(seen) == 3:
            three.set_result(None)

    listener = socket.create_server(("127.0.0.1", 0))
    here, there = socket.socketpair()
    late = socket.socket()
    late.setblocking(False)

    def accept():
        listener.accept()[0].close()
        serve("connection")

    def receive():
        here.recv(1)
        serve("I/O")

    loop.add_reader(listener, accept)
    loop.add_reader(here, receive)
    ready = {
        "timer": lambda: loop.call_later(0.001, serve, "timer"),
        "I/O": lambda: there.send(b"x"),
        "connection": lambda: late.connect_ex(listener.getsockname()),
    }
    for kind in arrival:
        ready[kind]()
        time.sleep(0.005)
    time.sleep(0.02)
    await three
    loop.remove_reader(listener)
    loop.remove_reader(here)
    for each in (listener, here, there, late):
        each.close()
    return {"arrived": " ".join(arrival), "served": " ".join(seen)}


async def main():
    result = {
        "runtime": f"asyncio {sys.version_info.major}.{sys.version_info.minor}",
        "pending": await order(lambda: asyncio.sleep(0)),
        "complete": await order(done),
        "beats": await beats_during(100_000),
        "startsHot": starts_hot(),
        "served": [await served(["timer", "I/O", "connection"]), await served(["connection", "I/O", "timer"])],
    }
    result["threads"] = len(threads)
    print(json.dumps(result))


asyncio.run(main())
