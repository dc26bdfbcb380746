using System.Globalization;

namespace HonestAsync.Polyglot;

/// <summary>
/// What one cell prints, up to a limit; further text is counted and dropped, and a flood is reported once.
/// Thread-safe.
/// </summary>
/// <param name="options">The limits.</param>
/// <param name="publish">Takes a text, whether it is of stderr, and whether its cell had ended.</param>
/// <param name="flooded">Stops the cell.</param>
internal sealed class CellOutput(RuntimeOptions options, Action<string, bool, bool> publish, Action flooded)
{
    private readonly Lock _gate = new();
    private long _used;
    private long _discarded;
    private volatile bool _isLate;

    /// <summary>Says that the cell was stopped because it printed without end; null if it was not.</summary>
    public string? Flood { get; private set; }

    public void Add(string text, bool isError)
    {
        lock (_gate)
        {
            int kept = (int)Math.Min(text.Length, options.OutputLimit - _used);
            // never half a surrogate pair
            if (kept > 0 && kept < text.Length && char.IsHighSurrogate(text[kept - 1]))
            {
                kept--;
            }
            _used += kept;
            _discarded += text.Length - kept;
            if (kept > 0)
            {
                publish(text[..kept], isError, _isLate);
            }
            if (_discarded > options.DiscardLimit && Flood is null && !_isLate)
            {
                long limit = options.OutputLimit + options.DiscardLimit;
                Flood = string.Create(CultureInfo.InvariantCulture,
                    $"The cell printed more than {limit:N0} characters and was stopped.");
                flooded();
            }
        }
    }

    /// <summary>
    /// Makes what follows late, and waits until no text is being published: the library can lose the event
    /// that ends a cell if another thread publishes one at the same time.
    /// </summary>
    public void Detach()
    {
        _isLate = true;
        // bounded: the one that receives the text may wait for the one that cancels
        if (_gate.TryEnter(TimeSpan.FromSeconds(1)))
        {
            _gate.Exit();
        }
    }

    /// <summary>Says how much was dropped; what follows is late.</summary>
    public void End()
    {
        lock (_gate)
        {
            if (_discarded > 0)
            {
                string more = Flood is null ? "" : "more than ";
                publish(string.Create(CultureInfo.InvariantCulture,
                    $"\n… output cut: {more}{Math.Min(_discarded, options.DiscardLimit):N0} characters " +
                    $"beyond the limit of {options.OutputLimit:N0} are not shown.\n"), true, _isLate);
            }
            _isLate = true;
        }
    }
}
