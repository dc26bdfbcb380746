using System.Text.Json;

namespace HonestAsync.Lab;

/// <summary>
/// BenchmarkDotNet's figures for one call, by the way it is written: nanoseconds with their error. For display only:
/// verdicts come from counts and ratios.
/// </summary>
/// <param name="Rows">The means, with half of the 99.9 % confidence interval.</param>
public sealed record PriceList(IReadOnlyList<PriceRow> Rows)
{
    /// <summary>One way by its name.</summary>
    public PriceRow this[string what] => Rows.Single(row => row.What == what);

    // twice what an idle machine needs
    private static readonly TimeSpan s_fullBound = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Measures in a child process; about 10 s, in the quick profile 3. Where the machine is so busy that 20 s
    /// are not enough, the quick form has to do: its errors are shown, too.
    /// </summary>
    /// <exception cref="ChildProcessException">The child could not be started, failed, or took too long.</exception>
    public static async Task<PriceList> MeasureAsync()
    {
        try
        {
            return await MeasureAsync(RunProfile.IsQuick, RunProfile.IsQuick ? null : s_fullBound).ConfigureAwait(false);
        }
        catch (ChildProcessException) when (!RunProfile.IsQuick)
        {
            return await MeasureAsync(quick: true).ConfigureAwait(false);
        }
    }

    internal static async Task<PriceList> MeasureAsync(bool quick, TimeSpan? bound = null)
    {
        var start = ChildStart.OfLab("price list", "price", quick ? "quick" : "full");
        start = start with { StartBound = bound ?? start.StartBound };
        var child = await ChildProcess.StartAsync(start).ConfigureAwait(false);
        await using (child.ConfigureAwait(false))
        {
            return new PriceList(JsonSerializer.Deserialize<List<PriceRow>>(child.Hello)!);
        }
    }
}
