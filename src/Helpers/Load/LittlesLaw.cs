namespace HonestAsync;

/// <summary>
/// L = λ · W: requests in a system = their rate times their time in it. J. D. C. Little, "A Proof for the Queuing
/// Formula: L = λW", Operations Research 9 (1961), 383–387.
/// </summary>
/// <param name="InFlight">L: the time average of the requests in flight, observed by counting.</param>
/// <param name="Rate">λ: requests a second that started in the window.</param>
/// <param name="Time">W: the mean time of those requests, each in full.</param>
/// <remarks>It holds in the long run. Over a window they differ by the requests that cross its two ends.</remarks>
public sealed record LittlesLaw(double InFlight, double Rate, TimeSpan Time)
{
    /// <summary>What the law expects to be in flight: λ · W.</summary>
    public double Expected => InFlightFor(Rate, Time);

    /// <summary>By how much the observed number differs, as a share of the expected one.</summary>
    public double Difference => Expected == 0 ? 0 : Math.Abs(InFlight - Expected) / Expected;

    /// <summary>Requests in flight, and so the threads or connections that they hold, each for <paramref name="fanOut"/> calls at once.</summary>
    public static double InFlightFor(double rate, TimeSpan time, double fanOut = 1) => rate * time.TotalSeconds * fanOut;

    /// <summary>The most requests a second that <paramref name="servers"/> can carry.</summary>
    public static double MaxRate(int servers, TimeSpan serviceTime) => servers / serviceTime.TotalSeconds;

    /// <summary>The mean time that so many requests in flight mean at that rate.</summary>
    public static TimeSpan TimeFor(double inFlight, double rate) => TimeSpan.FromSeconds(inFlight / rate);

    /// <inheritdoc/>
    public override string ToString() =>
        $"{InFlight:0.##} in flight; {Rate:0.##}/s x {Time.TotalMilliseconds:0.##} ms = {Expected:0.##}";
}
