namespace HonestAsync.Kernel;

/// <summary>How much a cell may still print; what goes beyond is counted.</summary>
internal sealed class OutputBudget(long limit, long discardLimit)
{
    private long _used;

    public long Discarded { get; private set; }

    public bool IsFlooded => Discarded > discardLimit;

    /// <summary>The beginning of a text, as far as it fits.</summary>
    public string Take(string text)
    {
        var kept = (int)Math.Min(text.Length, limit - _used);
        // never half a surrogate pair
        if (kept > 0 && kept < text.Length && char.IsHighSurrogate(text[kept - 1]))
        {
            kept--;
        }
        Spend(kept, text.Length - kept);
        return text[..kept];
    }

    /// <summary>All or nothing: half a picture is no picture.</summary>
    public bool TakeWhole(int length)
    {
        var fits = length <= limit - _used;
        Spend(fits ? length : 0, fits ? 0 : length);
        return fits;
    }

    public void CountDiscarded(long characters) => Discarded += characters;

    private void Spend(int kept, int discarded)
    {
        _used += kept;
        Discarded += discarded;
    }
}
