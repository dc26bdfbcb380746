namespace HonestAsync.Lab;

/// <summary>
/// Two calls, A and B, of one handler with code before and after one await: "A1" is the code before A's await. The
/// handler is the same on every executor.
/// </summary>
public sealed class TwoHandlers
{
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(20);
    private readonly List<string> _trace = [];
    private readonly ConcurrencyProbe _inside = new();
    private readonly HashSet<int> _threads = [];
    private readonly Rendezvous _meeting = new(2);
    private readonly Gate _answers = new("answers");
    private readonly TimeSpan _patience;

    private TwoHandlers(TimeSpan patience) => _patience = patience;

    /// <summary>The pieces in the order of their beginning.</summary>
    public string Trace => string.Join(' ', _trace);

    /// <summary>The most pieces that ran at the same instant.</summary>
    public int AtOnce => _inside.Max;

    /// <summary>Threads that ran pieces.</summary>
    public int Threads => _threads.Count;

    /// <summary>On an <see cref="EventLoop"/>.</summary>
    /// <param name="suspends">True: the awaited tasks are pending; false: they are complete.</param>
    /// <param name="patience">Real time for which each piece waits for the other one to arrive.</param>
    public static TwoHandlers OnLoop(bool suspends, TimeSpan patience)
    {
        var (handlers, loop) = (new TwoHandlers(patience), new EventLoop());
        var tasks = new List<Task>();
        if (!suspends)
        {
            handlers._answers.Open();
        }
        foreach (string name in new[] { "A", "B" })
        {
            loop.Post(_ => tasks.Add(handlers.HandleAsync(name)), null);
        }
        loop.RunUntilIdle();
        handlers._answers.Open();
        loop.RunUntilIdle();
        Task.WhenAll(tasks).GetAwaiter().GetResult();
        return handlers;
    }

    /// <summary>On a <see cref="WorkerPool"/> of two threads, which is what .NET's pool is in miniature.</summary>
    /// <param name="patience">As in <see cref="OnLoop"/>; ample, because here the two pieces do meet.</param>
    public static async Task<TwoHandlers> OnPoolAsync(TimeSpan patience)
    {
        var handlers = new TwoHandlers(patience);
        using var pool = new WorkerPool(2);
        var both = Task.WhenAll(
            pool.RunAsync(() => handlers.HandleAsync("A")), pool.RunAsync(() => handlers.HandleAsync("B")));
        if (!SpinWait.SpinUntil(() => handlers._answers.Waiters == 2, s_bound))
        {
            throw new TimeoutException("The handlers did not come to their awaits.");
        }
        handlers._answers.Open();
        await both.WaitAsync(s_bound, TimeProvider.System).ConfigureAwait(false);
        return handlers;
    }

    private async Task HandleAsync(string name)
    {
        Piece(name + "1");
        await _answers.WaitAsync();
        Piece(name + "2");
    }

    private void Piece(string name)
    {
        using (_inside.Enter())
        {
            lock (_trace)
            {
                _trace.Add(name);
                _threads.Add(Environment.CurrentManagedThreadId);
            }
            _meeting.Meet(_patience);
        }
    }
}
