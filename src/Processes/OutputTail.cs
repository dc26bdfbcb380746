namespace HonestAsync.Processes;

/// <summary>
/// The first lines of what a process wrote, in which an unhandled error has its message, and the last ones. Thread-safe.
/// </summary>
public sealed class OutputTail
{
    private const int First = 3;
    private const int Last = 9;
    private const int LineLength = 300;
    private readonly List<string> _first = [];
    private readonly Queue<string> _last = new();
    private int _omitted;

    /// <summary>The tail of a whole run: of its output and then of its errors.</summary>
    public static OutputTail Of(ProcessRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var tail = new OutputTail();
        foreach (string line in $"{run.Output}\n{run.Errors}".Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            tail.Add(line);
        }
        return tail;
    }

    /// <summary>Adds a line; a long one is cut.</summary>
    public void Add(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        string text = line.Length > LineLength ? line[..LineLength] + " ..." : line;
        lock (_first)
        {
            if (_first.Count < First)
            {
                _first.Add(text);
                return;
            }
            _last.Enqueue(text);
            if (_last.Count > Last)
            {
                _last.Dequeue();
                _omitted++;
            }
        }
    }

    /// <summary>The lines, as a sentence for a message.</summary>
    public override string ToString()
    {
        lock (_first)
        {
            IEnumerable<string> lines = [.. _first, .. _omitted > 0 ? [$"... {_omitted} lines ..."] : Array.Empty<string>(), .. _last];
            return _first.Count == 0 ? "It printed nothing." : $"It printed:\n  {string.Join("\n  ", lines)}";
        }
    }
}
