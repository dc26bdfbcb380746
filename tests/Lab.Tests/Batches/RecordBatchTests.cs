namespace HonestAsync.Lab.Tests.Batches;

public class RecordBatchTests
{

    [Fact]
    public void A_loop_that_awaits_reads_one_at_a_time_and_lets_others_run()
    {
        var run = RecordBatch.Run(FiveMilliseconds, InTurnAsync);

        Assert.Equal((1, 50), (run.MostInFlight, run.Took.TotalMilliseconds));
        Assert.InRange(run.OtherTurns, 48, 50);
    }

    [Fact]
    public void Reads_that_start_together_take_as_long_as_one()
    {
        var run = RecordBatch.Run(FiveMilliseconds, TogetherAsync);

        Assert.Equal((10, 5), (run.MostInFlight, run.Took.TotalMilliseconds));
    }

    [Fact]
    public void Reads_that_start_together_take_as_long_as_the_slowest() =>
        Assert.Equal(40, RecordBatch.Run(id => TimeSpan.FromMilliseconds(id == 3 ? 40 : 5), TogetherAsync).Took.TotalMilliseconds);

    [Fact]
    public void Computations_that_start_together_take_as_long_as_in_turn()
    {
        var run = RecordBatch.Run(FiveMilliseconds, batch => Task.WhenAll(Enumerable.Range(0, 10).Select(async id =>
        {
            await Task.Yield();
            batch.Compute(id);
        })));

        Assert.Equal(50, run.Took.TotalMilliseconds);
    }

    [Fact]
    public void A_loop_that_blocks_reads_one_at_a_time_and_lets_no_other_callback_run()
    {
        var run = RecordBatch.Run(FiveMilliseconds, batch =>
        {
            for (int id = 0; id < 10; id++)
            {
                batch.Read(id);
            }
            return Task.CompletedTask;
        });

        Assert.Equal((1, 50, 0), (run.MostInFlight, run.Took.TotalMilliseconds, run.OtherTurns));
    }

    [Theory]
    [InlineData(1, 50)]
    [InlineData(4, 15)]
    [InlineData(10, 5)]
    public void A_store_with_few_slots_queues_the_other_reads(int capacity, int milliseconds) =>
        Assert.Equal(milliseconds, RecordBatch.Run(FiveMilliseconds, TogetherAsync, capacity).Took.TotalMilliseconds);

    [Fact]
    public void The_lanes_show_each_read()
    {
        var lanes = RecordBatch.Run(FiveMilliseconds, InTurnAsync).Lanes("in turn");

        Assert.Equal(10, lanes.Count);
        Assert.Equal(new LaneSpan("in turn", "record 2", 5, 10), lanes[1]);
    }

    private static TimeSpan FiveMilliseconds(int id) => TimeSpan.FromMilliseconds(5);

    private static async Task InTurnAsync(RecordBatch batch)
    {
        for (int id = 0; id < 10; id++)
        {
            Assert.Equal(id, await batch.ReadAsync(id));
        }
    }

    private static Task TogetherAsync(RecordBatch batch) => Task.WhenAll(Enumerable.Range(0, 10).Select(batch.ReadAsync));
}
