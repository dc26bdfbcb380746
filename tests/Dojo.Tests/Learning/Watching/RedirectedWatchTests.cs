using System.Diagnostics;

namespace HonestAsync.Dojo.Tests;

/// <summary>The tool without a terminal: as in a script, or in an editor's task.</summary>
public sealed class RedirectedWatchTests : IDisposable
{
    private static readonly TimeSpan s_bound = TimeSpan.FromMinutes(2);
    private readonly FakeClone _clone = new();

    private string Temporary => Path.Combine(_clone.Root, "temporary");

    [Fact]
    public async Task Each_save_is_a_block_of_plain_text_until_the_input_ends_and_nothing_is_left()
    {
        var kata = _clone.WithKata(TinyKata.Subject(twice: "return 0;"));
        using var bound = new CancellationTokenSource(s_bound);
        using var watch = Start();
        string said = await UntilAsync(watch, "Not solved: 2 of 3 tests pass", bound.Token);

        await File.WriteAllTextAsync(kata.MyFile, TinyKata.Subject(), bound.Token);
        said += await UntilAsync(watch, "Solved. All 3 tests pass", bound.Token);
        watch.StandardInput.Close();
        said += await watch.StandardOutput.ReadToEndAsync(bound.Token);
        await watch.WaitForExitAsync(bound.Token);

        Assert.Equal(ExitCode.Ok, watch.ExitCode);
        Assert.Empty(Directory.GetFileSystemEntries(Temporary));
        Assert.DoesNotContain(said, each => char.IsControl(each) && each is not '\n' and not '\r');
        Assert.Equal(2, said.Split("── LostThing.cs at ").Length - 1);
    }

    [WholeFact]
    public async Task Input_that_is_at_its_end_already_gets_one_verdict()
    {
        _clone.WithKata(TinyKata.Subject(twice: "return 0;"));
        using var bound = new CancellationTokenSource(s_bound);
        using var watch = Start();
        watch.StandardInput.Close();

        string said = await watch.StandardOutput.ReadToEndAsync(bound.Token);
        await watch.WaitForExitAsync(bound.Token);

        Assert.Contains("Not solved: 2 of 3 tests pass", said, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Unsolved, watch.ExitCode);
    }

    public void Dispose() => _clone.Dispose();

    private Process Start() => Process.Start(
        new ProcessStartInfo(Python.Dojo[0], [.. Python.Dojo.Skip(1), "watch"])
        {
            WorkingDirectory = _clone.Root,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["TMPDIR"] = Directory.CreateDirectory(Temporary).FullName },
        })!;

    private static async Task<string> UntilAsync(Process watch, string text, CancellationToken bound)
    {
        string said = "";
        while (!said.Contains(text, StringComparison.Ordinal))
        {
            said += await watch.StandardOutput.ReadLineAsync(bound) is { } line
                ? $"{line}\n"
                : throw new EndOfStreamException($"It ended before '{text}'. What it said:\n{said}");
        }
        return said;
    }
}
