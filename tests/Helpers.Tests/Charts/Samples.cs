namespace HonestAsync.Helpers.Tests.Charts;

/// <summary>Charts as the notebooks draw them; every one has golden text and SVG.</summary>
internal static class Samples
{
    public static IReadOnlyDictionary<string, Chart> All { get; } = new Dictionary<string, Chart>(StringComparer.Ordinal)
    {
        ["bars"] = new BarChart("Memory per waiting operation", "KB, median of 5 runs",
        [
            new("blocked thread", 1048.6, "stack reserved, 12 KB touched"),
            new("Task.Run + Thread.Sleep", 1061),
            new("async method", 0.34, "one state machine box"),
            new("ValueTask, completed", 0),
        ]),
        ["bars-many"] = new BarChart("Requests served before the pool starved", "requests",
            [.. Enumerable.Range(1, 40).Select(i => new Bar($"{i} pool threads", (i * i % 17 * 40) + i))]),
        ["bars-log"] = new BarChart("One call, without what it waits for", "ns",
        [
            new("plain call", 1.1), new("async ValueTask<int>, pooled, done", 12), new("async ValueTask<int>, pooled, suspends", 62, "one box, used again"),
            new("five steps done, ContinueWith", 260), new("never measured", 0), new("another thread, woken", 59_000, "two threads block on each other"),
        ]) { Scale = AxisScale.Log },
        ["percentiles"] = new LineChart("Latency from the intended start", "percentile", "ms",
        [
            new("open loop", [new(0, 1), new(50, 2.1), new(75, 4), new(90, 11), new(95, 30), new(99, 240), new(99.9, 610), new(99.99, 840), new(100, 900)]),
            new("closed loop (omits the wait)", [new(0, 1), new(50, 1.6), new(75, 1.9), new(90, 2.2), new(95, 3), new(99, 5.5), new(99.9, 90), new(99.99, 310), new(100, 320)]),
        ]) { XScale = AxisScale.Percentile, YScale = AxisScale.Log },
        ["latency"] = PercentileChart.Of("One second of stall, 100 requests a second", Stalls.Report(seconds: 20)),
        ["latency-three"] = new PercentileChart("The same stall, three ways to measure it",
        [
            new("open loop", Stalls.Report(seconds: 60).Latency), new("closed loop", Stalls.Report(seconds: 60).ServiceTime),
            new("closed loop, corrected", Stalls.Report(seconds: 60).ServiceTime.Corrected(TimeSpan.FromMilliseconds(10))),
        ]) { LatencyScale = AxisScale.Linear },
        ["queue"] = new LineChart("Queue depth when arrivals double at 2 s", "seconds", "items waiting",
            [new("unbounded channel", [.. Enumerable.Range(0, 200).Select(i => new Point(i / 20.0, i < 40 ? 3 + (i % 3) : 3 + ((i - 40) * 1.7) + (i % 5 * 4)))])]),
        ["lines-early"] = new LineChart("Requests in line, and when they were gone", "s", "requests in line",
        [
            new("3,000/s", [new(0, 0), new(30, 30_000), new(40, 30_000), new(50, 0)]), new("500/s", [new(0, 0), new(40, 0)]),
            new("stopped", [new(0, 0), new(10, 24_000), new(20, 26_000)]),
        ]),
        ["lines-close"] = new LineChart("Throughput by producers", "producers", "items/ms",
            [.. Enumerable.Range(1, 6).Select(s => new Series($"capacity {Math.Pow(4, s)}", [.. Enumerable.Range(1, 8).Select(i => new Point(i, 900 - (40.0 / s) - (i * (30 + s))))]))]),
        ["timeline"] = new TimelineChart("Two awaits, three threads", "ms",
        [
            new("main", "start", 0, 3), new("pool 1", "read", 3, 14, "socket ready at 12 ms"), new("pool 1", "parse", 20, 23),
            new("pool 2", "query", 14, 38), new("pool 2", "GC", 38, 39), new("main", "render", 40, 52), new("main", "start", 52, 54),
            new("pool 1", "query", 30, 31), new("pool 3", "parse", 41, 41),
        ], [new("main", "await: thread is free", 3), new("pool 2", "token cancelled", 26), new("main", "deadline", 54)]),
        ["timeline-steps"] = new TimelineChart("One method needs one result", "events in order",
        [
            new("operation pending: loop's thread", "starts the operation", 0, 1), new("operation pending: loop's thread", "asks: done? no", 1, 2),
            new("operation pending: loop's thread", "suspends", 2, 3), new("operation pending: another thread", "operation is done", 5, 6),
            new("operation pending: loop's thread", "resumes", 6, 7),
        ]),
        ["timeline-instant"] = new TimelineChart("Where each parse runs", "virtual ms",
        [
            .. Enumerable.Range(0, 20).Select(i => new LaneSpan("before: loop", "parse", 5 + (i * 200), 205 + (i * 200))), new("before: loop", "answer", 4005, 4005),
            new("after: loop", "answer", 15, 15), new("elsewhere", "clean-up", 900, 901),
        ], [new("before: loop", "answered after 4,000 ms", 4005), new("after: loop", "answered after 5 ms", 15)]),
        ["timeline-dense"] = new TimelineChart("One event loop, eight requests, round robin", "steps",
            [.. Enumerable.Range(0, 300).Select(i => new LaneSpan(i % 7 == 0 ? "I/O poller" : $"loop {i % 4}", $"request {i * 7 % 8}", i / 4, (i / 4) + 0.8))]),
        ["race"] = new SequenceDiagram("A lost update", ["deposit A", "store", "deposit B"],
        [
            new("deposit A", "store", "read ann"), new("store", "deposit A", "0"),
            new("deposit B", "store", "read ann"), new("store", "deposit B", "0"),
            new("deposit A", "deposit A", "0 + 10"), new("deposit A", "store", "write ann = 10"),
            new("deposit B", "deposit B", "0 + 5, from what it read before the other wrote"),
            new("deposit B", "store", "write ann = 5", Highlight: true),
            new("store", "store", "the 10 is gone", Highlight: true),
        ], "The balance is 5, expected 15."),
        ["race-wide"] = new SequenceDiagram("A cancelled request that charges the card anyway", ["browser", "gateway", "orders service", "payments", "database"],
        [
            new("browser", "gateway", "POST /orders"), new("gateway", "orders service", "create order with a fresh cancellation token"),
            new("orders service", "database", "insert order 17, state = new"), new("orders service", "payments", "charge 40 €"),
            new("browser", "gateway", "connection closed", true), new("gateway", "gateway", "RequestAborted fires"),
            new("gateway", "orders service", "cancel"), new("orders service", "orders service", "OperationCanceledException: nobody waits for the charge any more", true),
            new("payments", "database", "insert charge <ok>"), new("payments", "orders service", "charged", true),
        ], "One charge without an order: the token stopped the waiting, not the work, and compensation was left to a finally block that never ran."),
    };
}
