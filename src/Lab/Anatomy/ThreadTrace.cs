namespace HonestAsync.Lab;

/// <summary>
/// One async method with three awaits, four segments of code: which thread runs which, and which
/// thread-bound state survives. Each await is completed by another thread, named 1, 2 and 3.
/// </summary>
public sealed class ThreadTrace
{
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(20);
    [ThreadStatic]
    private static string? t_ofThread;
    private readonly Timeline _lanes = new();
    // the threads themselves: the id of one that has ended, and was collected, is given to another
    private readonly List<Thread> _threads = [];
    private readonly AsyncLocal<string> _ofFlow = new();
    private readonly object _monitor = new();
    private readonly TaskCompletionSource[] _sources = [new(), new(), new()];

    private ThreadTrace()
    {
    }

    /// <summary>Different threads over the four segments.</summary>
    public int Threads => _threads.Distinct().Count();

    /// <summary>Awaits after which the code ran on the thread that had completed the operation.</summary>
    public int OnCompleter { get; private set; }

    /// <summary>The <c>[ThreadStatic]</c> value of the first segment was visible in the last one.</summary>
    public bool ThreadStaticSurvived { get; private set; }

    /// <summary>The <see cref="AsyncLocal{T}"/> value of the first segment was visible in the last one.</summary>
    public bool AsyncLocalSurvived { get; private set; }

    /// <summary>The monitor entered in the first segment still belonged to the code in the last one.</summary>
    public bool MonitorSurvived { get; private set; }

    /// <summary>On an <see cref="EventLoop"/>, which each await captures unless <paramref name="leaves"/>.</summary>
    /// <param name="leaves">True: each await is made with <c>ConfigureAwait(false)</c>.</param>
    public static ThreadTrace OnLoop(bool leaves = false)
    {
        var loop = new EventLoop();
        return Travel(body => loop.StartOn(body), loop, capture: !leaves);
    }

    /// <summary>Without a context, as in a console or in ASP.NET Core.</summary>
    public static ThreadTrace Free() => Travel(body => body(), null, capture: true);

    /// <summary>Which thread ran which segment; lane names begin with <paramref name="prefix"/>.</summary>
    public IReadOnlyList<LaneSpan> Lanes(string prefix) =>
        [.. _lanes.ToChart("").Spans.Select(span => span with { Lane = $"{prefix}: {span.Lane}" })];

    private static ThreadTrace Travel(Func<Func<Task>, Task> start, EventLoop? loop, bool capture)
    {
        var journey = new ThreadTrace();
        // a plain thread of its own: the caller's may belong to a pool, or have a context
        OnThread(loop is null ? "starter" : "loop's thread", journey, () =>
        {
            var task = start(() => journey.SegmentsAsync(capture));
            for (int i = 0; i < journey._sources.Length; i++)
            {
                var source = journey._sources[i];
                OnThread($"completer {i + 1}", journey, () => source.SetResult());
                loop?.RunUntilIdle();
            }
            if (!task.Wait(s_bound))
            {
                throw new TimeoutException("The journey did not end.");
            }
        });
        return journey;
    }

    private static void OnThread(string name, ThreadTrace journey, Action action)
    {
        Exception? failed = null;
        var thread = new Thread(() =>
        {
            journey._lanes.Name(name);
            try
            {
                action();
            }
            catch (Exception error)
            {
                failed = error;
            }
        })
        { IsBackground = true, Name = name };
        thread.Start();
        thread.Join();
        if (failed is not null)
        {
            throw new InvalidOperationException("The journey failed.", failed);
        }
    }

    private async Task SegmentsAsync(bool capture)
    {
        Monitor.Enter(_monitor);
        t_ofThread = "mine";
        _ofFlow.Value = "mine";
        Segment(1);
        for (int i = 0; i < _sources.Length; i++)
        {
            await _sources[i].Task.ConfigureAwait(capture);
            Segment(i + 2);
            OnCompleter += Thread.CurrentThread.Name == $"completer {i + 1}" ? 1 : 0;
        }
        ThreadStaticSurvived = t_ofThread == "mine";
        AsyncLocalSurvived = _ofFlow.Value == "mine";
        MonitorSurvived = Monitor.IsEntered(_monitor);
    }

    private void Segment(int number)
    {
        _lanes.Run($"segment {number}").Dispose();
        _threads.Add(Thread.CurrentThread);
    }
}
