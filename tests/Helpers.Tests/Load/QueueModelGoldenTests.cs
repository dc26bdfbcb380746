using System.Globalization;

namespace HonestAsync.Helpers.Tests;

/// <summary>The simulation against the recursion of Kiefer and Wolfowitz (numpy) and simpy 3.0.11, request by request.</summary>
public class QueueModelGoldenTests
{
    private static readonly Arrivals s_arrivals = Arrivals.At(Ticks("arrivals"));
    private static readonly ServiceTime s_service = ServiceTime.InOrder(Ticks("services"));

    public static TheoryData<int> Servers =>
        [.. GoldenData.Lines("Load", "queues.golden", "waits").Select(fields => int.Parse(fields[0], CultureInfo.InvariantCulture))];

    public static TheoryData<int> Patience => [.. Enumerable.Range(0, GoldenData.Lines("Load", "queues.golden", "patience").Count())];

    [Theory]
    [MemberData(nameof(Servers))]
    public void Every_wait_is_that_of_the_recursion_to_the_tick(int servers)
    {
        string[] golden = GoldenData.Lines("Load", "queues.golden", "waits").Single(fields => fields[0] == $"{servers}")[1..];
        var run = new QueueModel { Arrivals = s_arrivals, ServiceTime = s_service, Servers = servers }.Run();

        Assert.Equal(golden, run.Requests.Select(request => $"{(request.Started - request.Arrived).Ticks}"));
    }

    [Theory]
    [MemberData(nameof(Patience))]
    public void The_same_requests_are_served_shed_and_timed_out_as_in_simpy(int index)
    {
        string[] fields = GoldenData.Lines("Load", "queues.golden", "patience").ElementAt(index);
        var run = new QueueModel
        {
            Arrivals = s_arrivals,
            ServiceTime = s_service,
            Servers = int.Parse(fields[0], CultureInfo.InvariantCulture),
            QueueLimit = int.Parse(fields[1], CultureInfo.InvariantCulture),
            Timeout = new TimeSpan(long.Parse(fields[2], CultureInfo.InvariantCulture)),
        }.Run();

        Assert.Equal(fields[3], string.Concat(run.Requests.Select(request => request.Outcome switch
        {
            RequestOutcome.Succeeded => 's',
            RequestOutcome.TimedOut => 't',
            RequestOutcome.Shed => 'x',
            _ => '?',
        })));
    }

    private static TimeSpan[] Ticks(string word) => [.. GoldenData.Lines("Load", "queues.golden", word).Single()
        .Select(field => new TimeSpan(long.Parse(field, CultureInfo.InvariantCulture)))];
}
