namespace HonestAsync.Lab;

/// <summary>
/// Ten async methods, started one after the other on a loop and on virtual time. Each computes for 10 ms, then awaits a
/// wait of 5 ms. A callback of unrelated code is in the queue before they start.
/// </summary>
/// <param name="ComputedAtReturn">How many had done their computing when the last call returned its task.</param>
/// <param name="OtherWaited">When the other callback got its turn.</param>
public sealed record CallbackBatch(int ComputedAtReturn, TimeSpan OtherWaited)
{
    private static readonly TimeSpan s_computing = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan s_saving = TimeSpan.FromMilliseconds(5);

    /// <summary>Starts the ten; each awaits <paramref name="first"/> before it computes.</summary>
    public static CallbackBatch Start(Func<Task> first)
    {
        ArgumentNullException.ThrowIfNull(first);
        var time = new VirtualTime();
        var loop = new EventLoop(time);
        var (computed, other) = (0, TimeSpan.Zero);
        return loop.Run(async () =>
        {
            loop.Post(_ => other = time.Elapsed, null);
            var tasks = Enumerable.Range(0, 10).Select(_ => SaveAsync()).ToArray();
            int atReturn = computed;
            await Task.WhenAll(tasks);
            return new CallbackBatch(atReturn, other);
        });

        async Task SaveAsync()
        {
            await first();
            time.Spend(s_computing);
            computed++;
            await Task.Delay(s_saving, time);
        }
    }
}
