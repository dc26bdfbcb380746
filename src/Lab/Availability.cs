using System.Diagnostics;

namespace HonestAsync.Lab;

/// <summary>Something an experiment needs from this machine, or the reason why it is missing.</summary>
/// <remarks>In a notebook: <c>if (!found.IsAvailable) scoreboard.NotRun("claim-id", found.Reason);</c></remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class Availability<T>
    where T : class
{
    private readonly T? _value;

    internal Availability(T value) => _value = value;

    internal Availability(string reason) => Reason = reason;

    /// <summary>True when the experiment can run.</summary>
    public bool IsAvailable => _value is not null;

    /// <summary>What was looked for, what was found instead, and what to do about it; empty if available.</summary>
    public string Reason { get; } = "";

    /// <summary>The value.</summary>
    /// <exception cref="NotAvailableException">It is missing.</exception>
    public T Value => _value ?? throw new NotAvailableException(Reason);

    /// <inheritdoc/>
    public override string ToString() => _value?.ToString() ?? $"not available: {Reason}";
}

/// <summary>Thrown on use of something that is missing on this machine; the message says what to do.</summary>
public sealed class NotAvailableException(string reason) : InvalidOperationException(reason);
