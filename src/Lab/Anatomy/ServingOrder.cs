using System.Threading.Channels;

namespace HonestAsync.Lab;

/// <summary>
/// An answer (I/O), a timer and a connection become ready while a loop is busy; in which order are they served?
/// </summary>
/// <param name="Arrived">The order of becoming ready, for example "timer I/O connection".</param>
/// <param name="Served">The order in which the loop ran their continuations.</param>
public sealed record ServingOrder(string Arrived, string Served)
{
    private static readonly string[] s_phases = ["I/O", "timer", "connection"];

    /// <summary>All six orders of arrival on an <see cref="EventLoop"/>, first in, first out.</summary>
    public static IReadOnlyList<ServingOrder> FirstInFirstOut() =>
        [.. Arrivals().Select(arrival => Serve(arrival, _ => 0))];

    /// <summary>The same on a loop that is made to have phases: I/O first, then timers, then connections.</summary>
    public static IReadOnlyList<ServingOrder> ByPhase() => [.. Arrivals().Select(arrival => Serve(
        arrival, ready => ready.IndexOf(s_phases.First(ready.Contains))))];

    private static IEnumerable<string[]> Arrivals() =>
        from a in s_phases
        from b in s_phases
        from c in s_phases
        where a != b && b != c && a != c
        select new[] { a, b, c };

    private static ServingOrder Serve(string[] arrival, Func<List<string>, int> pick)
    {
        var time = new VirtualTime();
        var loop = new EventLoop();
        var answer = new TaskCompletionSource();
        var connections = Channel.CreateUnbounded<int>();
        var served = new List<string>();
        var waiters = loop.StartOn(() => Task.WhenAll(
            AfterAsync("I/O", answer.Task),
            AfterAsync("timer", Task.Delay(TimeSpan.FromMilliseconds(1), time)),
            ConnectedAsync()));
        foreach (string kind in arrival)
        {
            // each from another thread than the loop's, as sockets and timers complete
            var source = new Thread(() => BecomeReady(kind)) { IsBackground = true, Name = kind };
            source.Start();
            source.Join();
        }
        var ready = arrival.ToList();
        if (loop.Ready != ready.Count)
        {
            throw new InvalidOperationException($"{loop.Ready} of {ready.Count} continuations are in the queue.");
        }
        while (ready.Count > 0)
        {
            int index = pick(ready);
            ready.RemoveAt(index);
            loop.Step(index);
        }
        waiters.GetAwaiter().GetResult();
        return new ServingOrder(string.Join(' ', arrival), string.Join(' ', served));

        void BecomeReady(string kind)
        {
            switch (kind)
            {
                case "I/O":
                    answer.SetResult();
                    break;
                case "timer":
                    time.Advance(TimeSpan.FromMilliseconds(1));
                    break;
                default:
                    connections.Writer.TryWrite(1);
                    break;
            }
        }

        // awaited directly: AsTask would route the channel's answer through the pool before it is posted
        async Task ConnectedAsync()
        {
            await connections.Reader.ReadAsync();
            served.Add("connection");
        }

        async Task AfterAsync(string kind, Task ready)
        {
            await ready;
            served.Add(kind);
        }
    }
}
