namespace HonestAsync.Lab.Tests.Anatomy;

public class ParkedLoopTests
{
    [Fact]
    public void A_loop_whose_tasks_all_wait_sleeps() =>
        Assert.Equal(new ParkedLoop(0, true, 100), ParkedLoop.Of(100));

    [Fact]
    public void One_task_that_polls_keeps_the_loop_awake() =>
        Assert.Equal(new ParkedLoop(1_000, false, 100), ParkedLoop.Of(100, onePolls: true));
}
