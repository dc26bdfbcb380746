namespace HonestAsync.Kernel;

/// <summary>Splits a stream of text at end-of-cell marks, which may arrive in pieces.</summary>
internal sealed class MarkedText(string secret)
{
    private readonly string _start = Wire.EndMarkStart(secret);
    private string _pending = "";

    /// <summary>Texts and, as numbers, the marks between them.</summary>
    public IEnumerable<(string Text, int? Mark)> Feed(string piece)
    {
        _pending += piece;
        for (var at = _pending.IndexOf(_start, StringComparison.Ordinal); at >= 0;
             at = _pending.IndexOf(_start, StringComparison.Ordinal))
        {
            var number = at + _start.Length;
            var end = _pending.IndexOf('\u001e', number);
            if (end < 0)
            {
                break;
            }
            if (at > 0)
            {
                yield return (_pending[..at], null);
            }
            var mark = int.Parse(_pending.AsSpan(number, end - number),
                System.Globalization.CultureInfo.InvariantCulture);
            _pending = _pending[(end + 1)..];
            yield return ("", mark);
        }

        // a mark that has begun but is not complete waits for its rest
        var held = _pending.LastIndexOf('\u001e');
        if (held < 0 || _pending.Length - held > _start.Length + 12)
        {
            held = _pending.Length;
        }
        if (held > 0)
        {
            yield return (_pending[..held], null);
            _pending = _pending[held..];
        }
    }

    /// <summary>What was held back when the stream ended.</summary>
    public string Rest() => _pending;
}
