using BenchmarkDotNet.Attributes;

namespace HonestAsync.Lab;

/// <summary>One call each, for BenchmarkDotNet; the class is public and open because it derives from it.</summary>
public class AwaitBenchmarks
{
    private static readonly Recycled s_operation = new();
    private static readonly Task<int> s_thousand = Task.FromResult(Calls.Value);
    private static readonly Func<int, Task<int>> s_done = static _ => s_thousand;
    private static readonly Driver s_driver = new();

    /// <summary>No async.</summary>
    [Benchmark(Description = "plain call")]
    public int Plain() => Calls.Complete(CallShape.Plain);

    /// <summary>Complete.</summary>
    [Benchmark(Description = "async Task, done")]
    public int TaskDone() => Calls.Complete(CallShape.Task);

    /// <summary>Complete.</summary>
    [Benchmark(Description = "async Task<int>, done")]
    public int TaskOfIntDone() => Calls.Complete(CallShape.TaskOfInt);

    /// <summary>Complete.</summary>
    [Benchmark(Description = "async ValueTask<int>, done")]
    public int ValueTaskDone() => Calls.Complete(CallShape.ValueTask);

    /// <summary>Complete.</summary>
    [Benchmark(Description = "async ValueTask<int>, pooled, done")]
    public int PooledDone() => Calls.Complete(CallShape.Pooled);

    /// <summary>Suspends.</summary>
    [Benchmark(Description = "async Task<int>, suspends")]
    public int TaskOfIntSuspended() => Calls.Suspended(CallShape.TaskOfInt, s_operation);

    /// <summary>Suspends.</summary>
    [Benchmark(Description = "async ValueTask<int>, suspends")]
    public int ValueTaskSuspended() => Calls.Suspended(CallShape.ValueTask, s_operation);

    /// <summary>Suspends.</summary>
    [Benchmark(Description = "async ValueTask<int>, pooled, suspends")]
    public int PooledSuspended() => Calls.Suspended(CallShape.Pooled, s_operation);

    /// <summary>No async.</summary>
    [Benchmark(Description = "callback, no await")]
    public int Callback() => Calls.Suspended(CallShape.Callback, s_operation);

    /// <summary>Dependent steps, complete.</summary>
    [Benchmark(Description = "five steps done, await")]
    public int FiveAwaited() => Chain.AwaitAsync(s_done, 5).GetAwaiter().GetResult();

    /// <summary>Dependent steps, complete.</summary>
    [Benchmark(Description = "five steps done, ContinueWith")]
    public int FiveContinued() => Chain.ContinueAsync(s_done, 5).GetAwaiter().GetResult();

    /// <summary>Two threads that wake each other.</summary>
    [Benchmark(Description = "another thread, woken")]
    public void OtherThread() => s_driver.Ask();
}
