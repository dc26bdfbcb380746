using System.Diagnostics;

namespace HonestAsync;

/// <summary>
/// Sees the synchronous waits of a thread whose <see cref="SynchronizationContext"/> forwards its
/// <c>Wait</c> here: records them, bounds them, and reports who waited.
/// </summary>
/// <remarks>
/// It sees <c>Task.Wait</c>, <c>.Result</c>, <c>GetResult</c>, <c>WaitOne</c>, <c>Thread.Join</c> and a contended
/// lock. It does not see <c>Thread.Sleep</c>, an uncontended lock, or code that runs without the context
/// (inside <c>Task.Run</c>, after <c>ConfigureAwait(false)</c>). A wait for a thread that is itself queued for a
/// processor is not broken off while it is. Thread-safe.
/// </remarks>
public sealed class BlockingDetector
{
    /// <summary>
    /// A wait through the runtime: handles, whether all are needed, milliseconds (real time).
    /// </summary>
    public delegate int NativeWait(nint[] handles, bool waitAll, int milliseconds);

    private readonly Lock _lock = new();
    private readonly List<BlockingWait> _waits = [];
    private bool _seen;
    private bool _brokenOff;
    private string? _waitingIn;

    /// <summary>
    /// How long a wait may last before it is broken off with a <see cref="BlockedLoopException"/>; 2 s unless set.
    /// </summary>
    public TimeSpan Bound { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Waits that end within this time are not recorded; every wait is unless set.</summary>
    public TimeSpan Tolerance { get; init; } = TimeSpan.Zero;

    /// <summary>The waits seen so far, oldest first (a snapshot).</summary>
    public IReadOnlyList<BlockingWait> Waits
    {
        get
        {
            lock (_lock)
            {
                return [.. _waits];
            }
        }
    }

    /// <summary>
    /// Where a wait is going on now, as <see cref="BlockingWait.Where"/> will say once it is over; of several the latest.
    /// </summary>
    public string? WaitingIn => Volatile.Read(ref _waitingIn);

    /// <summary>
    /// True: once a wait was broken off, those that follow are, at once. For a loop that has failed by then.
    /// </summary>
    internal bool BreaksOffAtOnceAfterTheFirst { get; init; }

    /// <summary>True once a wait was recorded.</summary>
    internal bool HasSeen => Volatile.Read(ref _seen);

    /// <summary>
    /// Waits like <paramref name="wait"/>; a wait that does not succeed at once is recorded.
    /// </summary>
    /// <exception cref="BlockedLoopException">The wait outlasted <see cref="Bound"/>.</exception>
    public int Wait(nint[] handles, bool waitAll, int milliseconds, NativeWait wait)
    {
        int patience = (int)Tolerance.TotalMilliseconds;
        var call = new FairWait(handles, waitAll, wait);
        int first = milliseconds >= 0 && milliseconds <= patience ? wait(handles, waitAll, milliseconds) : call.For(Tolerance);
        if (first != WaitHandle.WaitTimeout || (milliseconds >= 0 && milliseconds <= patience))
        {
            return first;
        }
        string stack = new StackTrace(1, fNeedFileInfo: false).ToString();
        // starting a thread waits until it runs: no mistake of the code
        if (stack.Contains("System.Threading.Thread.StartCore", StringComparison.Ordinal))
        {
            return wait(handles, waitAll, milliseconds);
        }
        bool atOnce = BreaksOffAtOnceAfterTheFirst && Volatile.Read(ref _brokenOff);
        int bound = atOnce ? 0 : (int)Bound.TotalMilliseconds;
        bool bounded = milliseconds < 0 || milliseconds > bound;
        string where = Caller(stack);
        Volatile.Write(ref _waitingIn, where);
        int result = bounded ? call.For(TimeSpan.FromMilliseconds(bound)) : wait(handles, waitAll, milliseconds);
        Volatile.Write(ref _waitingIn, null);
        bool gaveUp = bounded && result == WaitHandle.WaitTimeout;
        var seen = new BlockingWait(where, stack, gaveUp);
        lock (_lock)
        {
            _waits.Add(seen);
            Volatile.Write(ref _seen, true);
            Volatile.Write(ref _brokenOff, _brokenOff || gaveUp);
        }
        return gaveUp ? throw BrokenOff(seen, Bound) : result;
    }

    internal static BlockedLoopException BrokenOff(BlockingWait wait, TimeSpan bound) => new(
        $"{wait.Where} waits synchronously on the loop's only thread for something that needs that thread: "
        + $"broken off after {bound.TotalSeconds:0.##} s. Await it instead.");

    private static string Caller(string stack)
    {
        foreach (string line in stack.Split('\n'))
        {
            string frame = line.Trim();
            if (frame.StartsWith("at ", StringComparison.Ordinal)
                && !frame.StartsWith("at System.", StringComparison.Ordinal)
                && !frame.Contains($" {typeof(BlockingDetector).Namespace}.{nameof(BlockingDetector)}", StringComparison.Ordinal)
                && !frame.Contains(".Wait(IntPtr[]", StringComparison.Ordinal))
            {
                int arguments = frame.IndexOf('(', StringComparison.Ordinal);
                return arguments < 0 ? frame[3..] : frame[3..arguments];
            }
        }
        return "code of the runtime";
    }
}
