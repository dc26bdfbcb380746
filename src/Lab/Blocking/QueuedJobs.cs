using System.Threading.Channels;

namespace HonestAsync.Lab;

/// <summary>Where the heavy part of a request runs.</summary>
public enum HeavyWork
{
    /// <summary>The handler, on the loop.</summary>
    InTheHandler,

    /// <summary>A worker behind a queue, but on the same loop.</summary>
    QueuedOnTheLoop,

    /// <summary>A worker behind a queue, on a core of its own.</summary>
    QueuedElsewhere,
}

/// <summary>
/// Requests with a heavy part, on a loop and virtual time. Half a job's time after each comes a light request, which
/// needs nothing but a turn.
/// </summary>
public sealed class QueuedJobs
{
    private readonly VirtualTime _time = new();
    private readonly List<Point> _depths = [];
    private readonly Channel<int> _queue;
    private readonly HeavyWork _who;
    private readonly TimeSpan _job;

    private QueuedJobs(HeavyWork who, TimeSpan job, int? bound)
    {
        (_who, _job) = (who, job);
        _queue = bound is { } places ? Channel.CreateBounded<int>(places) : Channel.CreateUnbounded<int>();
    }

    /// <summary>The longest from a heavy request's arrival to its answer.</summary>
    public TimeSpan WorstHeavy { get; private set; }

    /// <summary>The same for the light ones.</summary>
    public TimeSpan WorstLight { get; private set; }

    /// <summary>Requests turned away because the queue was full.</summary>
    public int Refused { get; private set; }

    /// <summary>Jobs done.</summary>
    public int Done { get; private set; }

    /// <summary>Jobs in the queue when each heavy request had been answered: its number, and how many.</summary>
    public IReadOnlyList<Point> Depths => _depths;

    /// <summary>The most jobs in the queue.</summary>
    public int MaxDepth => (int)_depths.Max(depth => depth.Y);

    /// <summary>Runs until every accepted job is done.</summary>
    /// <param name="who">Where the heavy part runs.</param>
    /// <param name="job">How long it takes.</param>
    /// <param name="load">Work that arrives in a unit of time; above 1, more than one worker can do.</param>
    /// <param name="requests">Heavy requests in all.</param>
    /// <param name="bound">Places in the queue; null for no bound.</param>
    public static QueuedJobs Run(HeavyWork who, TimeSpan job, double load, int requests, int? bound = null)
    {
        var run = new QueuedJobs(who, job, bound);
        new EventLoop(run._time).Run(async () =>
        {
            var worker = run.WorkAsync();
            await Task.WhenAll(Enumerable.Range(0, requests).SelectMany(i => new[]
            {
                run.HeavyAsync(i + 1, (i + 1) * job / load),
                run.LightAsync(((i + 1) * job / load) + (job / 2)),
            }));
            run._queue.Writer.Complete();
            await worker;
        });
        return run;
    }

    private async Task HeavyAsync(int number, TimeSpan at)
    {
        await Task.Delay(at, _time);
        if (_who == HeavyWork.InTheHandler)
        {
            _time.Spend(_job);
            Done++;
        }
        else if (!_queue.Writer.TryWrite(number))
        {
            Refused++;
        }
        WorstHeavy = Longer(WorstHeavy, _time.Elapsed - at);
        _depths.Add(new Point(number, _queue.Reader.Count));
    }

    private async Task LightAsync(TimeSpan at)
    {
        await Task.Delay(at, _time);
        WorstLight = Longer(WorstLight, _time.Elapsed - at);
    }

    private async Task WorkAsync()
    {
        // not ReadAllAsync: it resumes on the pool between items, and a virtual clock would run ahead of it
        while (await _queue.Reader.WaitToReadAsync())
        {
            if (!_queue.Reader.TryRead(out int _))
            {
                continue;
            }
            if (_who == HeavyWork.QueuedOnTheLoop)
            {
                _time.Spend(_job);
            }
            else
            {
                await Task.Delay(_job, _time);
            }
            Done++;
        }
    }

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
