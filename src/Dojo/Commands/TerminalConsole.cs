using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>
/// A console with colours and live lines in a terminal, and plain unwrapped text anywhere else.
/// </summary>
internal static class TerminalConsole
{
    private const int Unwrapped = 10_000;

    public static IAnsiConsole Create(TextWriter writer, bool redirected)
    {
        bool plain = redirected || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = redirected ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (redirected)
        {
            console.Profile.Width = Unwrapped;
        }
        return console;
    }
}
