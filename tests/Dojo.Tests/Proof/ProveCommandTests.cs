namespace HonestAsync.Dojo.Tests;

public sealed class ProveCommandTests : IDisposable
{
    private readonly FakeClone _clone = new();
    private readonly Screen _screen = new();

    [WholeFact]
    public async Task A_proof_is_a_row_of_a_table_and_a_miss_is_printed_with_its_run()
    {
        var kata = CompleteKata.In(_clone);
        await File.WriteAllTextAsync(Path.Combine(_clone.Project.Variants, kata.Name, "wrong-3.cs"),
            $"// caught by: It_answers — it does not\n{TinyKata.Subject()}", TestContext.Current.CancellationToken);
        // a process for each file: two of a kind show as much as five
        foreach (string more in new[] { "alternative-3.cs", "wrong-1.cs", "wrong-4.cs", "wrong-5.cs" })
        {
            File.Delete(Path.Combine(_clone.Project.Variants, kata.Name, more));
        }

        Assert.Equal(ExitCode.Unsolved, await ProveAsync());

        string text = _screen.ToString();
        Assert.Contains("01-lost-thing wrong-3.cs: It_answers must catch it, and passes.", text,
            StringComparison.Ordinal);
        Assert.Matches("01-lost-thing .*1 of 1 .*1 of 1 .*1 of 1 .*1 of 1 .*2 of 2 .*1 of 2", text);
        Assert.Contains("The proof does not hold.", text, StringComparison.Ordinal);
    }

    public void Dispose() => _clone.Dispose();

    private Task<int> ProveAsync() =>
        new ProveCommand(_clone.Project, _screen.Console).RunAsync(["lost-thing"], runs: 4, againstDotnetTest: false,
            crowd: 0, TestContext.Current.CancellationToken);
}
