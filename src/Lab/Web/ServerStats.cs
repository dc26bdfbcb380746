namespace HonestAsync.Lab;

/// <summary>What a server counted until now; one moment, read without a lock.</summary>
/// <param name="Threads">Threads of its pool.</param>
/// <param name="PendingWorkItems">Items that wait for one of them.</param>
/// <param name="Endpoints">By path.</param>
public sealed record ServerStats(int Threads, long PendingWorkItems, IReadOnlyDictionary<string, EndpointStats> Endpoints)
{
    /// <summary>The counts of one path, zero when it was never asked for.</summary>
    public EndpointStats Of(string path) => Endpoints.GetValueOrDefault(path, new EndpointStats(0, 0, 0));

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Threads} threads, {PendingWorkItems} items wait; served "
        + $"{string.Join(", ", Endpoints.Select(pair => $"{pair.Key} {pair.Value.Served}"))}";
}

/// <summary>The counts of one path.</summary>
/// <param name="Served">Requests that were answered.</param>
/// <param name="Inside">Requests that are being served now.</param>
/// <param name="MostInside">The most that were being served at once.</param>
public sealed record EndpointStats(long Served, long Inside, long MostInside);
