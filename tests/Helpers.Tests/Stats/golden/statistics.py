"""Golden values for bootstrap intervals, quantiles, the normal distribution and exact percentiles.

Source: Debian python3-numpy 1.24.2, python3-scipy 1.10.1.
Command: /usr/bin/python3 statistics.py > statistics.golden
"""
import math
import numpy
from scipy import stats

RESAMPLES = 20_000  # what the test draws
MANY = 100_000     # what stands for "all resamples" here
SIGMAS = 4         # of the Monte Carlo error of both


def splitmix(seed):
    state = seed & (2**64 - 1)
    while True:
        state = (state + 0x9E3779B97F4A7C15) & (2**64 - 1)
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & (2**64 - 1)
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & (2**64 - 1)
        yield z ^ (z >> 31)


def number(value):
    return format(float(value), ".12g")


def header():
    print("# Statistics by numpy and scipy: test data, regenerate, do not edit.")
    print("# source: numpy 1.24.2, scipy 1.10.1 (Debian python3-numpy, python3-scipy)")
    print("# command: /usr/bin/python3 statistics.py > statistics.golden")
    print("# exact: seed count; percentile=value by sorting all values, nearest rank (the smallest that covers the share)")
    print("# normal: z, cumulative. quantile: share, type 7, of the sample")
    print("# interval: method statistic estimate, scipy's own ends, then for each end the bracket in which it lies with")
    print(f"#   {RESAMPLES} resamples: {SIGMAS} standard errors of the share (and of the bias, for bca) to either side,")
    print(f"#   read off {MANY} resamples")


def exact(seed, count):
    random = splitmix(seed)
    values = []
    for _ in range(count):
        first, second = next(random), next(random)
        values.append(min((first >> 1) >> (28 + (second & 31)), 36_000_000_000))
    values.sort()
    shares = ["0", "10", "50", "90", "99", "99.9", "99.99", "100"]
    ranks = [max(1, -(-count * int(float(s) * 100 + 0.5) // 10_000)) for s in shares]
    print("exact", seed, count, *(f"{s}={values[r - 1]}" for s, r in zip(shares, ranks)))


def error_of(share):
    return math.sqrt(share * (1 - share) * (1 / RESAMPLES + 1 / MANY))


def bracket(distribution, slack):
    low = max(0.0, slack[0] - SIGMAS * error_of(slack[0]))
    high = min(1.0, slack[1] + SIGMAS * error_of(slack[1]))
    return numpy.quantile(distribution, low), numpy.quantile(distribution, high)


def interval(method, name, statistic, sample):
    result = stats.bootstrap((sample,), statistic, confidence_level=0.95, n_resamples=MANY, method=method,
                             vectorized=True, batch=10_000, random_state=numpy.random.default_rng(7))
    distribution = result.bootstrap_distribution
    ends = []
    for share in (0.025, 0.975):
        slack = (share, share)
        if method == "BCa":
            below = (numpy.sum(distribution < statistic(sample)) + numpy.sum(distribution <= statistic(sample))) / 2 / MANY
            bias = stats.norm.ppf(below)
            error = error_of(below) / stats.norm.pdf(bias)
            left_out = numpy.array([statistic(numpy.delete(sample, i)) for i in range(len(sample))])
            gaps = left_out.mean() - left_out
            skew = (gaps**3).sum() / (6 * (gaps**2).sum() ** 1.5)
            slack = [stats.norm.cdf(b + (b + stats.norm.ppf(share)) / (1 - skew * (b + stats.norm.ppf(share))))
                     for b in (bias - SIGMAS * error, bias + SIGMAS * error)]
        ends += bracket(distribution, slack)
    found = result.confidence_interval
    print("interval", method.lower(), name, *(number(v) for v in (statistic(sample), found.low, found.high, *ends)))


header()
exact(11, 9_973)
exact(12, 1_000)
exact(13, 1)
for z in (-8, -4, -3, -2.999, -1.959963984540054, -1, -0.1, 0, 0.5, 1, 2.5, 3, 5):
    print("normal", number(z), number(stats.norm.cdf(z)))
sample = numpy.round(numpy.exp(numpy.random.default_rng(5).normal(2, 0.7, 60)), 3)
print("sample", *(number(v) for v in sample))
for share in (0, 0.025, 0.1, 0.5, 0.77, 0.975, 1):
    print("quantile", share, number(numpy.quantile(sample, share)))
interval("percentile", "mean", lambda v, axis=-1: numpy.mean(v, axis=axis), sample)
interval("percentile", "median", lambda v, axis=-1: numpy.median(v, axis=axis), sample)
interval("BCa", "mean", lambda v, axis=-1: numpy.mean(v, axis=axis), sample)
interval("BCa", "deviation", lambda v, axis=-1: numpy.std(v, axis=axis), sample)
