namespace HonestAsync.Dojo.Tests;

public sealed class EngineTests : IDisposable
{
    private readonly FakeClone _clone = new();

    [WholeFact]
    public async Task Each_run_has_a_process_of_its_own()
    {
        await using var engine = new KataEngine(new EngineOptions { Width = 1, ExpectedRuns = 2 });
        var sources = Sources(TinyKata.Subject());

        var first = await engine.RunAsync(sources, TestContext.Current.CancellationToken);
        var second = await engine.RunAsync(sources, TestContext.Current.CancellationToken);

        Assert.True(first.IsGreen && second.IsGreen);
        Assert.NotEqual(first.ProcessId, second.ProcessId);
    }

    [WholeFact]
    public async Task A_process_that_is_used_again_gives_each_run_fresh_statics_and_ends_after_a_hang()
    {
        await using var engine = new KataEngine(new EngineOptions { Width = 1, ExpectedRuns = 4, RunsPerProcess = 10 });
        var counting = Sources(TinyKata.Subject(answer: "return Task.FromResult(41 + ++s_calls);", members: "private static int s_calls;"));

        var first = await engine.RunAsync(counting, TestContext.Current.CancellationToken);
        var second = await engine.RunAsync(counting, TestContext.Current.CancellationToken);
        var hung = await engine.RunAsync(Sources(TinyKata.Subject(answer: "return new TaskCompletionSource<int>().Task;")), TestContext.Current.CancellationToken);
        var after = await engine.RunAsync(Sources(TinyKata.Subject()), TestContext.Current.CancellationToken);

        Assert.True(first.IsGreen && second.IsGreen && after.IsGreen, $"{first}\n{second}\n{after}");
        Assert.Equal(first.ProcessId, second.ProcessId);
        Assert.Equal(TestState.Hung, hung.Tests[1].State);
        SharedEngine.AssertGone(hung.ProcessId!.Value);
    }

    [WholeFact]
    public async Task A_cancelled_run_leaves_no_process()
    {
        string mark = Path.Combine(_clone.Root, "pid");
        var sources = Sources(TinyKata.Subject(twice: $"System.IO.File.WriteAllText(\"{mark}\", Environment.ProcessId + \"!\"); while (true) {{ }}"));
        using var cancel = new CancellationTokenSource();
        await using (var engine = new KataEngine(new EngineOptions { Width = 1, ExpectedRuns = 1 }))
        {
            var run = engine.RunAsync(sources, cancel.Token);
            int id = await Waiting.ForIdAsync(mark);
            await cancel.CancelAsync();

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
            SharedEngine.AssertGone(id);
        }
    }

    [WholeFact]
    public async Task A_package_is_there_only_for_a_kata_that_names_it()
    {
        await using var engine = new KataEngine(new EngineOptions { Width = 1, ExpectedRuns = 1 });
        var without = Sources(TinyKata.Subject(twice: "return Polly.ResiliencePipeline.Empty.Execute(() => 2 * x);"));

        var refused = await engine.RunAsync(without, TestContext.Current.CancellationToken);
        var accepted = await engine.RunAsync(without with { Name = "with-polly", Packages = ["Polly.Core"] }, TestContext.Current.CancellationToken);
        var unknown = await Assert.ThrowsAsync<DojoException>(() =>
            engine.RunAsync(without with { Name = "with-more", Packages = ["No.Such"] }, TestContext.Current.CancellationToken));

        Assert.Equal("CS0103", Assert.Single(refused.Problems).Id);
        Assert.True(accepted.IsGreen, accepted.ToString());
        Assert.Contains("the package No.Such", unknown.Message, StringComparison.Ordinal);
    }

    [WholeFact]
    public async Task A_run_as_on_one_processor_sees_one()
    {
        await using var engine = new KataEngine(new EngineOptions { Width = 1, ExpectedRuns = 1, Limits = new RunLimits { OneProcessor = true } });

        var run = await engine.RunAsync(Sources(TinyKata.Subject(twice: "return Environment.ProcessorCount == 1 ? 2 * x : 0;")), TestContext.Current.CancellationToken);

        Assert.True(run.IsGreen, run.ToString());
    }

    public void Dispose() => _clone.Dispose();

    private KataSources Sources(string subject)
    {
        var kata = _clone.WithKata(subject);
        return KataSources.Of(kata, kata.MyFile);
    }
}
