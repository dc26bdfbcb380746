namespace HonestAsync.Helpers.Tests;

/// <summary>
/// The M/D/1 queue, an oracle of the simulation: Poisson arrivals, a constant service time, one server, no timeouts. The
/// Pollaczek–Khinchine formula (F. Pollaczek 1930, A. Y. Khinchine 1932) without variance: half the wait of M/M/1.
/// </summary>
internal sealed record MD1
{
    /// <summary>Creates a queue with <paramref name="rate"/> arrivals per second and one service time for all.</summary>
    public MD1(double rate, TimeSpan serviceTime)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(serviceTime, TimeSpan.Zero);
        (Rate, ServiceTime) = (rate, serviceTime);
    }

    /// <summary>Arrivals per second.</summary>
    public double Rate { get; }

    /// <summary>The service time of every request.</summary>
    public TimeSpan ServiceTime { get; }

    /// <summary>The share of time in which the server is busy; the queue grows without bound at 1 or more.</summary>
    public double Utilisation => Rate * ServiceTime.TotalSeconds;

    /// <summary>True if the queue has a steady state.</summary>
    public bool IsStable => Utilisation < 1;

    /// <summary>The mean wait before service: ρ / (2 (1 − ρ)) service times.</summary>
    /// <exception cref="InvalidOperationException">The queue has no steady state.</exception>
    public TimeSpan MeanWait => IsStable
        ? ServiceTime * (Utilisation / (2 * (1 - Utilisation)))
        : throw new InvalidOperationException($"At a utilisation of {Utilisation:0.##} the queue has no mean wait.");

    /// <summary>The mean time from arrival to answer.</summary>
    /// <inheritdoc cref="MeanWait" path="/exception"/>
    public TimeSpan MeanTime => MeanWait + ServiceTime;

    /// <summary>The mean number of requests in line.</summary>
    /// <inheritdoc cref="MeanWait" path="/exception"/>
    public double MeanQueue => Rate * MeanWait.TotalSeconds;
}
