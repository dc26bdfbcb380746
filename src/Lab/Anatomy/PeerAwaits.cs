using System.Text.Json;

namespace HonestAsync.Lab;

/// <summary>Awaits on the loop of another runtime; the scripts <c>await-anatomy</c> say how.</summary>
/// <param name="Runtime">Its name and main version.</param>
/// <param name="Pending">The pieces of two handlers, A and B, whose awaits are pending.</param>
/// <param name="Complete">The same with awaits of something complete.</param>
/// <param name="Threads">Threads that ran pieces.</param>
/// <param name="Beats">Turns that a callback of every pass got during 100,000 completed awaits.</param>
/// <param name="StartsHot">The body begins before anybody awaits the call.</param>
/// <param name="Served">Order of service when I/O, a connection and a timer became ready, each of two orders.</param>
public sealed record PeerAwaits(
    string Runtime, string Pending, string Complete, int Threads, int Beats, bool StartsHot,
    IReadOnlyList<ServingOrder> Served)
{
    /// <summary>Runs it. If the runtime is missing or its script fails, the result holds the reason.</summary>
    public static async Task<Availability<PeerAwaits>> RunAsync(RuntimeKind kind)
    {
        var (result, reason) = await PeerScript.RunAsync(kind, "await-anatomy");
        return result is { } json ? new(Read(json)) : new(reason);
    }

    internal static PeerAwaits Read(JsonElement json) => new(
        json.GetProperty("runtime").GetString()!,
        json.GetProperty("pending").GetString()!,
        json.GetProperty("complete").GetString()!,
        json.GetProperty("threads").GetInt32(),
        json.GetProperty("beats").GetInt32(),
        json.GetProperty("startsHot").GetBoolean(),
        [.. json.GetProperty("served").EnumerateArray().Select(order => new ServingOrder(
            order.GetProperty("arrived").GetString()!, order.GetProperty("served").GetString()!))]);
}
