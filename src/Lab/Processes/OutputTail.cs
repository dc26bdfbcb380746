namespace HonestAsync.Lab;

/// <summary>
/// What a process wrote: the first lines, in which an unhandled error has its message, and the last ones. Thread safe.
/// </summary>
internal sealed class OutputTail
{
    private const int First = 3;
    private const int Last = 9;
    private const int LineLength = 300;
    private readonly List<string> _first = [];
    private readonly Queue<string> _last = new();
    private int _left;

    public void Add(string line)
    {
        string words = line.Length > LineLength ? line[..LineLength] + " ..." : line;
        lock (_first)
        {
            if (_first.Count < First)
            {
                _first.Add(words);
                return;
            }
            _last.Enqueue(words);
            if (_last.Count > Last)
            {
                _last.Dequeue();
                _left++;
            }
        }
    }

    public override string ToString()
    {
        lock (_first)
        {
            IEnumerable<string> lines = [.. _first, .. _left > 0 ? [$"... {_left} lines ..."] : Array.Empty<string>(), .. _last];
            return _first.Count == 0 ? "It said nothing." : $"It said:\n  {string.Join("\n  ", lines)}";
        }
    }
}
