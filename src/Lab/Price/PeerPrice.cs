using System.Globalization;
using System.Text.Json;

namespace HonestAsync.Lab;

/// <summary>Awaits and <c>.then</c> on Node; the script <c>await-price</c> says how.</summary>
/// <param name="Runtime">Its name and main version.</param>
/// <param name="Rows">What each way takes.</param>
/// <param name="Passes">Passes of the event loop during all of it.</param>
public sealed record PeerPrice(string Runtime, IReadOnlyList<PriceRow> Rows, int Passes)
{
    /// <summary>Runs it. If Node is missing or the script fails, the result holds the reason.</summary>
    public static async Task<Availability<PeerPrice>> RunAsync(int rounds)
    {
        var (result, reason) = await PeerScript.RunAsync(RuntimeKind.Node, "await-price", rounds.ToString(CultureInfo.InvariantCulture));
        return result is { } json ? new(Read(json)) : new(reason);
    }

    /// <summary>One way by its name.</summary>
    public PriceRow this[string what] => Rows.Single(row => row.What == what);

    internal static PeerPrice Read(JsonElement json) => new(
        json.GetProperty("runtime").GetString()!,
        [.. json.GetProperty("rows").EnumerateArray().Select(row => new PriceRow(
            row.GetProperty("what").GetString()!, row.GetProperty("median").GetDouble(),
            (row.GetProperty("high").GetDouble() - row.GetProperty("low").GetDouble()) / 2))],
        json.GetProperty("passes").GetInt32());
}
