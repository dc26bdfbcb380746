namespace HonestAsync.Dojo;

/// <summary>A list of katas that shrinks as one types. Pure: it gets keys and gives lines.</summary>
internal sealed class KataPicker(IReadOnlyList<(Kata Kata, string State)> katas, Kata current)
{
    private string _filter = "";
    private int _at = Math.Max(0, katas.ToList().FindIndex(each => each.Kata.Name == current.Name));

    /// <summary>True once it is to be closed.</summary>
    public bool IsDone { get; private set; }

    /// <summary>What was picked; null when it was closed without.</summary>
    public Kata? Picked { get; private set; }

    /// <summary>Letters filter, the arrows move, Enter picks, Esc goes back.</summary>
    public void Press(ConsoleKeyInfo key)
    {
        var found = Found();
        switch (key.Key)
        {
            case ConsoleKey.Escape:
                IsDone = true;
                break;
            case ConsoleKey.Enter when found.Count > 0:
                Picked = found[_at].Kata;
                IsDone = true;
                break;
            case ConsoleKey.UpArrow:
                _at = Math.Max(0, _at - 1);
                break;
            case ConsoleKey.DownArrow:
                _at = Math.Min(Math.Max(0, found.Count - 1), _at + 1);
                break;
            case ConsoleKey.Backspace when _filter.Length > 0:
                Filter(_filter[..^1]);
                break;
            default:
                if (!char.IsControl(key.KeyChar))
                {
                    Filter(_filter + key.KeyChar);
                }
                break;
        }
    }

    /// <summary>The list around what is marked, and below it what was typed.</summary>
    /// <param name="height">Lines that there are, at least three.</param>
    public IReadOnlyList<BottomLine> Lines(int height)
    {
        var found = Found();
        int room = Math.Max(1, height - 2);
        int first = Math.Clamp(_at - (room / 2), 0, Math.Max(0, found.Count - room));
        var lines = found.Skip(first).Take(room)
            .Select((each, i) => Line(each.Kata, each.State, isMarked: first + i == _at)).ToList();
        if (found.Count == 0)
        {
            lines.Add(new BottomLine("  no match; Backspace deletes a letter", "grey"));
        }
        string more = found.Count > room ? $", {found.Count} katas" : "";
        string keys = $"type to search  ↑ ↓ move  Enter picks  Esc back{more}";
        return [.. lines, new BottomLine($"Search: {_filter}▏"), new BottomLine(keys, "grey")];
    }

    private static BottomLine Line(Kata kata, string state, bool isMarked) => new(
        $"{(isMarked ? "›" : " ")} {(state == "solved" ? "✓" : "·")} {kata.File.Number} {kata.File.Title} ({state})",
        isMarked ? "bold" : "default");

    private void Filter(string filter)
    {
        _filter = filter;
        _at = 0;
    }

    private List<(Kata Kata, string State)> Found()
    {
        string[] words = _filter.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return [.. katas.Where(each => words.All(word => Text(each).Contains(word, StringComparison.OrdinalIgnoreCase)))];
    }

    private static string Text((Kata Kata, string State) each) =>
        $"{each.Kata.Name} {each.Kata.File.Title} {each.Kata.File.Idea} {each.State}";
}
