namespace HonestAsync.Helpers.Tests;

public class StallDetectorTests
{
    private const int Code = 7;
    private const int Other = 8;
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(8);
    private readonly VirtualTime _time = new();
    private readonly Dictionary<int, ThreadTimes> _threads = new() { [Code] = default, [Other] = default };

    [Fact]
    public void Code_that_waits_has_stalled_at_the_bound() => Assert.Equal((8, Stall.Waits), FirstStall(_ => { }));

    [Fact]
    public void Code_that_looks_now_and_then_has_stalled_at_the_bound_too() =>
        Assert.Equal((8, Stall.Waits), FirstStall(_ => Run(Code, 0.03, 0)));

    [Theory]
    [InlineData(1, 8)]
    [InlineData(0.5, 16)]
    [InlineData(0.2, 40)]
    public void Code_that_spins_has_stalled_once_it_had_the_bound_as_fair_time(double share, int seconds)
    {
        // the share of this process makes the fair time longer, on a machine of many processors less so
        var (first, stall) = FirstStall(_ => Run(Code, share, 1 - share));

        Assert.Equal(Stall.Spins, stall);
        Assert.InRange(first, 8, seconds);
    }

    [Fact]
    public void Code_in_the_run_queue_has_not_stalled_and_after_ten_bounds_the_machine_is_too_busy() =>
        Assert.Equal((80, Stall.MachineTooBusy), FirstStall(_ => Run(Code, 0.02, 0.98)));

    [Fact]
    public void Code_that_sleeps_until_another_thread_of_the_process_gets_a_processor_has_not_stalled() =>
        Assert.Equal((80, Stall.MachineTooBusy), FirstStall(_ => Run(Other, 0, 1)));

    [Fact]
    public void Code_that_sleeps_while_another_thread_computes_has_stalled() =>
        Assert.Equal((8, Stall.Waits), FirstStall(_ => Run(Other, 1, 0)));

    [Fact]
    public void Threads_that_queue_for_what_their_own_process_uses_are_not_starved() =>
        Assert.Equal((8, Stall.Spins), FirstStall(_ => Run(Code, Environment.ProcessorCount, 1)));

    [Fact]
    public void Where_any_thread_may_run_the_code_the_busiest_decides() =>
        Assert.Equal((8, Stall.Spins), FirstStall(_ => Run(Other, 1, 0), ProcessorTimes.AnyThread));

    [Theory]
    [InlineData(0, 8)]
    [InlineData(0.5, 16)]
    [InlineData(0.05, 80)]
    public void Without_queued_time_what_counts_is_processor_time_or_being_idle(double ran, int seconds)
    {
        var detector = new StallDetector(s_bound, () => Code, () => new ProcessorTimes(_threads, knowsQueues: false), _time);

        Assert.Equal(seconds, FirstStall(_ => Run(Code, ran, 0), detector).Seconds);
    }

    [Fact]
    public void Progress_starts_the_count_again()
    {
        var detector = Detector(Code);
        Assert.Equal((8, Stall.Waits), FirstStall(_ => { }, detector));
        detector.Restart();

        Assert.Equal((8, Stall.Waits), FirstStall(_ => { }, detector));
    }

    [Fact]
    public void The_description_says_what_the_code_got()
    {
        var detector = Detector(Code);
        FirstStall(_ => Run(Code, 0.02, 0.98), detector);

        Assert.Equal("in 80 s it got 1.6 s of processor time, and was queued for a processor for 78.4 s", detector.Describe());
    }

    [Fact]
    public void The_times_of_this_process_count_the_thread_that_computes()
    {
        using var go = new Barrier(2);
        int id = 0;
        bool stop = false;
        var spinning = new Thread(() =>
        {
            id = ProcessorTimes.CurrentThread;
            go.SignalAndWait();
            while (!Volatile.Read(ref stop))
            {
            }
        });
        spinning.Start();
        go.SignalAndWait();
        var before = ProcessorTimes.Now();
        var spin = new SpinWait();
        while (ProcessorTimes.Now().Since(before, ProcessorTimes.AnyThread).Of(id).Ran < TimeSpan.FromMilliseconds(20))
        {
            spin.SpinOnce();
        }
        Volatile.Write(ref stop, true);
        spinning.Join();

        Assert.Equal(OperatingSystem.IsLinux(), id != ProcessorTimes.AnyThread);
    }

    private StallDetector Detector(int thread) =>
        new(s_bound, () => thread, () => new ProcessorTimes(_threads), _time);

    private void Run(int thread, double ran, double queued) =>
        _threads[thread] += new ThreadTimes(TimeSpan.FromSeconds(ran), TimeSpan.FromSeconds(queued));

    private (int Seconds, Stall Stall) FirstStall(Action<int> inSecond, int thread = Code) => FirstStall(inSecond, Detector(thread));

    /// <summary>Looks once a second.</summary>
    /// <returns>Seconds from the first look to the first stall, and which.</returns>
    private (int Seconds, Stall Stall) FirstStall(Action<int> inSecond, StallDetector detector)
    {
        Assert.Equal(Stall.None, detector.Look());
        for (int second = 1; ; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            inSecond(second);
            if (detector.Look() is var stall and not Stall.None)
            {
                return (second, stall);
            }
        }
    }
}
