using System.Collections.Concurrent;
using System.Text.Json;

namespace HonestAsync.Lab;

/// <summary>What errands take in the currency of this room: suspended awaits.</summary>
public static class HandlerWork
{
    private const int AwaitsAHalf = 200;
    private const int JsonBytes = 10_000;

    /// <summary>Suspended awaits that fit into one errand, as interleaved pairs.</summary>
    public static Ratio InAwaits(HandlerWorkItem errand, int pairs)
    {
        var operation = new Recycled();
        return errand switch
        {
            HandlerWorkItem.CachedRead => OfCachedRead(pairs, operation),
            HandlerWorkItem.Json => OfJson(pairs, operation),
            HandlerWorkItem.LoopbackTrip => OfTrip(pairs, operation),
            _ => throw new ArgumentOutOfRangeException(nameof(errand), errand, "No such errand."),
        };
    }

    private static Ratio OfCachedRead(int pairs, Recycled operation)
    {
        const int Reads = 1_000;
        var cache = new ConcurrentDictionary<int, string>(Enumerable.Range(0, Reads).Select(id => KeyValuePair.Create(id, "record")));
        int length = 0;
        return InAwaits(pairs, operation, Reads, () =>
        {
            for (int id = 0; id < Reads; id++)
            {
                length += cache[id].Length;
            }
        });
    }

    private static Ratio OfJson(int pairs, Recycled operation)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(Enumerable.Range(100_000, JsonBytes / 7));
        return InAwaits(pairs, operation, 1, () => JsonDocument.Parse(json).Dispose());
    }

    private static Ratio OfTrip(int pairs, Recycled operation)
    {
        using var connection = new EchoConnection();
        return InAwaits(pairs, operation, 1, () => connection.EchoAsync(1).GetAwaiter().GetResult());
    }

    private static Ratio InAwaits(int pairs, Recycled operation, int times, Action errands) =>
        AwaitTimes.Scaled(
            InterleavedPairs.Measure(pairs, errands, () =>
            {
                for (int i = 0; i < AwaitsAHalf; i++)
                {
                    _ = Calls.Suspended(CallShape.TaskOfInt, operation);
                }
            }),
            (double)AwaitsAHalf / times);
}
