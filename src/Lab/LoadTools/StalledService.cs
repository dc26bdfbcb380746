namespace HonestAsync.Lab;

/// <summary>
/// A service that answers at once, except in the last part of every period: then it stands still until the period
/// ends. Measured by an open loop, which asks when a request is due, and by a closed one, which waits for its answer.
/// </summary>
/// <param name="Every">The period, counted from the first request.</param>
/// <param name="For">How long it stands still; zero for a service that never does.</param>
public sealed record StalledService(TimeSpan Every, TimeSpan For)
{
    /// <summary>What an answer takes in virtual time.</summary>
    public static readonly TimeSpan Answer = TimeSpan.FromMilliseconds(4);

    /// <summary>Share of the users who come evenly that wait longer than <paramref name="limit"/>: arithmetic of the schedule.</summary>
    public double ShareSlowerThan(TimeSpan limit) => Math.Max(0, (For + Answer - limit) / Every);

    /// <summary>Asks <paramref name="rate"/> times a second for so many periods, in virtual time.</summary>
    public Task<OpenLoopReport> OpenAsync(double rate, int periods)
    {
        var time = new VirtualTime();
        return OpenLoopLoad.RunAsync(new OpenLoop(rate, Every * periods), Serve(time), time);
    }

    /// <summary>So many users ask one after the other for so many periods, in virtual time.</summary>
    public Task<ClosedLoopReport> ClosedAsync(int users, int periods)
    {
        var time = new VirtualTime();
        return ClosedLoopLoad.RunAsync(new ClosedLoop(users, Every * periods), Serve(time), time);
    }

    /// <summary>
    /// The same on a real server, one period for each: an open loop, a closed loop, then wrk and hey where they are
    /// installed (they need a period of whole seconds).
    /// </summary>
    /// <param name="rate">Requests a second of the open loop.</param>
    /// <param name="users">Users of the closed ones.</param>
    /// <param name="limit">What counts as slow.</param>
    /// <param name="withTools">False leaves out wrk and hey.</param>
    public async Task<StalledServer> OnServerAsync(double rate, int users, TimeSpan limit, bool withTools = true)
    {
        var server = await WebServer.StartAsync(new WebServerOptions { StallEvery = Every, StallFor = For }).ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
        {
            using var http = new HttpLoad(server.Stall, connections: 2_000);
            await http.WarmUpAsync(server.Health).ConfigureAwait(false);
            var open = await http.RunAsync(new OpenLoop(rate, Every)).ConfigureAwait(false);
            var closed = await http.RunAsync(new ClosedLoop(users, Every)).ConfigureAwait(false);
            List<StallReading> readings =
                [StallReading.Of("open loop", open.Latency, limit), StallReading.Of("closed loop", closed.ServiceTime, limit)];
            List<string> absent = [];
            foreach (var tool in withTools ? ClosedLoopTool.All : [])
            {
                var found = tool.Find();
                if (!found.IsAvailable)
                {
                    absent.Add(found.Reason);
                    continue;
                }
                try
                {
                    readings.Add(await tool.MeasureAsync(found.Value, server.Stall, users, Every).ConfigureAwait(false));
                }
                catch (ScriptException error)
                {
                    absent.Add(error.Message);
                }
            }
            return new StalledServer(open, closed, readings, absent);
        }
    }

    private Func<LoadRequest, CancellationToken, Task> Serve(VirtualTime time)
    {
        var schedule = new StallSchedule(Every, For, time);
        return (_, token) => Task.Delay(schedule.Remaining() + Answer, time, token);
    }
}

/// <summary>What was measured on a real server that stands still.</summary>
/// <param name="Open">The open loop.</param>
/// <param name="Closed">The closed loop.</param>
/// <param name="Readings">Both in short, then the tools that are installed.</param>
/// <param name="Absent">A sentence for each tool that is not, or that failed.</param>
public sealed record StalledServer(
    OpenLoopReport Open, ClosedLoopReport Closed, IReadOnlyList<StallReading> Readings, IReadOnlyList<string> Absent);
