namespace HonestAsync;

/// <summary>One try of a request in a <see cref="QueueSimulation"/>; times in ticks.</summary>
internal sealed class QueueTry(int request, int number, long arrived)
{
    public int Request => request;

    /// <summary>The number of the try, from 1.</summary>
    public int Number => number;

    public long Arrived => arrived;

    /// <summary>When its service started; null while it waits.</summary>
    public long? Started { get; set; }

    /// <summary>True if its service is over and its answer waits in line to be delivered.</summary>
    public bool HasAnswer { get; set; }

    /// <summary>True if its caller has timed out.</summary>
    public bool IsAbandoned { get; set; }

    /// <summary>True if it has left the system, though a list may still contain it.</summary>
    public bool HasLeft { get; set; }
}
