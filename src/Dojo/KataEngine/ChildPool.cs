namespace HonestAsync.Dojo;

/// <summary>Keeps processes started ahead of the runs that will need them. Thread-safe.</summary>
/// <param name="limits">For each of them.</param>
/// <param name="ahead">How many wait while none is asked for. On two processors more than two slow each other down.</param>
/// <param name="expected">How many will be asked for in all; no more are started ahead.</param>
internal sealed class ChildPool(RunLimits limits, int ahead, int expected) : IAsyncDisposable
{
    private readonly Queue<Task<KataChild>> _ready = new();
    private readonly CancellationTokenSource _closing = new();
    private int _left = expected;
    private bool _closed;

    /// <summary>
    /// Starts what is missing, without waiting for it: at first, and after a run, which has the processors
    /// for itself.
    /// </summary>
    public void Fill()
    {
        lock (_ready)
        {
            while (!_closed && _ready.Count < ahead && _ready.Count < _left)
            {
                _ready.Enqueue(StartAsync());
            }
        }
    }

    /// <summary>Waits until those that were started ahead are ready.</summary>
    public Task ReadyAsync(CancellationToken cancellationToken)
    {
        lock (_ready)
        {
            return Task.WhenAll(_ready).WaitAsync(cancellationToken);
        }
    }

    /// <summary>A process that is the caller's from now on.</summary>
    public async Task<KataChild> TakeAsync(CancellationToken cancellationToken)
    {
        Task<KataChild> next;
        lock (_ready)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            next = _ready.Count > 0 ? _ready.Dequeue() : StartAsync();
            _left--;
        }
        try
        {
            return await next.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await EndAsync(next).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Takes back a process that reported well and may run once more.</summary>
    public async ValueTask ReturnAsync(KataChild child)
    {
        lock (_ready)
        {
            if (!_closed && _left > 0)
            {
                // first in line: those that are still starting need the time
                Task<KataChild>[] others = [.. _ready];
                _ready.Clear();
                _ready.Enqueue(Task.FromResult(child));
                Array.ForEach(others, _ready.Enqueue);
                return;
            }
        }
        await child.DisposeAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        Task<KataChild>[] rest;
        lock (_ready)
        {
            _closed = true;
            rest = [.. _ready];
            _ready.Clear();
        }
        await _closing.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(rest.Select(EndAsync)).ConfigureAwait(false);
        _closing.Dispose();
    }

    private static async Task EndAsync(Task<KataChild> starting)
    {
        try
        {
            await using var child = await starting.ConfigureAwait(false);
        }
        catch (Exception error) when (error is DojoException or OperationCanceledException)
        {
            // it never was
        }
    }

    private Task<KataChild> StartAsync() => Task.Run(() => KataChild.StartAsync(limits, _closing.Token));
}
