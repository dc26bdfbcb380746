namespace HonestAsync.Dojo.Tests;

public sealed class WatchBenchTests : IDisposable
{
    private readonly FakeClone _clone = new();

    [WholeFact]
    public async Task Each_save_is_timed_in_a_copy_and_the_learners_file_stays()
    {
        var kata = CompleteKata.In(_clone);
        await File.WriteAllTextAsync(kata.MyFile, "mine");

        var bench = await WatchBench.MeasureAsync(_clone.Project, [kata], saves: 2, TimeSpan.Zero, TestContext.Current.CancellationToken);

        Assert.Equal(2, bench.Saves.Count);
        Assert.Equal(bench.Saves.Max(), bench.At(0.95));
        Assert.True(bench.MemoryBefore > 0 && bench.MemoryAfter > 0);
        Assert.Equal("mine", await File.ReadAllTextAsync(kata.MyFile));
    }

    public void Dispose() => _clone.Dispose();
}
