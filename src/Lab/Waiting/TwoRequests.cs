namespace HonestAsync.Lab;

/// <summary>
/// Two requests, each with a wait for an answer (100 virtual ms) and a piece of CPU work (50 virtual ms), on
/// whatever threads an experiment gives them. It counts two things that are easily taken for one: threads that
/// a wait holds, and requests that compute at the same instant.
/// </summary>
/// <remarks>
/// A thread is held when it is still inside the call that waits, half-way through the wait. Computing at the
/// same instant is proven by a <see cref="Rendezvous"/> inside the CPU work, never by elapsed time.
/// </remarks>
public sealed class TwoRequests
{
    private static readonly TimeSpan s_wait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_work = TimeSpan.FromMilliseconds(50);
    private readonly VirtualTime _time = new();
    private readonly BlockingThreads _threads;
    private readonly Rendezvous _meeting = new(2);
    private readonly ConcurrencyProbe _inWait = new();
    private readonly ConcurrencyProbe _inWork = new();
    private readonly Lock _clock = new();
    private readonly RequestLanes _lanes = new();
    private readonly TimeSpan _patience;
    private readonly Host _host;
    private int _held;

    private TwoRequests(Host host, TimeSpan patience)
    {
        (_host, _patience) = (host, patience);
        _threads = new BlockingThreads(_time);
    }

    private enum Host
    {
        Threads,
        Loop,
        Pool,
    }

    /// <summary>The most threads that waits held at once.</summary>
    public int ThreadsHeld => Volatile.Read(ref _held);

    /// <summary>The most requests that computed at the same instant.</summary>
    public int ComputingAtOnce => _inWork.Max;

    /// <summary>Virtual time from the first start to the last end.</summary>
    public TimeSpan Makespan => _time.Elapsed;

    /// <summary>One thread for each body.</summary>
    /// <param name="patience">Real time for which a request waits, in its CPU work, for the other one to arrive.</param>
    /// <param name="bodies">What the threads do.</param>
    public static TwoRequests OnThreads(TimeSpan patience, params Action<TwoRequests>[] bodies)
    {
        ArgumentNullException.ThrowIfNull(bodies);
        var requests = new TwoRequests(Host.Threads, patience);
        requests._threads.Run([.. bodies.Select(body => new Action(() => body(requests)))]);
        return requests;
    }

    /// <summary>Both requests started on one <see cref="EventLoop"/>; <paramref name="request"/> gets the number, 1 or 2.</summary>
    /// <param name="patience">As in <see cref="OnThreads"/>.</param>
    /// <param name="request">What one request does.</param>
    public static TwoRequests OnLoop(TimeSpan patience, Func<TwoRequests, int, Task> request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var requests = new TwoRequests(Host.Loop, patience);
        new EventLoop(requests._time).Run(() =>
        {
            requests._lanes.NameThread("event loop");
            return Task.WhenAll(request(requests, 1), request(requests, 2));
        });
        return requests;
    }

    /// <summary>Both requests started by one item of the ThreadPool, where only CPU work moves the clock.</summary>
    /// <param name="patience">As in <see cref="OnThreads"/>.</param>
    /// <param name="request">What one request does; it must not wait.</param>
    public static async Task<TwoRequests> OnPoolAsync(TimeSpan patience, Func<TwoRequests, int, Task> request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var requests = new TwoRequests(Host.Pool, patience);
        await Task.Run(() => Task.WhenAll(request(requests, 1), request(requests, 2))).ConfigureAwait(false);
        return requests;
    }

    /// <summary>Waits for the answer and keeps the calling thread; on a loop that keeps the loop.</summary>
    public void Wait(int request)
    {
        var start = _time.Elapsed;
        using (_inWait.Enter())
        {
            LookHalfWay();
            if (_host == Host.Threads)
            {
                _threads.Wait(Task.Delay(s_wait, _time));
            }
            else
            {
                _time.Advance(s_wait);
            }
        }
        _lanes.Add(request, "waits", start, _time.Elapsed);
    }

    /// <summary>Waits for the answer; the call itself returns at once.</summary>
    /// <exception cref="InvalidOperationException">Not called on a loop: nothing would move the clock.</exception>
    public Task WaitAsync(int request)
    {
        if (_host != Host.Loop)
        {
            throw new InvalidOperationException(
                $"Request {request} would wait indefinitely: the clock moves for awaits only on a loop.");
        }
        _lanes.Mark($"{request} asks and lets go", _time.Elapsed);
        Task answer;
        using (_inWait.Enter())
        {
            LookHalfWay();
            answer = Task.Delay(s_wait, _time);
        }
        return answer;
    }

    /// <summary>CPU work on the calling thread: it lets nothing else run there.</summary>
    public void Compute(int request)
    {
        var start = _time.Elapsed;
        using (_inWork.Enter())
        {
            _meeting.Meet(_patience);
            lock (_clock)
            {
                // requests that met started at the same time: the first one's work has moved the clock for both
                var left = start + s_work - _time.Elapsed;
                _time.Spend(left > TimeSpan.Zero ? left : TimeSpan.Zero);
            }
        }
        _lanes.Add(request, "computes", start, start + s_work);
    }

    /// <summary>Which thread was busy with what, or held by what; lane names begin with <paramref name="prefix"/>.</summary>
    public IReadOnlyList<LaneSpan> Lanes(string prefix) => _lanes.ToSpans(prefix, _host == Host.Threads ? "thread" : "pool thread");

    /// <summary>When the loop's thread sent a request and was free again, for the same picture.</summary>
    public IReadOnlyList<LaneMark> Marks(string prefix) => _lanes.ToMarks(prefix);

    private void LookHalfWay() => _time.CreateTimer(
        _ => _held = Math.Max(_held, _inWait.Current), null, s_wait / 2, Timeout.InfiniteTimeSpan);
}
