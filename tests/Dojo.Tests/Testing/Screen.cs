using Spectre.Console;

namespace HonestAsync.Dojo.Tests;

/// <summary>A console whose plain text a test can read.</summary>
internal sealed class Screen
{
    private readonly StringWriter _writer = new();

    public Screen() => Console = TerminalConsole.Create(_writer, redirected: true);

    public IAnsiConsole Console { get; }

    public override string ToString() => _writer.ToString().ReplaceLineEndings("\n");
}
