using System.Collections.Concurrent;

namespace HonestAsync.Lab.Tests.SharedState;

public class StampedeTests
{
    private static readonly TimeSpan s_long = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_short = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task Without_a_cache_every_caller_loads()
    {
        Assert.Equal(100, await Stampede.AtOnceAsync(load => load, s_long));
        Assert.Equal(100, await Stampede.OneByOneAsync(load => load));
    }

    [Fact]
    public async Task Two_threads_are_inside_the_factory_of_GetOrAdd()
    {
        Assert.Equal(2, await Stampede.AtOnceAsync(GetOrAdd, s_long));
        Assert.Equal(1, await Stampede.OneByOneAsync(GetOrAdd));
    }

    [Fact]
    public async Task Only_one_is_inside_a_lazy_task() =>
        Assert.Equal(1, await Stampede.AtOnceAsync(LazyTask, s_short));

    [Fact]
    public async Task A_failed_lazy_task_stays_failed()
    {
        Assert.Equal((1, nameof(TimeoutException)), await Stampede.AfterAFailureAsync(LazyTask));
        Assert.Equal((2, "42"), await Stampede.AfterAFailureAsync(load => load));
    }

    private static Func<Task<int>> GetOrAdd(Func<Task<int>> load)
    {
        var cache = new ConcurrentDictionary<string, Task<int>>(StringComparer.Ordinal);
        return () => cache.GetOrAdd("key", _ => load());
    }

    private static Func<Task<int>> LazyTask(Func<Task<int>> load)
    {
        var cache = new ConcurrentDictionary<string, Lazy<Task<int>>>(StringComparer.Ordinal);
#pragma warning disable VSTHRD011 // the load blocks on nothing that a caller holds
        return () => cache.GetOrAdd("key", _ => new Lazy<Task<int>>(load)).Value;
#pragma warning restore VSTHRD011
    }
}
