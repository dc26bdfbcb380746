namespace HonestAsync.Lab.Tests.Bottlenecks;

public class GatewayModelTests
{
    private static readonly GatewayModel s_model =
        new(Arrivals.Poisson(300, TimeSpan.FromSeconds(2)), TimeSpan.FromMilliseconds(60));

    [Fact]
    public async Task Without_a_limit_no_request_waits()
    {
        var awaited = await s_model.RunAsync();
        var many = await (s_model with { Threads = 10_000 }).RunAsync();

        Assert.Equal(awaited.Latency.Buckets(), many.Latency.Buckets());
    }

    [Fact]
    public async Task Few_threads_make_a_queue_before_the_front()
    {
        var awaited = await s_model.RunAsync();
        var few = await (s_model with { Threads = 18 }).RunAsync();

        Assert.True(few.Latency.Max > awaited.Latency.Max);
        Assert.Equal(awaited.Succeeded, few.Succeeded);
    }

    [Fact]
    public async Task Where_the_service_is_the_limit_threads_make_no_difference()
    {
        var awaited = await (s_model with { Capacity = 20 }).RunAsync();
        var threads = await (s_model with { Capacity = 20, Threads = 40 }).RunAsync();

        Assert.Equal(awaited.Latency.Percentile(99), threads.Latency.Percentile(99));
    }
}
