# Reads 50 records in three shapes and counts what asyncio's loop does for it: passes of the loop, and callbacks queued
# to it (those that only answer a read are not counted). Prints one line of JSON.
import asyncio
import json


class CountingLoop(asyncio.SelectorEventLoop):
    passes = 0
    callbacks = 0

    def _run_once(self):
        self.passes += 1
        super()._run_once()

    def call_soon(self, callback, *args, context=None):
        self.callbacks += 1
        return super().call_soon(callback, *args, context=context)


def later(loop):
    read = loop.create_future()
    asyncio.SelectorEventLoop.call_soon(loop, read.set_result, 1)
    return read


def at_once(loop):
    read = loop.create_future()
    read.set_result(1)
    return read


async def in_turn(read):
    for _ in range(50):
        await read()


async def together(read):
    await asyncio.gather(*(read() for _ in range(50)))


async def lambdas(read):
    async def one():
        await read()

    await asyncio.gather(*(one() for _ in range(50)))


async def count(shape, read):
    loop = asyncio.get_running_loop()
    await asyncio.sleep(0)
    passes, callbacks = loop.passes, loop.callbacks
    await shape(lambda: read(loop))
    return {"passes": loop.passes - passes, "callbacks": loop.callbacks - callbacks}


async def nothing():
    pass


async def order(between):
    """An async function that awaits between two parts: who computes after whom?"""
    seen = []

    async def item(number):
        for _ in range(2):
            await between()
            seen.append(str(number))

    await asyncio.gather(*(item(number) for number in range(1, 5)))
    return " ".join(seen)


async def main():
    shapes = {"inTurn": in_turn, "together": together, "lambdas": lambdas}
    result = {
        answered: {name: await count(shape, read) for name, shape in shapes.items()}
        for answered, read in (("later", later), ("atOnce", at_once))
    }
    result["order"] = {"complete": await order(nothing), "suspends": await order(lambda: asyncio.sleep(0))}
    print(json.dumps(result))


loop = CountingLoop()
loop.run_until_complete(main())
loop.close()
