namespace HonestAsync.Kernel;

/// <summary>
/// Keeps an abort out of the kernel's own code. ControlledExecution aborts a thread anywhere, finally blocks
/// included; in the middle of an output that would tear a message or leave a lock taken. So a cell's thread says when
/// it is in such a place, an abort waits until it is not, and from then on every further entry is refused.
/// </summary>
internal sealed class AbortShield
{
    [ThreadStatic]
    private static AbortShield? s_current;

    private int _inside;
    private int _closed;

    public bool IsClosed => Volatile.Read(ref _closed) != 0;

    /// <summary>Protects this thread from here on.</summary>
    public void Protect() => s_current = this;

    /// <summary>Enters the shield of this thread; null on threads that are never aborted.</summary>
    /// <exception cref="OperationCanceledException">The cell has been interrupted.</exception>
    public static AbortShield? Enter()
    {
        var shield = s_current;
        if (shield is not null)
        {
            Interlocked.Increment(ref shield._inside);
            if (shield.IsClosed)
            {
                shield.Leave();
                throw new OperationCanceledException("The cell was interrupted.");
            }
        }
        return shield;
    }

    public void Leave() => Interlocked.Decrement(ref _inside);

    /// <summary>Refuses further entries and waits until nobody is inside.</summary>
    /// <returns>False if the thread did not leave in time: it must not be aborted.</returns>
    public bool Close(TimeSpan patience)
    {
        Interlocked.Exchange(ref _closed, 1);
        return SpinWait.SpinUntil(() => Volatile.Read(ref _inside) == 0, patience);
    }
}
