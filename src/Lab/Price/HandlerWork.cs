using System.Collections.Concurrent;
using System.Text.Json;

namespace HonestAsync.Lab;

/// <summary>Time of typical work items of a handler, in suspended awaits.</summary>
public static class HandlerWork
{
    private const int AwaitsAHalf = 200;
    private const int JsonBytes = 10_000;

    /// <summary>Suspended awaits that fit into one work item, as interleaved pairs.</summary>
    public static Ratio InAwaits(HandlerWorkItem item, int pairs)
    {
        var operation = new Recycled();
        return item switch
        {
            HandlerWorkItem.CachedRead => OfCachedRead(pairs, operation),
            HandlerWorkItem.Json => OfJson(pairs, operation),
            HandlerWorkItem.LoopbackTrip => OfTrip(pairs, operation),
            _ => throw new ArgumentOutOfRangeException(nameof(item), item, "No such work item."),
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

    private static Ratio InAwaits(int pairs, Recycled operation, int times, Action work) =>
        AwaitTimes.Scaled(
            InterleavedPairs.Measure(pairs, work, () =>
            {
                for (int i = 0; i < AwaitsAHalf; i++)
                {
                    _ = Calls.Suspended(CallShape.TaskOfInt, operation);
                }
            }),
            (double)AwaitsAHalf / times);
}
