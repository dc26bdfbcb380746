namespace HonestAsync.Helpers.Tests;

/// <summary>
/// The M/M/c queue, an oracle of the simulation: Poisson arrivals, exponential service times, c servers, one line, no
/// timeouts. A. K. Erlang, "Solution of some Problems in the Theory of Probabilities …" (1917): the Erlang C formula.
/// </summary>
internal sealed record MMc
{
    /// <summary>Creates a queue with <paramref name="rate"/> arrivals per second and a mean service time.</summary>
    public MMc(double rate, TimeSpan serviceTime, int servers)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(serviceTime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(servers, 1);
        (Rate, ServiceTime, Servers) = (rate, serviceTime, servers);
        ProbabilityOfWaiting = ErlangC();
    }

    /// <summary>Arrivals per second.</summary>
    public double Rate { get; }

    /// <summary>The mean service time.</summary>
    public TimeSpan ServiceTime { get; }

    /// <summary>The number of servers.</summary>
    public int Servers { get; }

    /// <summary>The offered load in erlangs: the busy servers if there were enough of them.</summary>
    public double OfferedLoad => Rate * ServiceTime.TotalSeconds;

    /// <summary>Offered load per server; the queue grows without bound at 1 or more.</summary>
    public double Utilisation => OfferedLoad / Servers;

    /// <summary>True if the queue has a steady state.</summary>
    public bool IsStable => Utilisation < 1;

    /// <summary>Erlang C: the share of requests that find every server busy; 1 when unstable.</summary>
    public double ProbabilityOfWaiting { get; }

    /// <summary>The mean wait before service, over all requests.</summary>
    /// <exception cref="InvalidOperationException">The queue has no steady state.</exception>
    public TimeSpan MeanWait => TimeSpan.FromSeconds(ProbabilityOfWaiting / Drain());

    /// <summary>The mean time from arrival to answer.</summary>
    /// <inheritdoc cref="MeanWait" path="/exception"/>
    public TimeSpan MeanTime => MeanWait + ServiceTime;

    /// <summary>The mean number of requests in line.</summary>
    /// <inheritdoc cref="MeanWait" path="/exception"/>
    public double MeanQueue => Rate * ProbabilityOfWaiting / Drain();

    /// <summary>The wait that <paramref name="percentile"/> (0–100, below 100) of all requests do not exceed.</summary>
    /// <inheritdoc cref="MeanWait" path="/exception"/>
    public TimeSpan WaitPercentile(double percentile)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(percentile);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(percentile, 100);
        // P(W > t) = C · exp(−(cμ − λ) t)
        double logarithm = Math.Log(ProbabilityOfWaiting / (1 - (percentile / 100)));
        return TimeSpan.FromSeconds(Math.Max(0, logarithm / Drain()));
    }

    private double Drain() => IsStable
        ? (Servers / ServiceTime.TotalSeconds) - Rate
        : throw new InvalidOperationException($"At a utilisation of {Utilisation:0.##} the queue has no mean wait.");

    private double ErlangC()
    {
        if (!IsStable)
        {
            return 1;
        }
        // Erlang B by its recursion, which neither overflows nor cancels, then C from B
        double blocked = 1;
        for (int i = 1; i <= Servers; i++)
        {
            blocked = OfferedLoad * blocked / (i + (OfferedLoad * blocked));
        }
        return blocked / (1 - (Utilisation * (1 - blocked)));
    }
}
