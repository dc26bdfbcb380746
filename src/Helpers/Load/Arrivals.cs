namespace HonestAsync;

/// <summary>When requests are meant to arrive, counted from the start: fixed before anything runs, whatever the service does.</summary>
/// <remarks>Immutable; the same arrivals can drive a model and a real run.</remarks>
public sealed class Arrivals
{
    private const int Most = 10_000_000;
    private readonly string _name;

    private Arrivals(string name, TimeSpan[] times) => (_name, Times) = (name, times);

    /// <summary>How many there are.</summary>
    public int Count => Times.Length;

    /// <summary>Arrivals a second from the first to the end of the plan; zero for a burst.</summary>
    public double Rate { get; private init; }

    /// <summary>The end of the plan: no request is meant to arrive later.</summary>
    public TimeSpan Duration { get; private init; }

    /// <summary>The intended times in order.</summary>
    internal TimeSpan[] Times { get; }

    /// <summary>Equal gaps: request i at i / rate.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Rate or duration not above zero, or more than ten million requests.</exception>
    public static Arrivals Constant(double rate, TimeSpan duration)
    {
        int count = Counted(rate, duration);
        var times = new TimeSpan[count];
        for (int i = 0; i < count; i++)
        {
            // from the index, not added up: rounding must not drift
            times[i] = new TimeSpan((long)Math.Round(i * (TimeSpan.TicksPerSecond / rate)));
        }
        return new Arrivals($"{rate:#,0.##} a second, evenly, for {duration.TotalSeconds:#,0.##} s", times) { Rate = rate, Duration = duration };
    }

    /// <summary>Independent arrivals: exponential gaps with mean 1 / rate, the same from the same seed everywhere.</summary>
    /// <inheritdoc cref="Constant" path="/exception"/>
    public static Arrivals Poisson(double rate, TimeSpan duration, int seed = 1)
    {
        List<TimeSpan> times = new(Counted(rate, duration));
        var random = new SeededRandom(seed);
        for (double at = random.Exponential() / rate; at < duration.TotalSeconds && times.Count < Most; at += random.Exponential() / rate)
        {
            times.Add(new TimeSpan((long)Math.Round(at * TimeSpan.TicksPerSecond)));
        }
        return new Arrivals($"{rate:#,0.##} a second, Poisson, for {duration.TotalSeconds:#,0.##} s", [.. times]) { Rate = rate, Duration = duration };
    }

    /// <summary>All at once, at time zero.</summary>
    public static Arrivals AtOnce(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Most);
        return new Arrivals($"{count:#,0} at once", new TimeSpan[count]);
    }

    /// <summary>At given times, for example recorded ones; they need not be in order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A time is negative, or there is none.</exception>
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

    /// <summary>These arrivals and others, as one stream: a burst on top of a steady rate.</summary>
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
        // ten requests a second for four seconds are forty, whatever 1/10 is in binary
        double count = Math.Ceiling((rate * duration.TotalSeconds) - 1e-6);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Most, nameof(rate));
        return (int)count;
    }
}
