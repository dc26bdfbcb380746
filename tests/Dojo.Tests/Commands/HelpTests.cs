using System.CommandLine;

namespace HonestAsync.Dojo.Tests;

public class HelpTests
{
    public static TheoryData<string> Paths { get; } =
        new(PathsBelow(DojoCommands.Root(new Screen().Console), "").Append(""));

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Every_help_ends_with_examples_of_its_own_command(string path)
    {
        using var output = new StringWriter();
        string[] words = [.. path.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"];

        int code = await DojoCommands.InvokeAsync(words, output, TextWriter.Null, redirected: true);

        Assert.Equal(0, code);
        string help = output.ToString().ReplaceLineEndings("\n");
        int examples = help.IndexOf("\nExample", StringComparison.Ordinal);
        Assert.True(examples > 0, help);
        Assert.All(help[examples..].Split('\n').Where(line => line.StartsWith("  dojo", StringComparison.Ordinal)),
            line => Assert.StartsWith($"  dojo {path}".TrimEnd(), line, StringComparison.Ordinal));
        Assert.Contains($"\n  dojo {path}".TrimEnd(), help[examples..], StringComparison.Ordinal);
    }

    [Fact]
    public void Commands_at_every_depth_are_looked_at() => Assert.Superset(
        new HashSet<string> { "", "run", "kernel list", "new kata" }, Paths.Select(row => row.Data).ToHashSet());

    private static IEnumerable<string> PathsBelow(Command command, string path) => command.Subcommands.SelectMany(
        each => PathsBelow(each, $"{path} {each.Name}".TrimStart()).Prepend($"{path} {each.Name}".TrimStart()));
}
