using System.Diagnostics;

namespace HonestAsync.Lab;

/// <summary>What an experiment needs from this machine: it, or the reason why it is not here.</summary>
/// <remarks>In a notebook: <c>if (!found.IsHere) scoreboard.NotRun("claim-id", found.Reason);</c></remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class Here<T>
    where T : class
{
    private readonly T? _value;

    internal Here(T value) => _value = value;

    internal Here(string reason) => Reason = reason;

    /// <summary>True when the experiment can run.</summary>
    public bool IsHere => _value is not null;

    /// <summary>What was looked for, what was found instead, and what to do about it; empty when it is here.</summary>
    public string Reason { get; } = "";

    /// <summary>The thing itself.</summary>
    /// <exception cref="NotHereException">It is not here.</exception>
    public T Value => _value ?? throw new NotHereException(Reason);

    /// <inheritdoc/>
    public override string ToString() => _value?.ToString() ?? $"not here: {Reason}";
}

/// <summary>Something was used that is not on this machine; the message says what to do.</summary>
public sealed class NotHereException(string reason) : InvalidOperationException(reason);
