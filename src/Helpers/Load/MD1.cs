namespace HonestAsync;

/// <summary>
/// M/D/1: Poisson arrivals, a constant service time, one server, nobody gives up. The Pollaczek–Khinchine formula
/// (F. Pollaczek 1930, A. Y. Khinchine 1932) without variance of the service time: half the wait of M/M/1.
/// </summary>
public sealed record MD1
{
    /// <summary>A queue with <paramref name="rate"/> arrivals a second and one service time for all.</summary>
    public MD1(double rate, TimeSpan serviceTime)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(serviceTime, TimeSpan.Zero);
        (Rate, ServiceTime) = (rate, serviceTime);
    }

    /// <summary>Arrivals a second.</summary>
    public double Rate { get; }

    /// <summary>The service time of every request.</summary>
    public TimeSpan ServiceTime { get; }

    /// <summary>The share of time in which the server is busy; the queue grows for ever at 1 or more.</summary>
    public double Utilisation => Rate * ServiceTime.TotalSeconds;

    /// <summary>Whether there is a steady state at all.</summary>
    public bool IsStable => Utilisation < 1;

    /// <summary>The mean wait before service: ρ / (2 (1 − ρ)) service times.</summary>
    /// <exception cref="InvalidOperationException">There is no steady state.</exception>
    public TimeSpan MeanWait => IsStable
        ? ServiceTime * (Utilisation / (2 * (1 - Utilisation)))
        : throw new InvalidOperationException($"At a utilisation of {Utilisation:0.##} the queue grows for ever: there is no mean wait.");

    /// <summary>The mean time from arrival to answer.</summary>
    /// <inheritdoc cref="MeanWait" path="/exception"/>
    public TimeSpan MeanTime => MeanWait + ServiceTime;

    /// <summary>The mean number of requests in line.</summary>
    /// <inheritdoc cref="MeanWait" path="/exception"/>
    public double MeanQueue => Rate * MeanWait.TotalSeconds;
}
