namespace HonestAsync.Lab.Tests.Downstream;

public class HttpServicesTests
{
    private static readonly TimeSpan s_brief = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_generous = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Awaited_in_turn_one_call_is_in_flight()
    {
        await using var services = await HttpServices.StartAsync();

        Assert.Equal(1, await services.MostInFlightAsync(s_brief, async s =>
        {
            for (int service = 0; service < 5; service++)
            {
                await s.CallAsync(service);
            }
        }));
    }

    [Fact]
    public async Task Started_together_five_calls_are_in_flight()
    {
        await using var services = await HttpServices.StartAsync();

        Assert.Equal(5, await services.MostInFlightAsync(
            s_generous, s => Task.WhenAll(Enumerable.Range(0, 5).Select(s.CallAsync))));
    }

    [Fact]
    public async Task Five_threads_have_five_calls_in_flight()
    {
        await using var services = await HttpServices.StartAsync();

        Assert.Equal(5, await services.MostInFlightAsync(s_generous, s =>
        {
            s.CallOnThreads(5);
            return Task.CompletedTask;
        }));
    }

    [Fact]
    public async Task It_times_as_often_as_asked_for()
    {
        await using var services = await HttpServices.StartAsync();
        int runs = 0;

        var median = await services.TakesAsync(3, s =>
        {
            runs++;
            return s.CallAsync(0);
        });

        Assert.Equal(3, runs);
        Assert.True(median > TimeSpan.Zero, $"{median}");
    }
}
