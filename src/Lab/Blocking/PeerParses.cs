using System.Globalization;
using System.Text.Json;

namespace HonestAsync.Lab;

/// <summary>5 MB of JSON parsed on the loop of another runtime.</summary>
/// <param name="Runtime">Its name and version.</param>
/// <param name="Parses">How often.</param>
/// <param name="Beats">Heartbeats of a 1 ms timer during the parses.</param>
/// <param name="BeatsOutside">Heartbeats in all.</param>
/// <param name="Milliseconds">Real time of the parse in the middle.</param>
public sealed record PeerParses(string Runtime, int Parses, long Beats, long BeatsOutside, double Milliseconds)
{
    /// <summary>Runs it; where the runtime is not here, or its script fails, the reason says so.</summary>
    public static async Task<Here<PeerParses>> JsonAsync(RuntimeKind kind, int parses = 7)
    {
        var (result, reason) = await PeerScript.RunAsync(kind, "json-heartbeats", "5", parses.ToString(CultureInfo.InvariantCulture));
        return result is { } json ? new(Read(json)) : new(reason);
    }

    internal static PeerParses Read(JsonElement json) => new(
        json.GetProperty("runtime").GetString()!,
        json.GetProperty("parses").GetInt32(),
        json.GetProperty("beatsDuringParses").GetInt64(),
        json.GetProperty("beatsOutside").GetInt64(),
        json.GetProperty("medianMilliseconds").GetDouble());
}
