namespace HonestAsync;

/// <summary>Gives the thread another <see cref="SynchronizationContext"/> until disposed.</summary>
/// <remarks>
/// Doubles complete their tasks under <see cref="None"/>: a continuation after <c>ConfigureAwait(false)</c> then
/// runs inline, where it would leave a loop's thread for the pool; one that captured a loop is posted to it.
/// </remarks>
internal readonly ref struct ContextScope : IDisposable
{
    private readonly SynchronizationContext? _before;

    private ContextScope(SynchronizationContext? before) => _before = before;

    public static ContextScope None() => Of(null);

    public static ContextScope Of(SynchronizationContext? context)
    {
        var before = SynchronizationContext.Current;
        if (before != context)
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
        return new ContextScope(before);
    }

    public void Dispose() => SynchronizationContext.SetSynchronizationContext(_before);
}
