namespace HonestAsync.Polyglot;

/// <summary>
/// Cuts off Node's report of its own internals when it dies: addresses and frames that mean nothing to the reader.
/// </summary>
internal sealed class CrashReport
{
    private const string FullHeap = "<--- Last few GCs --->";
    private const string NativeStack = "----- Native stack trace -----";
    private bool _hasBegun;

    /// <summary>True when the heap had reached its limit.</summary>
    public bool IsOutOfMemory { get; private set; }

    /// <summary>The text up to the report; nothing once that has begun.</summary>
    public string Cut(string text)
    {
        if (_hasBegun)
        {
            return "";
        }
        int heap = text.IndexOf(FullHeap, StringComparison.Ordinal);
        int stack = text.IndexOf(NativeStack, StringComparison.Ordinal);
        IsOutOfMemory = heap >= 0;
        _hasBegun = heap >= 0 || stack >= 0;
        return _hasBegun ? text[..(heap >= 0 ? heap : stack)].TrimEnd('\n') : text;
    }
}
