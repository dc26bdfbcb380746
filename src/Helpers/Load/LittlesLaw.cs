namespace HonestAsync;

/// <summary>
/// Little's law, L = λ · W: the number of requests in a system is their rate times their time in it. J. D. C. Little, "A
/// Proof for the Queuing Formula: L = λW", Operations Research 9 (1961), 383–387.
/// </summary>
/// <param name="InFlight">L: the time average of the requests in flight, by counting.</param>
/// <param name="Rate">λ: requests per second that started in the window.</param>
/// <param name="Time">W: the mean time of those requests, from start to end.</param>
/// <remarks>It holds in the long run. In a window the two sides differ by the requests that cross its ends.</remarks>
public sealed record LittlesLaw(double InFlight, double Rate, TimeSpan Time)
{
    /// <summary>The requests in flight by the law: λ · W.</summary>
    public double Expected => InFlightFor(Rate, Time);

    /// <summary>The difference between the counted and the expected number, as a share of the expected one.</summary>
    public double Difference => Expected == 0 ? 0 : Math.Abs(InFlight - Expected) / Expected;

    /// <summary>
    /// Requests in flight, and so the threads or connections they hold if each makes <paramref name="fanOut"/> calls at once.
    /// </summary>
    public static double InFlightFor(double rate, TimeSpan time, double fanOut = 1) => rate * time.TotalSeconds * fanOut;

    /// <summary>The highest rate, in requests per second, that <paramref name="servers"/> can serve.</summary>
    public static double MaxRate(int servers, TimeSpan serviceTime) => servers / serviceTime.TotalSeconds;

    /// <summary>The mean time of a request, from the number in flight and the rate.</summary>
    public static TimeSpan TimeFor(double inFlight, double rate) => TimeSpan.FromSeconds(inFlight / rate);

    /// <inheritdoc/>
    public override string ToString() =>
        $"{InFlight:0.##} in flight; {Rate:0.##}/s x {Time.TotalMilliseconds:0.##} ms = {Expected:0.##}";
}
