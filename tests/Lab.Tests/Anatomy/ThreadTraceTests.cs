namespace HonestAsync.Lab.Tests.Anatomy;

public class ThreadTraceTests
{
    [Fact]
    public void On_a_loop_every_segment_runs_on_its_thread_and_thread_bound_state_survives()
    {
        var journey = ThreadTrace.OnLoop();

        Assert.Equal((1, 0), (journey.Threads, journey.OnCompleter));
        Assert.True(journey is { ThreadStaticSurvived: true, MonitorSurvived: true, AsyncLocalSurvived: true });
    }

    [Fact]
    public void Without_a_context_each_segment_runs_on_the_completers_thread_and_only_the_flow_keeps_its_value()
    {
        var journey = ThreadTrace.Free();

        Assert.Equal((4, 3), (journey.Threads, journey.OnCompleter));
        Assert.True(journey is { ThreadStaticSurvived: false, MonitorSurvived: false, AsyncLocalSurvived: true });
    }

    [Fact]
    public void ConfigureAwait_false_leaves_the_loop() => Assert.Equal(4, ThreadTrace.OnLoop(leaves: true).Threads);
}
