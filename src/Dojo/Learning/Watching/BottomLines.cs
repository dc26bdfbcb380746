using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>
/// The last lines of a terminal, below all that scrolls: taken away before something is printed, and drawn
/// again after it. Each is cut to the width, so that it is known how many there are.
/// </summary>
internal sealed class BottomLines(IAnsiConsole console)
{
    private const string EraseDown = "\r\u001b[J";
    private int _drawn;

    /// <summary>Draws these in the place of those before.</summary>
    public void Draw(IReadOnlyList<BottomLine> lines)
    {
        Erase();
        for (int i = 0; i < lines.Count; i++)
        {
            string text = Markup.Escape(Cut(lines[i].Text));
            bool goesOn = i < lines.Count - 1 || !console.Profile.Capabilities.Ansi;
            console.Markup($"[{lines[i].Style}]{text}[/]{(goesOn ? "\n" : "")}");
        }
        _drawn = lines.Count;
    }

    /// <summary>Takes them away; the cursor is where they began.</summary>
    public void Erase()
    {
        if (_drawn > 0 && console.Profile.Capabilities.Ansi)
        {
            string up = _drawn > 1 ? $"\u001b[{_drawn - 1}A" : "";
            console.Profile.Out.Writer.Write(up + EraseDown);
            console.Profile.Out.Writer.Flush();
        }
        _drawn = 0;
    }

    private string Cut(string text)
    {
        int width = Math.Max(1, console.Profile.Width - 1);
        return text.Length <= width ? text : $"{text[..(width - 1)]}…";
    }
}

/// <summary>A line at the bottom.</summary>
/// <param name="Text">Plain text without control characters.</param>
/// <param name="Style">As in markup.</param>
internal sealed record BottomLine(string Text, string Style = "default");
