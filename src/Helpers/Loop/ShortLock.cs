namespace HonestAsync;

/// <summary>
/// A monitor taken without waiting through the runtime, for critical sections of a few instructions. A
/// contended <c>lock</c> on a loop's thread would show as a synchronous wait of the code under test.
/// </summary>
internal readonly ref struct ShortLock : IDisposable
{
    private readonly object _monitor;

    private ShortLock(object monitor) => _monitor = monitor;

    public static ShortLock On(object monitor)
    {
        var spin = new SpinWait();
        while (!Monitor.TryEnter(monitor))
        {
            // never sleeps a whole millisecond: the holder leaves within microseconds
            spin.SpinOnce(sleep1Threshold: -1);
        }
        return new ShortLock(monitor);
    }

    public void Dispose() => Monitor.Exit(_monitor);
}
