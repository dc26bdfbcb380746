using System.Runtime.CompilerServices;

namespace HonestAsync.Helpers.Tests;

public class BlockingDetectorTests
{
    [Theory]
    [InlineData("Task.Wait")]
    [InlineData("Task.Result")]
    [InlineData("GetResult")]
    [InlineData("WaitOne")]
    [InlineData("ManualResetEventSlim")]
    public Task A_synchronous_wait_is_seen_with_the_method_that_waits(string wait) => OnLoop(new BlockingDetector(), detector =>
    {
        BlockHere(wait);

        var seen = Assert.Single(detector.Waits);
        Assert.False(seen.GaveUp);
        Assert.EndsWith($"{nameof(BlockingDetectorTests)}.{nameof(BlockHere)}", seen.Where,
            StringComparison.Ordinal);
        Assert.Contains(nameof(A_synchronous_wait_is_seen_with_the_method_that_waits), seen.Stack,
            StringComparison.Ordinal);
    });

    [Fact]
    public Task What_is_there_already_is_no_wait() => OnLoop(new BlockingDetector(), detector =>
    {
        Task.CompletedTask.Wait();
        using var set = new ManualResetEvent(true);
        set.WaitOne();
        using var unset = new ManualResetEvent(false);
        unset.WaitOne(0);

        Assert.Empty(detector.Waits);
    });

    [Fact]
    public Task Starting_a_thread_is_nobodys_mistake() => OnLoop(new BlockingDetector(), detector =>
    {
        for (int i = 0; i < 20; i++)
        {
            new Thread(() => { }) { IsBackground = true }.Start();
        }

        Assert.Empty(detector.Waits);
    });

    [Fact]
    public Task A_wait_shorter_than_the_tolerance_is_forgiven() => OnLoop(
        new BlockingDetector { Tolerance = TimeSpan.FromSeconds(1) }, detector =>
        {
            BlockHere("Task.Wait");

            Assert.Empty(detector.Waits);
        });

    [Fact]
    public Task A_wait_for_ever_is_broken_off_and_says_what_to_do() => OnLoop(
        new BlockingDetector { Bound = TimeSpan.FromMilliseconds(30) }, detector =>
        {
            using var never = new ManualResetEvent(false);
            var blocked = Assert.Throws<BlockedLoopException>(() => never.WaitOne());

            Assert.True(Assert.Single(detector.Waits).GaveUp);
            Assert.EndsWith("broken off after 0.03 s. Await it instead.", blocked.Message,
                StringComparison.Ordinal);
        });

    [Fact]
    public Task A_wait_with_its_own_time_limit_ends_by_it() => OnLoop(new BlockingDetector(), detector =>
    {
        using var never = new ManualResetEvent(false);

        Assert.False(never.WaitOne(5));
        Assert.False(Assert.Single(detector.Waits).GaveUp);
    });

    private static Task OnLoop(BlockingDetector detector, Action<BlockingDetector> body) => Bounded.RunAsync(() =>
    {
        SynchronizationContext.SetSynchronizationContext(new Watched(detector));
        body(detector);
    });

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void BlockHere(string wait)
    {
        using var set = new ManualResetEvent(false);
        using var slim = new ManualResetEventSlim(false, spinCount: 0);
        var source = new TaskCompletionSource<int>();
        ((Watched)SynchronizationContext.Current!).OnWait = () =>
        {
            source.TrySetResult(1);
            set.Set();
            slim.Set();
        };
        switch (wait)
        {
            case "Task.Wait": source.Task.Wait(); break;
            case "Task.Result": _ = source.Task.Result; break;
            case "GetResult": source.Task.GetAwaiter().GetResult(); break;
            case "WaitOne": set.WaitOne(); break;
            default: slim.Wait(); break;
        }
    }

    /// <summary>
    /// Ends a wait once it has really begun: the detector's first look, of no length, has failed by then.
    /// </summary>
    private sealed class Watched : SynchronizationContext
    {
        private readonly BlockingDetector _detector;

        public Watched(BlockingDetector detector)
        {
            _detector = detector;
            SetWaitNotificationRequired();
        }

        public Action? OnWait { get; set; }

        public override int Wait(nint[] waitHandles, bool waitAll, int millisecondsTimeout) =>
            _detector.Wait(waitHandles, waitAll, millisecondsTimeout, (handles, all, milliseconds) =>
            {
                if (milliseconds != 0)
                {
                    OnWait?.Invoke();
                }
                return WaitHelper(handles, all, milliseconds);
            });
    }
}
