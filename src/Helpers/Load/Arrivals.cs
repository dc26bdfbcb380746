namespace HonestAsync;

/// <summary>
/// A schedule of arrivals: when each request is due, counted from the start. It is fixed before the run and does not depend
/// on the service.
/// </summary>
/// <remarks>Immutable. The same arrivals can drive a simulation and a real run.</remarks>
public sealed class Arrivals
{
    private const int Most = 10_000_000;
    private readonly string _name;

    private Arrivals(string name, TimeSpan[] times) => (_name, Times) = (name, times);

    /// <summary>The number of requests.</summary>
    public int Count => Times.Length;

    /// <summary>Arrivals per second over the duration; zero for a burst.</summary>
    public double Rate { get; private init; }

    /// <summary>The end of the schedule: no request is due later.</summary>
    public TimeSpan Duration { get; private init; }

    /// <summary>The times at which requests are due, in order.</summary>
    internal TimeSpan[] Times { get; }

    /// <summary>Equal gaps: request i at i / rate.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Rate or duration is not positive, or over ten million requests.</exception>
    public static Arrivals Constant(double rate, TimeSpan duration)
    {
        int count = Counted(rate, duration);
        var times = new TimeSpan[count];
        for (int i = 0; i < count; i++)
        {
            // from the index, not from a sum: rounding errors must not add up
            times[i] = new TimeSpan((long)Math.Round(i * (TimeSpan.TicksPerSecond / rate)));
        }
        return new Arrivals($"{rate:#,0.##} a second, evenly, for {duration.TotalSeconds:#,0.##} s", times)
        {
            Rate = rate, Duration = duration,
        };
    }

    /// <summary>Poisson arrivals: independent exponential gaps with mean 1 / rate; the seed decides, on every machine.</summary>
    /// <inheritdoc cref="Constant" path="/exception"/>
    public static Arrivals Poisson(double rate, TimeSpan duration, int seed = 1)
    {
        List<TimeSpan> times = new(Counted(rate, duration));
        var random = new SeededRandom(seed);
        double at = random.Exponential() / rate;
        while (at < duration.TotalSeconds && times.Count < Most)
        {
            times.Add(new TimeSpan((long)Math.Round(at * TimeSpan.TicksPerSecond)));
            at += random.Exponential() / rate;
        }
        return new Arrivals($"{rate:#,0.##} a second, Poisson, for {duration.TotalSeconds:#,0.##} s", [.. times])
        {
            Rate = rate, Duration = duration,
        };
    }

    /// <summary>A burst: all requests at time zero.</summary>
    public static Arrivals AtOnce(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Most);
        return new Arrivals($"{count:#,0} at once", new TimeSpan[count]);
    }

    /// <summary>Arrivals at given times, for example recorded ones, in any order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A time is negative, or there are no times.</exception>
    public static Arrivals At(IEnumerable<TimeSpan> times)
    {
        TimeSpan[] sorted = [.. times.Order()];
        ArgumentOutOfRangeException.ThrowIfZero(sorted.Length, nameof(times));
        ArgumentOutOfRangeException.ThrowIfLessThan(sorted[0], TimeSpan.Zero, nameof(times));
        double seconds = sorted[^1].TotalSeconds;
        return new Arrivals($"{sorted.Length:#,0} at given times", sorted)
        {
            Rate = seconds > 0 ? sorted.Length / seconds : 0, Duration = sorted[^1],
        };
    }

    /// <summary>Merges two schedules into one, for example a burst on top of a steady rate.</summary>
    public Arrivals And(Arrivals other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var both = At([.. Times, .. other.Times]);
        var duration = Duration > other.Duration ? Duration : other.Duration;
        return new Arrivals($"{_name}, and {other._name}", both.Times)
        {
            Rate = duration > TimeSpan.Zero ? both.Count / duration.TotalSeconds : 0, Duration = duration,
        };
    }

    /// <inheritdoc/>
    public override string ToString() => _name;

    private static int Counted(double rate, TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(duration, TimeSpan.Zero);
        // 0.1 has no exact binary form: ten requests per second for four seconds are still 40
        double count = Math.Ceiling((rate * duration.TotalSeconds) - 1e-6);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Most, nameof(rate));
        return (int)count;
    }
}
