using System.Globalization;
using System.Text.Json;

namespace HonestAsync.Lab;

/// <summary>XML parsed by asyncio: on its loop, and in the thread pool of <c>run_in_executor</c>.</summary>
/// <param name="Parser">ElementTree is C from end to end; SAX calls Python code for every element.</param>
/// <param name="Parses">How often each way.</param>
/// <param name="BeatsOnTheLoop">Heartbeats of a 1 ms timer during the parses on the loop.</param>
/// <param name="BeatsInThePool">The same during the parses in the pool.</param>
/// <param name="One">Real time of one parse in the pool.</param>
/// <param name="TwoAtOnce">Real time of two, started together on two threads.</param>
public sealed record PythonXml(string Parser, int Parses, long BeatsOnTheLoop, long BeatsInThePool, TimeSpan One, TimeSpan TwoAtOnce)
{
    /// <summary>Runs it. If Python is missing or the script fails, the result holds the reason.</summary>
    public static async Task<Availability<IReadOnlyList<PythonXml>>> RunAsync(int parses = 5)
    {
        var (result, reason) = await PeerScript.RunAsync(RuntimeKind.Python, "xml-heartbeats", parses.ToString(CultureInfo.InvariantCulture));
        return result is { } json ? new(Read(json)) : new(reason);
    }

    internal static IReadOnlyList<PythonXml> Read(JsonElement json) =>
    [
        .. json.GetProperty("parsers").EnumerateArray().Select(parser => new PythonXml(
            parser.GetProperty("parser").GetString()!,
            json.GetProperty("parses").GetInt32(),
            parser.GetProperty("beatsOnTheLoop").GetInt64(),
            parser.GetProperty("beatsInThePool").GetInt64(),
            TimeSpan.FromMilliseconds(parser.GetProperty("oneMilliseconds").GetDouble()),
            TimeSpan.FromMilliseconds(parser.GetProperty("twoAtOnceMilliseconds").GetDouble()))),
    ];
}
