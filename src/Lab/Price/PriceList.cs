using System.Text.Json;

namespace HonestAsync.Lab;

/// <summary>
/// What BenchmarkDotNet says of one call, by the way it is written: nanoseconds with their error. For reading, not for
/// deciding: what decides is counted, or a ratio.
/// </summary>
/// <param name="Rows">The means, with half of the 99.9 % confidence interval.</param>
public sealed record PriceList(IReadOnlyList<PriceRow> Rows)
{
    /// <summary>One way by its name.</summary>
    public PriceRow this[string what] => Rows.Single(row => row.What == what);

    /// <summary>Measures in a child process; about 10 s, in the quick profile 3.</summary>
    /// <exception cref="ChildProcessException">The child could not be started, failed, or took too long.</exception>
    public static Task<PriceList> MeasureAsync() => MeasureAsync(RunProfile.IsQuick);

    internal static async Task<PriceList> MeasureAsync(bool quick)
    {
        var start = ChildStart.OfLab("price list", "price", quick ? "quick" : "full");
        var child = await ChildProcess.StartAsync(start).ConfigureAwait(false);
        await using (child.ConfigureAwait(false))
        {
            return new PriceList(JsonSerializer.Deserialize<List<PriceRow>>(child.Hello)!);
        }
    }
}
