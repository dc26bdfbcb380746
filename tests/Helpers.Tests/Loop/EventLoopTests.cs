namespace HonestAsync.Helpers.Tests;

public class EventLoopTests
{
    private readonly EventLoop _loop = new();
    private readonly List<string> _log = [];

    [Fact]
    public Task Posts_run_in_order_on_one_thread_and_are_counted() => Bounded.RunAsync(() =>
    {
        _loop.Run(async () =>
        {
            _loop.Post(_ => _log.Add("first"), null);
            _loop.Post(_ => _log.Add("second"), null);
            await Task.Yield();
            _log.Add("after the yield");
        });

        Assert.Equal(["first", "second", "after the yield"], _log);
        Assert.Equal((3, 3), (_loop.Posts, _loop.MaxQueueLength));
        Assert.Single(_loop.ThreadIds);
        Assert.DoesNotContain(Environment.CurrentManagedThreadId, _loop.ThreadIds);
    });

    [Fact]
    public Task An_await_of_something_complete_costs_no_post() => Bounded.RunAsync(() =>
    {
        int answer = _loop.Run(async () =>
        {
            await Task.CompletedTask;
            return await Task.FromResult(42);
        });

        Assert.Equal((42, 0), (answer, _loop.Posts));
    });

    [Fact]
    public Task It_sleeps_while_nothing_is_posted_and_the_next_post_says_that_it_does_not() => Bounded.RunAsync(() =>
    {
        var go = new TaskCompletionSource();
        bool asleep = false;
        bool afterThePost = true;
        var observer = new Thread(() =>
        {
            SpinWait.SpinUntil(() => _loop.IsAsleep);
            asleep = true;
            _loop.Post(_ => go.SetResult(), null);
            afterThePost = _loop.IsAsleep && !go.Task.IsCompleted;
        })
        { IsBackground = true };
        observer.Start();
        bool inTheRoot = true;
        _loop.Run(async () =>
        {
            inTheRoot = _loop.IsAsleep;
            await go.Task;
        });
        observer.Join();

        Assert.Equal((false, true, false), (inTheRoot, asleep, afterThePost));
    });

    [Fact]
    public Task A_root_that_ends_off_the_loop_wakes_it() => Bounded.RunAsync(() =>
    {
        _loop.Run(async () => await Task.Run(() => { }).ConfigureAwait(false));
        _loop.Run(() => Task.Run(() => { }));
    });

    [Fact]
    public Task A_body_that_fails_passes_its_exception_through_with_its_type() => Bounded.RunAsync(() =>
    {
        Assert.Throws<TimeoutException>(() => _loop.Run(() => throw new TimeoutException()));
        Assert.Throws<TimeoutException>(() => _loop.Run<int>(() => throw new TimeoutException()));
        Assert.Throws<TimeoutException>(() => _loop.Run(async () =>
        {
            await Task.Yield();
            throw new TimeoutException();
        }));
    });

    [Fact]
    public Task Async_void_is_counted_while_it_runs_and_its_exception_is_recorded() => Bounded.RunAsync(() =>
    {
        var gate = new Gate();
        _loop.Run(async () =>
        {
            FireAndForget();
            Assert.Equal((1, 1), (_loop.AsyncVoidStarted, _loop.AsyncVoidActive));
            gate.Open();
            await Task.Yield();
            await Task.Yield();
        });

        Assert.Equal((1, 0), (_loop.AsyncVoidStarted, _loop.AsyncVoidActive));
        Assert.Equal("nobody awaits this",
            Assert.IsType<InvalidOperationException>(Assert.Single(_loop.Unhandled)).Message);

#pragma warning disable VSTHRD100, AsyncFixer03, MA0155 // the subject of this test
        async void FireAndForget()
        {
            await gate.WaitAsync();
            throw new InvalidOperationException("nobody awaits this");
        }
#pragma warning restore VSTHRD100, AsyncFixer03, MA0155
    });

    [Fact]
    public Task A_synchronous_wait_is_recorded_with_its_place_and_broken_off() => Watchdog.RunAsync(() =>
    {
        var loop = new EventLoop { Blocking = new BlockingDetector { Bound = TimeSpan.FromMilliseconds(50) } };
        var blocked = Assert.Throws<BlockedLoopException>(() => loop.Run(() =>
        {
            YieldAsync().Wait();
            return Task.CompletedTask;
        }));

        var wait = Assert.Single(loop.Blocking.Waits);
        Assert.True(wait.GaveUp);
        Assert.Contains(nameof(EventLoopTests), wait.Where, StringComparison.Ordinal);
        Assert.StartsWith(wait.Where, blocked.Message, StringComparison.Ordinal);
        return Task.CompletedTask;

        static async Task YieldAsync() => await Task.Yield();
    });

    [Fact]
    public Task A_bound_that_is_exceeded_says_that_the_loop_is_idle_and_who_waits_for_what() => Bounded.RunAsync(() =>
    {
        var loop = new EventLoop { Bound = TimeSpan.FromMilliseconds(500) };
        var late = Assert.Throws<TimeoutException>(() => loop.Run(() => new Gate("the door").WaitAsync()));

        Assert.Contains("it is idle: nothing is ready", late.Message, StringComparison.Ordinal);
        Assert.Contains("gate 'the door'", late.Message, StringComparison.Ordinal);
    });

    [Fact]
    public Task A_bound_that_is_exceeded_says_that_a_callback_keeps_the_thread() => Watchdog.RunAsync(() =>
    {
        bool stop = false;
        var loop = new EventLoop { Bound = TimeSpan.FromMilliseconds(500) };
        var late = Assert.Throws<TimeoutException>(() => loop.Run(() =>
        {
            loop.Post(_ => { }, null);
            SpinWait.SpinUntil(() => Volatile.Read(ref stop));
            return Task.CompletedTask;
        }));
        Volatile.Write(ref stop, true);

        Assert.Contains("a callback keeps its only thread and does not return; 1 more wait", late.Message,
            StringComparison.Ordinal);
        return Task.CompletedTask;
    });

    [Fact]
    public void Stepped_by_hand_the_caller_picks_what_runs_next()
    {
        foreach (string name in (string[])["a", "b", "c"])
        {
            _loop.Post(_ => _log.Add(name), null);
        }

        _loop.Step(2);
        _loop.Step();

        Assert.Equal((1, 1), (_loop.Ready, _loop.RunUntilIdle()));
        Assert.Equal(["c", "a", "b"], _log);
        Assert.Throws<ArgumentOutOfRangeException>(() => _loop.Step());
    }

    [Fact]
    public void Stepped_by_hand_a_method_stops_at_each_await_until_its_turn()
    {
        var task = _loop.StartOn(async () =>
        {
            await Task.Yield();
            await Task.Yield();
        });

        Assert.Equal([1, 1, 0], (int[])[_loop.Ready, Stepped(), Stepped()]);
        Assert.True(task.IsCompletedSuccessfully);
        Assert.Null(SynchronizationContext.Current);

        int Stepped()
        {
            _loop.Step();
            return _loop.Ready;
        }
    }

    [Fact]
    public void A_send_is_refused() => Assert.Throws<NotSupportedException>(() => _loop.Send(_ => { }, null));

    [Fact]
    public Task Posts_from_other_threads_are_no_synchronous_waits() => Bounded.RunAsync(() =>
    {
        const int Each = 10_000;
        int ran = 0;
        _loop.Run(async () =>
        {
            var neighbour = Task.Run(PostAll);
            PostAll();
            await neighbour;
            await Task.Yield();
        });

        Assert.Empty(_loop.Blocking.Waits);
        Assert.Equal(2 * Each, ran);

        void PostAll()
        {
            for (int i = 0; i < Each; i++)
            {
                _loop.Post(_ => ran++, null);
            }
        }
    });
}
