using System.Globalization;

namespace HonestAsync.Lab;

/// <summary>How a webhook is worked off.</summary>
public enum WebhookShape
{
    /// <summary>Stored, then parsed on the loop, then answered.</summary>
    ParseOnTheLoop,

    /// <summary>Stored, then parsed elsewhere, then answered.</summary>
    ParseElsewhere,

    /// <summary>Stored, then answered; parsed elsewhere afterwards.</summary>
    AnswerFirst,
}

/// <summary>
/// Article 003's third scenario on one loop and virtual time: webhooks are stored (5 ms of waiting), then their XML is
/// parsed (CPU). Ten ms after the first comes a <em>ping</em>, a webhook without XML, that has nothing to do with them.
/// </summary>
public sealed class WebhookBurst
{
    private static readonly TimeSpan s_store = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan s_pingAt = TimeSpan.FromMilliseconds(10);
    private readonly VirtualTime _time = new();
    private readonly List<LaneSpan> _loop = [];
    private readonly List<TimeSpan> _answers = [];
    private readonly ParseSlots _slots;
    private readonly TimeSpan _parse;
    private readonly WebhookShape _shape;

    private WebhookBurst(TimeSpan parse, WebhookShape shape, int slots) =>
        (_parse, _shape, _slots) = (parse, shape, new ParseSlots(_time, slots));

    /// <summary>From arrival to answer, webhook by webhook in the order of answering; without the ping.</summary>
    public IReadOnlyList<TimeSpan> Answers => _answers;

    /// <summary>From the ping's arrival to its answer.</summary>
    public TimeSpan Ping { get; private set; }

    /// <summary>When all was done, parsing included.</summary>
    public TimeSpan Done => _time.Elapsed;

    /// <summary>The longest that any callback of the loop waited for its turn.</summary>
    public TimeSpan WorstLag { get; private set; }

    /// <summary>The lag as a monitor saw it that looked every 50 ms.</summary>
    public IReadOnlyList<Point> Lags { get; private set; } = [];

    /// <summary>Lets them come, the first at 0, one every <paramref name="apart"/>; zero is a burst.</summary>
    public static WebhookBurst Run(int webhooks, TimeSpan parse, WebhookShape shape, TimeSpan apart = default, int slots = 2)
    {
        var burst = new WebhookBurst(parse, shape, slots);
        var loop = new EventLoop(burst._time);
        loop.Run(async () =>
        {
            using var monitor = new LagMonitor(loop, burst._time, TimeSpan.FromMilliseconds(50));
            await Task.WhenAll([.. Enumerable.Range(0, webhooks).Select(i => burst.ArriveAsync(i * apart)), burst.PingAsync()]);
            burst.Lags = monitor.Lags;
        });
        burst.WorstLag = loop.MaxLag;
        return burst;
    }

    /// <summary>Answers that took longer than <paramref name="deadline"/>: their senders have gone.</summary>
    public int Late(TimeSpan deadline) => _answers.Count(answer => answer > deadline);

    /// <summary>What the loop and the slots did; the names of the lanes begin with <paramref name="prefix"/>.</summary>
    public IReadOnlyList<LaneSpan> Lanes(string prefix) =>
        [.. _loop.Concat(_slots.Lanes.OrderBy(span => span.Lane, StringComparer.Ordinal)).Select(span => span with { Lane = $"{prefix}: {span.Lane}" })];

    /// <summary>When the ping was answered, on the loop's lane, and how long after it had come.</summary>
    public LaneMark PingMark(string prefix) => new($"{prefix}: loop",
        string.Create(CultureInfo.InvariantCulture, $"ping answered after {Ms(Ping):N0} ms"), Ms(Ping + s_pingAt));

    private async Task ArriveAsync(TimeSpan at)
    {
        if (at > TimeSpan.Zero)
        {
            await Task.Delay(at, _time);
        }
        await StoreAsync();
        var elsewhere = Task.CompletedTask;
        if (_shape == WebhookShape.ParseOnTheLoop)
        {
            double start = _time.Elapsed.TotalMilliseconds;
            _time.Spend(_parse);
            _loop.Add(new LaneSpan("loop", "parse", start, _time.Elapsed.TotalMilliseconds));
        }
        else
        {
            elsewhere = _slots.RunAsync("parse", _parse);
        }
        if (_shape == WebhookShape.ParseElsewhere)
        {
            await elsewhere;
        }
        _answers.Add(_time.Elapsed - at);
        await elsewhere;
    }

    private async Task PingAsync()
    {
        await Task.Delay(s_pingAt, _time);
        await StoreAsync();
        Ping = _time.Elapsed - s_pingAt;
        _loop.Add(new LaneSpan("loop", "answer to the ping", Ms(Ping + s_pingAt), Ms(Ping + s_pingAt)));
    }

    private static double Ms(TimeSpan time) => time.TotalMilliseconds;

    private Task StoreAsync() => Task.Delay(s_store, _time);
}
