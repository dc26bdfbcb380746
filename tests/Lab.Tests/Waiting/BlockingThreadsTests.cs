namespace HonestAsync.Lab.Tests.Waiting;

public class BlockingThreadsTests
{
    [Fact]
    public void Waits_of_two_threads_overlap()
    {
        var time = new VirtualTime();
        var threads = new BlockingThreads(time);

        threads.Run(() => threads.Wait(Delay(time, 100)), () => threads.Wait(Delay(time, 70)));

        Assert.Equal(TimeSpan.FromMilliseconds(100), time.Elapsed);
    }

    [Fact]
    public void Waits_of_one_thread_add_up()
    {
        var time = new VirtualTime();
        var threads = new BlockingThreads(time);

        threads.Run(() =>
        {
            threads.Wait(Delay(time, 100));
            threads.Wait(Delay(time, 70));
        });

        Assert.Equal(TimeSpan.FromMilliseconds(170), time.Elapsed);
    }

    [Fact]
    public void A_task_that_has_ended_does_not_block()
    {
        var time = new VirtualTime();
        var threads = new BlockingThreads(time);

        threads.Run(() => threads.Wait(Task.CompletedTask));

        Assert.Equal(TimeSpan.Zero, time.Elapsed);
    }

    [Fact]
    public void What_a_wait_or_a_body_throws_comes_out_of_the_run()
    {
        var threads = new BlockingThreads(new VirtualTime());

        var error = Assert.Throws<AggregateException>(
            () => threads.Run(() => threads.Wait(Task.FromException(new InvalidDataException("bad answer")))));

        Assert.IsType<InvalidDataException>(Assert.Single(error.InnerExceptions));
    }

    [Fact]
    public void A_wait_that_no_timer_can_end_is_reported()
    {
        var threads = new BlockingThreads(new VirtualTime());

        Assert.Throws<InvalidOperationException>(() => threads.Run(() => threads.Wait(new TaskCompletionSource().Task)));
    }

    [Fact]
    public void A_body_that_neither_ends_nor_waits_is_reported()
    {
        using var release = new ManualResetEventSlim();
        var threads = new BlockingThreads(new VirtualTime()) { Bound = TimeSpan.FromMilliseconds(50) };

        var error = Assert.Throws<TimeoutException>(() => threads.Run(release.Wait));

        Assert.Contains("Of 1 threads 0 wait", error.Message, StringComparison.Ordinal);
        release.Set();
    }

    [Fact]
    public void The_clock_never_runs_ahead_of_a_thread_that_is_about_to_wait()
    {
        for (int i = 0; i < 300; i++)
        {
            var time = new VirtualTime();
            var threads = new BlockingThreads(time);
            threads.Run(() => threads.Wait(Delay(time, 3)), () => threads.Wait(Delay(time, 5)), () => threads.Wait(Delay(time, 7)));

            Assert.Equal(TimeSpan.FromMilliseconds(7), time.Elapsed);
        }
    }

    private static Task Delay(VirtualTime time, int milliseconds) => Task.Delay(TimeSpan.FromMilliseconds(milliseconds), time);
}
