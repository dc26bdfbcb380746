"""Golden values for the queueing formulas and the queue model, each by another method than the code under test.

Source: Debian python3-numpy 1.24.2, python3-scipy 1.10.1, python3-simpy3 3.0.11.
Command: /usr/bin/python3 queues.py > queues.golden
"""
import math
import numpy
import simpy
from scipy import stats


def number(value):
    return format(float(value), ".12g")


def header():
    print("# Queues by numpy, scipy and simpy: test data, regenerate, do not edit.")
    print("# source: numpy 1.24.2, scipy 1.10.1, simpy 3.0.11 (Debian python3-numpy, python3-scipy, python3-simpy3)")
    print("# command: /usr/bin/python3 queues.py > queues.golden")
    print("# mmc: rate, service time (s), servers; P(wait) as a ratio of Poisson probabilities (not Erlang's recursion),")
    print("#   mean wait, mean queue from the balance equations summed term by term, the waits of 50, 90, 99 % by root finding")
    print("# md1: rate, service time; mean wait from the embedded Markov chain of queue lengths at departures")
    print("# arrivals, services: ticks. waits: servers, then each wait by the recursion of Kiefer and Wolfowitz (Lindley at 1)")
    print("# patience: servers, line limit, timeout; outcome of each request by simpy: s served, t timed out, x shed")


def mmc(rate, service, servers):
    load = rate * service
    full = stats.poisson.pmf(servers, load)
    spare = 1 - load / servers
    waits = full / (full + spare * stats.poisson.cdf(servers - 1, load))
    # balance equations: p(n) grows by load / min(n, c); scaled, then summed far into the tail
    weights, weight = [1.0], 1.0
    for n in range(1, servers + 20_000):
        weight *= load / min(n, servers)
        weights.append(weight)
        if weight > 1e200:
            weights = [w / 1e200 for w in weights]
            weight /= 1e200
    weights = numpy.array(weights)
    queue = (weights[servers:] * numpy.arange(len(weights) - servers)).sum() / weights.sum()
    decay = servers / service - rate
    quantiles = []
    for share in (0.5, 0.9, 0.99):
        low, high = 0.0, 1e6 * service
        for _ in range(300):
            middle = (low + high) / 2
            if waits * math.exp(-decay * middle) > 1 - share:
                low = middle
            else:
                high = middle
        quantiles.append(high)
    print("mmc", number(rate), number(service), servers, *(number(v) for v in (waits, queue / rate, queue, *quantiles)))


def md1(rate, service):
    load = rate * service
    arrive = stats.poisson.pmf(numpy.arange(6_000), load)
    share = [1 - load, (1 - load) * (1 - arrive[0]) / arrive[0]]
    for n in range(1, 3_000):
        # p(n) = p(0) a(n) + sum over j = 1 .. n + 1 of p(j) a(n + 1 - j), solved for p(n + 1)
        known = share[0] * arrive[n] + sum(share[j] * arrive[n + 1 - j] for j in range(max(1, n - 200), n + 1))
        share.append(max(0.0, (share[n] - known) / arrive[0]))
        if share[-1] < 1e-13:
            break
    length = sum(n * p for n, p in enumerate(share)) / sum(share)
    print("md1", number(rate), number(service), format((length - load) / rate, ".5g"))


def inputs(count):
    random = numpy.random.default_rng(2026)
    arrivals = numpy.cumsum(random.exponential(100_000, count)).astype(numpy.int64)
    services = (random.exponential(270_000, count)).astype(numpy.int64) + 1
    print("arrivals", *arrivals)
    print("services", *services)
    return arrivals, services


def waits(arrivals, services, servers):
    work, last, result = numpy.zeros(servers, dtype=numpy.int64), 0, []
    for arrival, service in zip(arrivals, services):
        work = numpy.maximum(work - (arrival - last), 0)
        last = arrival
        result.append(work[0])
        work[0] += service
        work.sort()
    print("waits", servers, *result)


def patience(arrivals, services, servers, limit, timeout):
    env = simpy.Environment()
    pool = simpy.Resource(env, servers)
    outcomes = ["?"] * len(arrivals)
    drawn = iter(services)

    def request(number):
        yield env.timeout(int(arrivals[number]))
        if pool.count == servers and len(pool.queue) >= limit:
            outcomes[number] = "x"
            return
        deadline = env.timeout(timeout)
        with pool.request() as turn:
            yield turn | deadline
            if not turn.triggered:
                outcomes[number] = "t"
                return
            work = env.timeout(int(next(drawn)))
            yield work | deadline
            outcomes[number] = "s" if work.processed else "t"

    for number in range(len(arrivals)):
        env.process(request(number))
    env.run()
    print("patience", servers, limit, timeout, "".join(outcomes))


header()
for case in ((500, 0.02, 11), (3000, 0.02, 61), (3000, 0.066, 200), (5, 0.1, 1), (9.9, 0.1, 1), (90, 1.0, 100), (0.001, 1, 3)):
    mmc(*case)
for case in ((5, 0.1), (8, 0.1), (9.5, 0.1), (400, 0.001)):
    md1(*case)
arrivals, services = inputs(400)
for servers in (1, 2, 3, 7):
    waits(arrivals, services, servers)
patience(arrivals, services, 2, 5, 600_000)
patience(arrivals, services, 1, 1_000, 900_000)
patience(arrivals, services, 3, 2, 10_000_000)
