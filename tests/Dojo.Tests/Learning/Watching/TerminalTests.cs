namespace HonestAsync.Dojo.Tests;

/// <summary>The tool in a pseudo-terminal, as a learner sits before it. The screens are golden files: look at them.</summary>
public sealed class TerminalTests : IDisposable
{
    private readonly FakeClone _clone = new();

    [WholeFact]
    public Task A_session_on_a_narrow_screen() => SessionAsync(60);

    [WholeFact]
    public Task A_session_on_a_wide_screen() => SessionAsync(120);

    /// <summary>Under CI one at its start and one at work; with HONEST_ASYNC_PROOF=whole a hundred, which takes minutes.</summary>
    [WholeFact]
    public async Task A_kill_at_any_moment_leaves_no_process_and_loses_no_text()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "reads /proc");
        int kills = Environment.GetEnvironmentVariable("HONEST_ASYNC_PROOF") == "whole" ? 100 : 2;
        _clone.WithKata(TinyKata.Subject());

        string said = await Python.RunAsync("kills.py", [_clone.Root, $"{kills}", $"{Environment.TickCount}", .. Python.Dojo]);

        TestContext.Current.TestOutputHelper!.WriteLine(said);
    }

    public void Dispose() => _clone.Dispose();

    private async Task SessionAsync(int columns)
    {
        var kata = CompleteKata.In(_clone);
        File.Copy(kata.Original("LostThing.cs"), kata.MyFile, overwrite: true);
        CompleteKata.Second(_clone);
        string texts = Path.Combine(_clone.Root, "texts");
        Directory.CreateDirectory(texts);
        foreach (var (name, text) in s_texts)
        {
            await File.WriteAllTextAsync(Path.Combine(texts, name), text);
        }

        string screens = await Python.RunAsync("session.py", [$"{columns}", _clone.Root, texts, .. Python.Dojo]);

        GoldenFile.Check(Path.Combine("Learning", "Watching"), $"session-{columns}.txt", screens.TrimEnd('\n'));
    }

    private static readonly Dictionary<string, string> s_texts = new(StringComparer.Ordinal)
    {
        ["right.cs"] = TinyKata.Subject(answer: "return Task.FromResult(40 + 2);"),
        ["wrong.cs"] = TinyKata.Subject(answer: "return Task.FromResult(41);"),
        ["typo.cs"] = TinyKata.Subject(answer: "return Task.FromResult(answer);"),
        ["hang.cs"] = TinyKata.Subject(answer: "return new TaskCompletionSource<int>().Task;"),
        ["crash.cs"] = TinyKata.Subject(
            answer: "Forget(); return new TaskCompletionSource<int>().Task;",
            members: "private static async void Forget() { await Task.Yield(); throw new FormatException(\"lost\"); }"),
        ["overflow.cs"] = TinyKata.Subject(twice: "return Twice(x) + 1;"),
        ["exit.cs"] = TinyKata.Subject(twice: "Environment.Exit(0); return 0;"),
    };
}
