using System.Runtime.CompilerServices;

namespace HonestAsync;

/// <summary>
/// Watches objects through weak references and says which outlive a full garbage collection.
/// </summary>
/// <remarks>
/// Make the objects inside <see cref="Watch"/>'s delegate: a local of the caller would keep one alive.
/// </remarks>
public sealed class LeakProbe
{
    private readonly List<(string Name, WeakReference Target)> _watched = [];

    /// <summary>Objects under watch.</summary>
    public int Watched => _watched.Count;

    /// <summary>Watches what <paramref name="make"/> returns, without keeping it alive.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Watch(string name, Func<object> make)
    {
        ArgumentNullException.ThrowIfNull(make);
        _watched.Add((name, new WeakReference(make())));
    }

    /// <summary>
    /// Collects garbage (twice, with finalizers between) and names the objects still alive.
    /// </summary>
    public IReadOnlyList<string> Alive()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return [.. _watched.Where(watch => watch.Target.IsAlive).Select(watch => watch.Name)];
    }
}
