namespace HonestAsync;

/// <summary>Decides which of the ready choices of a schedule comes next.</summary>
internal interface IChooser
{
    /// <summary>
    /// An index below <paramref name="count"/>; the fingerprint names the choices the same way in every run.
    /// </summary>
    int Choose(int count, long fingerprint);

    /// <summary>One that makes the same choices from the first step on.</summary>
    IChooser Again();
}

/// <summary>Thrown when the same choices led to a different set of next choices.</summary>
internal sealed class DivergedException(string message) : Exception(message);

/// <summary>Depth first through every schedule; <see cref="MoveNext"/> backtracks to the next one.</summary>
internal sealed class DepthFirstChooser : IChooser
{
    private readonly List<Node> _path = [];
    private int _depth;

    public int Choose(int count, long fingerprint)
    {
        if (_depth == _path.Count)
        {
            _path.Add(new Node(0, count, fingerprint));
        }
        var node = _path[_depth++];
        return (node.Count, node.Fingerprint) == (count, fingerprint)
            ? node.Chosen
            : throw new DivergedException(
                node.Count == count
                    ? $"step {_depth} had other choices in one run than in the next"
                    : $"step {_depth} had {node.Count} choices in one run and {count} in the next");
    }

    /// <summary>Back to the first step, for the same schedule again.</summary>
    public void Rewind() => _depth = 0;

    /// <inheritdoc/>
    public IChooser Again()
    {
        Rewind();
        return this;
    }

    /// <summary>Keeps to the present schedule when this one has moved on.</summary>
    public IChooser Copy()
    {
        var copy = new DepthFirstChooser();
        copy._path.AddRange(_path);
        return copy;
    }

    public bool MoveNext()
    {
        _depth = 0;
        while (_path.Count > 0)
        {
            var last = _path[^1];
            if (last.Chosen + 1 < last.Count)
            {
                _path[^1] = last with { Chosen = last.Chosen + 1 };
                return true;
            }
            _path.RemoveAt(_path.Count - 1);
        }
        return false;
    }

    private readonly record struct Node(int Chosen, int Count, long Fingerprint);
}

/// <summary>At random from a seed: the same seed gives the same schedules.</summary>
internal sealed class RandomChooser(int seed) : IChooser
{
    private readonly Random _random = new(seed);

    /// <summary>The product of the numbers of choices so far.</summary>
    public double Product { get; private set; } = 1;

    public int Choose(int count, long fingerprint)
    {
        Product *= count;
        return _random.Next(count);
    }

    public IChooser Again() => new RandomChooser(seed);
}

/// <summary>Along a written schedule; where the text ends, the first choice.</summary>
internal sealed class ReplayChooser(string schedule) : IChooser
{
    private int _next;

    public int Choose(int count, long fingerprint)
    {
        int index = _next < schedule.Length ? ScheduleText.Digit(schedule[_next]) : 0;
        _next++;
        return index < count
            ? index
            : throw new InvalidOperationException(
                $"Schedule '{schedule}' asks for choice {index} at step {_next}, where there are only {count}.");
    }

    public IChooser Again() => new ReplayChooser(schedule);
}

/// <summary>A schedule as text: one digit a step, 0–9 then a–z, the index of the choice taken.</summary>
internal static class ScheduleText
{
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";

    public static char Of(int index) => index < Digits.Length
        ? Digits[index]
        : throw new InvalidOperationException($"More than {Digits.Length} choices at one step: explore a smaller scenario.");

    public static int Digit(char digit)
    {
        int index = Digits.IndexOf(digit, StringComparison.Ordinal);
        return index >= 0 ? index : throw new InvalidOperationException($"'{digit}' is not a schedule digit (0–9, a–z).");
    }
}
