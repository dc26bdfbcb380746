namespace HonestAsync.Lab;

/// <summary>
/// A callback that counts and posts itself again: it runs whenever its loop or pool has a free turn, and stops while
/// all threads there are busy.
/// </summary>
/// <remarks>
/// It never lets its loop become idle, so on a <see cref="VirtualTime"/> the clock moves only by
/// <see cref="VirtualTime.Spend"/>. One beat is queued or running at a time; reading is thread-safe.
/// </remarks>
public sealed class Heartbeat : IDisposable
{
    private readonly Action<Action> _post;
    private long _beats;
    private bool _stopped;

    /// <summary>Begins to beat where <paramref name="post"/> queues its callbacks.</summary>
    public Heartbeat(Action<Action> post)
    {
        ArgumentNullException.ThrowIfNull(post);
        _post = post;
        _post(Beat);
    }

    /// <summary>Turns it has had so far.</summary>
    public long Beats => Volatile.Read(ref _beats);

    /// <summary>Begins to beat on a loop.</summary>
    public static Heartbeat On(EventLoop loop)
    {
        ArgumentNullException.ThrowIfNull(loop);
        return new Heartbeat(action => loop.Post(_ => action(), null));
    }

    /// <summary>The beat that is already queued will be the last, and not count.</summary>
    public void Dispose() => Volatile.Write(ref _stopped, true);

    private void Beat()
    {
        if (!Volatile.Read(ref _stopped))
        {
            Volatile.Write(ref _beats, _beats + 1);
            _post(Beat);
        }
    }
}
