namespace HonestAsync;

/// <summary>One try of a request on its way through a <see cref="QueueSimulation"/>; times in ticks.</summary>
internal sealed class QueueTry(int request, int number, long arrived)
{
    public int Request => request;

    /// <summary>From 1.</summary>
    public int Number => number;

    public long Arrived => arrived;

    /// <summary>When a server took it; null while it waits.</summary>
    public long? Started { get; set; }

    /// <summary>Worked on, and in line again so that the answer can be handed over.</summary>
    public bool HasAnswer { get; set; }

    /// <summary>Its caller has given up.</summary>
    public bool IsAbandoned { get; set; }

    /// <summary>No longer in the system, though it may still lie in a list.</summary>
    public bool HasLeft { get; set; }
}
