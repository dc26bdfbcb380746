using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace HonestAsync;

/// <summary>Thrown when a task failed and no code looked at its exception.</summary>
public sealed class UnobservedFaultException(string message) : Exception(message);

/// <summary>
/// Sees failed tasks whose exception no code looks at: nothing awaits them, and the failure is lost.
/// </summary>
/// <remarks>
/// <para>It watches the code that starts in its flow, on any thread. .NET itself reports such a task when the garbage
/// collector finds it, at any time or never: <see cref="Collect"/> asks for a collection, so call it when the code
/// under test has ended and nothing refers to its tasks any more. A task that a static field or a living object still
/// refers to is not found.</para>
/// <para>Thread-safe. Collecting takes some milliseconds, and looks at this flow's tasks only.</para>
/// </remarks>
/// <example><code>
/// using var faults = UnobservedFaults.Watch();
/// await RunAsync();
/// faults.EnsureNone();
/// </code></example>
public sealed class UnobservedFaults : IDisposable
{
    private static readonly AsyncLocal<UnobservedFaults?> s_current = new();
    private static readonly ConditionalWeakTable<Exception, Origin> s_origins = [];
    private static readonly Lock s_installing = new();
    private static int s_watching;

    private readonly FaultList _faults = new(wantsStacks: true, GC.CollectionCount(1));

    private UnobservedFaults()
    {
    }

    /// <summary>Watches the caller's flow from here on, until disposed.</summary>
    public static UnobservedFaults Watch()
    {
        Install();
        return s_current.Value = new UnobservedFaults();
    }

    /// <summary>
    /// Looks for failed tasks that nothing refers to. Call it from a method that holds none of them in a variable.
    /// </summary>
    /// <returns>All that were found so far, in the order of their discovery.</returns>
    public IReadOnlyList<UnobservedFault> Collect()
    {
        _faults.Collect();
        return _faults.Found;
    }

    /// <summary>Collects, and throws if there are any.</summary>
    /// <exception cref="UnobservedFaultException">A task failed and no code looked at it.</exception>
    public void EnsureNone()
    {
        if (Collect() is { Count: > 0 } found)
        {
            throw new UnobservedFaultException(string.Join('\n', found));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (s_current.Value == this)
        {
            s_current.Value = null;
        }
        Uninstall();
    }

    internal static void Install()
    {
        lock (s_installing)
        {
            if (s_watching++ == 0)
            {
                AppDomain.CurrentDomain.FirstChanceException += OnThrown;
                TaskScheduler.UnobservedTaskException += OnUnobserved;
            }
        }
    }

    internal static void Uninstall()
    {
        lock (s_installing)
        {
            if (--s_watching == 0)
            {
                AppDomain.CurrentDomain.FirstChanceException -= OnThrown;
                TaskScheduler.UnobservedTaskException -= OnUnobserved;
            }
        }
    }

    /// <summary>
    /// Remembers where an exception came from: if it is found unobserved, it is added to <paramref name="list"/>.
    /// </summary>
    internal static void Note(Exception error, FaultList list)
    {
        list.Noted();
        _ = s_origins.TryAdd(error, new Origin(list, list.WantsStacks ? FaultPlace.Starter() : null));
    }

    private static void OnThrown(object? sender, FirstChanceExceptionEventArgs thrown)
    {
        if (ExploredOperation.Current is { } operation)
        {
            operation.Threw(thrown.Exception);
        }
        else if (s_current.Value is { } watch)
        {
            Note(thrown.Exception, watch._faults);
        }
    }

    // on the finalizer's thread
    private static void OnUnobserved(object? sender, UnobservedTaskExceptionEventArgs unobserved)
    {
        foreach (var error in unobserved.Exception.InnerExceptions)
        {
            if (s_origins.TryGetValue(error, out var origin))
            {
                origin.List.Add(new UnobservedFault(error, FaultPlace.Thrown(error), origin.StartedAt));
            }
        }
    }

    /// <param name="List">Where it is reported.</param>
    /// <param name="StartedAt">The code that started the task, if its first part threw.</param>
    private sealed record Origin(FaultList List, string? StartedAt);
}

/// <summary>A failed task whose exception no code looked at.</summary>
/// <param name="Error">The exception.</param>
/// <param name="ThrownAt">The method that threw, with file and line where symbols exist; null if it was never
/// thrown.</param>
/// <param name="StartedAt">The method that started the task, with file and line where symbols exist; null where that
/// cannot be known: the method had been suspended when it threw.</param>
public sealed record UnobservedFault(Exception Error, string? ThrownAt, string? StartedAt)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"unobserved: a task failed with {Error.GetType().Name}: {Error.Message}, and no code looked at it"
        + (ThrownAt is null ? "" : $" (thrown in {ThrownAt}{(StartedAt is null ? "" : $", started in {StartedAt}")})");
}
