namespace HonestAsync.Lab.Tests.Batches;

public class CpuBatchTests
{
    private static readonly TimeSpan s_brief = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan s_generous = TimeSpan.FromSeconds(10);

    [Fact]
    public void On_a_loop_items_that_suspend_take_turns()
    {
        var run = CpuBatch.OnLoop(4, s_brief, batch => AllAsync(batch, suspends: true));

        Assert.Equal((1, "1 2 3 4 1 2 3 4", 80), (run.ComputingAtOnce, run.Order, run.Took.TotalMilliseconds));
    }

    [Fact]
    public void On_a_loop_items_that_never_suspend_run_to_their_end()
    {
        var run = CpuBatch.OnLoop(4, s_brief, batch => AllAsync(batch, suspends: false));

        Assert.Equal((1, "1 1 2 2 3 3 4 4", 80), (run.ComputingAtOnce, run.Order, run.Took.TotalMilliseconds));
    }

    [Fact]
    public async Task On_a_pool_items_that_never_suspend_stay_on_one_thread()
    {
        var run = await CpuBatch.OnPoolAsync(4, 4, s_brief, batch => AllAsync(batch, suspends: false));

        Assert.Equal((1, "1 1 2 2 3 3 4 4", 80), (run.ComputingAtOnce, run.Order, run.Took.TotalMilliseconds));
        Assert.Equal(1, run.Threads);
    }

    [Fact]
    public async Task On_a_pool_items_that_suspend_compute_at_once()
    {
        var run = await CpuBatch.OnPoolAsync(4, 4, s_generous, batch => AllAsync(batch, suspends: true));

        Assert.Equal((4, 4, 20), (run.ComputingAtOnce, run.Threads, run.Took.TotalMilliseconds));
        Assert.Equal(
            ["1 0–10", "2 0–10", "3 0–10", "4 0–10", "1 10–20", "2 10–20", "3 10–20", "4 10–20"],
            run.Lanes("on").Select(span => $"{span.Operation[0]} {span.Start}–{span.End}"));
    }

    [Fact]
    public void Saving_overlaps_and_computing_does_not()
    {
        var run = CpuBatch.OnLoop(4, TimeSpan.Zero, batch => Task.WhenAll(Enumerable.Range(1, 4).Select(async item =>
        {
            batch.Compute(item);
            await batch.SaveAsync(item);
        })));

        Assert.Equal((1, 3, 70), (run.ComputingAtOnce, run.SavingAtOnce, run.Took.TotalMilliseconds));
        Assert.Equal(["on event loop", "on saving"], run.Lanes("on").Select(span => span.Lane).Distinct());
    }

    private static Task AllAsync(CpuBatch batch, bool suspends) => Task.WhenAll(Enumerable.Range(1, 4).Select(async item =>
    {
        for (int part = 1; part <= 2; part++)
        {
            if (suspends)
            {
                await Task.Yield();
            }
            batch.Compute(item, part);
        }
    }));
}
