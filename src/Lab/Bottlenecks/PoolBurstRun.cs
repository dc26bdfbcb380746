namespace HonestAsync.Lab;

/// <summary>One run of a <see cref="PoolBurst"/>: the same handler twice, awaiting and blocking.</summary>
internal sealed class PoolBurstRun(int requests, int connections, TimeSpan query)
{
    private readonly FakePool _pool = new(connections);
    private readonly PooledRequest[] _each = new PooledRequest[requests];
    private readonly SortedSet<int> _free = [.. Enumerable.Range(1, connections)];

    public VirtualTime Time { get; } = new();

    public async Task AwaitAsync(int request)
    {
        var handled = Time.Elapsed;
        using var lease = await _pool.RentAsync();
        var (leased, connection) = (Time.Elapsed, Take());
        await Task.Delay(query, Time);
        GiveBack(connection);
        _each[request] = new PooledRequest(handled, leased, Time.Elapsed, connection);
    }

    public void Block(int request, BlockingThreads thread)
    {
        var handled = Time.Elapsed;
        var rent = _pool.RentAsync();
        thread.Wait(rent);
        using var lease = rent.GetAwaiter().GetResult();
        var (leased, connection) = (Time.Elapsed, Take());
        thread.Wait(Task.Delay(query, Time));
        GiveBack(connection);
        _each[request] = new PooledRequest(handled, leased, Time.Elapsed, connection);
    }

    public PoolBurst Result() => new(connections, _pool.MaxHeld, _each);

    private int Take()
    {
        lock (_free)
        {
            int first = _free.Min;
            _free.Remove(first);
            return first;
        }
    }

    // before the lease is disposed, so that its next owner finds a number
    private void GiveBack(int connection)
    {
        lock (_free)
        {
            _free.Add(connection);
        }
    }
}
