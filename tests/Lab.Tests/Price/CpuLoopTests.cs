namespace HonestAsync.Lab.Tests.Price;

public class CpuLoopTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1_000)]
    public void The_awaited_loop_computes_the_same_and_takes_bytes_only_for_tasks(int steps)
    {
        var loop = CpuLoop.Of(steps, pairs: 5);

        Assert.True(loop.SameResult);
        Assert.True(loop.BytesOfTasks > 0);
        Assert.Equal(0, loop.BytesOfValueTasks);
    }
}
