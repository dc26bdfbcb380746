namespace HonestAsync.Helpers.Tests;

public class MemoryTests
{
    [Fact]
    public void A_value_task_that_is_complete_costs_no_byte() => Assert.Equal(0, Alloc.BytesPerCall(
        () => Assert.True(IsComplete(CompleteAsync()))));

    [Theory]
    [InlineData(104, 128)]
    [InlineData(1_000, 1_024)]
    public void An_array_costs_its_bytes_and_its_header(int length, int bytes)
    {
        Assert.Equal(bytes, Alloc.BytesPerCall(() => Keep(new byte[length])));
    }

    [Fact]
    public void Bytes_of_other_threads_count_where_all_threads_are_asked_for() => Assert.InRange(
        Alloc.BytesAcrossThreads(() =>
        {
            var thread = new Thread(() => Keep(new byte[100_000]));
            thread.Start();
            Assert.True(thread.Join(Watchdog.Bound));
        }), 100_024, 10_000_000);

    [Fact]
    public void What_somebody_holds_is_named_as_alive_and_what_nobody_holds_is_not()
    {
        var probe = new LeakProbe();
        List<object> holder = [];
        probe.Watch("held", () =>
        {
            holder.Add(new object());
            return holder[^1];
        });
        probe.Watch("free", () => new object());

        Assert.Equal(["held"], probe.Alive());
        Assert.Equal(2, probe.Watched);
        GC.KeepAlive(holder);
    }

    private static object? s_kept;

    private static void Keep(object thing) => Volatile.Write(ref s_kept, thing);

    private static bool IsComplete(ValueTask<int> task) => task.IsCompletedSuccessfully;

    private static async ValueTask<int> CompleteAsync()
    {
        await Task.CompletedTask;
        return 1;
    }
}
