namespace HonestAsync;

/// <summary>A distribution of service times. Immutable: each run draws the same times from the same seed.</summary>
public sealed class ServiceTime
{
    private readonly string _name;
    private readonly Func<Func<TimeSpan>> _start;

    private ServiceTime(string name, Func<Func<TimeSpan>> start) => (_name, _start) = (name, start);

    /// <summary>The same time for all requests.</summary>
    public static ServiceTime Constant(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        return new ServiceTime($"{time.TotalMilliseconds:#,0.###} ms", () => () => time);
    }

    /// <summary>Exponentially distributed times: many short ones, few long ones.</summary>
    public static ServiceTime Exponential(TimeSpan mean, int seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(mean, TimeSpan.Zero);
        return new ServiceTime($"exponential, mean {mean.TotalMilliseconds:#,0.###} ms", () =>
        {
            // another seed than arrivals use: equal seeds must not give equal draws
            var random = new SeededRandom(~(long)seed << 20);
            return () => mean * random.Exponential();
        });
    }

    /// <summary>Times drawn with replacement from measured ones.</summary>
    public static ServiceTime FromSamples(IReadOnlyList<TimeSpan> samples, int seed = 1)
    {
        var times = Checked(samples);
        return new ServiceTime($"drawn from {times.Length:#,0} samples", () =>
        {
            var random = new SeededRandom(~(long)seed << 20);
            return () => times[random.Below(times.Length)];
        });
    }

    /// <summary>Measured times in their own order, repeated if there are too few.</summary>
    public static ServiceTime InOrder(IReadOnlyList<TimeSpan> samples)
    {
        var times = Checked(samples);
        return new ServiceTime($"{times.Length:#,0} times in order", () =>
        {
            int next = 0;
            return () => times[next++ % times.Length];
        });
    }

    /// <inheritdoc/>
    public override string ToString() => _name;

    /// <summary>Starts a new sequence of times.</summary>
    internal Func<TimeSpan> Start() => _start();

    private static TimeSpan[] Checked(IReadOnlyList<TimeSpan> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfZero(samples.Count, nameof(samples));
        ArgumentOutOfRangeException.ThrowIfLessThan(samples.Min(), TimeSpan.Zero, nameof(samples));
        return [.. samples];
    }
}
