namespace HonestAsync.Kernel;

/// <summary>
/// Keeps an interrupt out of the kernel's own code: in the middle of an output it would tear a message. So a cell's
/// thread says when it is in such a place, an interrupt waits until it is not, and from then on every further entry
/// is refused.
/// </summary>
internal sealed class InterruptShield
{
    [ThreadStatic]
    private static InterruptShield? s_current;

    private int _inside;
    private int _closed;

    public bool IsClosed => Volatile.Read(ref _closed) != 0;

    /// <summary>Protects this thread from here on.</summary>
    public void Protect() => s_current = this;

    /// <summary>Enters the shield of this thread; null on threads that are never interrupted.</summary>
    /// <exception cref="OperationCanceledException">The cell has been interrupted.</exception>
    public static InterruptShield? Enter()
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

    /// <summary>Refuses further entries, and waits until no thread is inside.</summary>
    /// <returns>False if the thread did not leave in time: it must not be interrupted.</returns>
    public bool Close(TimeSpan patience)
    {
        Interlocked.Exchange(ref _closed, 1);
        return SpinWait.SpinUntil(() => Volatile.Read(ref _inside) == 0, patience);
    }
}
