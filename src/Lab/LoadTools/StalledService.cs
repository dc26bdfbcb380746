namespace HonestAsync.Lab;

/// <summary>
/// A service that stalls periodically: it answers at once, except in the last part of each period, when all requests wait
/// for the end of the period. Measured by an open loop and by a closed loop.
/// </summary>
/// <param name="Every">The period, counted from the first request.</param>
/// <param name="For">How long it stalls in each period; zero for a service that never stalls.</param>
public sealed record StalledService(TimeSpan Every, TimeSpan For)
{
    /// <summary>The time of an answer outside a stall, in virtual time.</summary>
    public static readonly TimeSpan Answer = TimeSpan.FromMilliseconds(4);

    /// <summary>
    /// The share of evenly spaced requests that wait longer than <paramref name="limit"/>, calculated from the schedule.
    /// </summary>
    public double ShareSlowerThan(TimeSpan limit) => Math.Max(0, (For + Answer - limit) / Every);

    /// <summary>Runs an open loop for a number of periods, in virtual time; the rate is in requests per second.</summary>
    public Task<OpenLoopReport> OpenAsync(double rate, int periods)
    {
        var time = new VirtualTime();
        return OpenLoopLoad.RunAsync(new OpenLoop(rate, Every * periods), Serve(time), time);
    }

    /// <summary>Runs a closed loop for a number of periods, in virtual time.</summary>
    public Task<ClosedLoopReport> ClosedAsync(int users, int periods)
    {
        var time = new VirtualTime();
        return ClosedLoopLoad.RunAsync(new ClosedLoop(users, Every * periods), Serve(time), time);
    }

    /// <summary>
    /// Measures a real server for one period each: with an open loop, a closed loop, then wrk and hey where they are installed
    /// (these two need a period of whole seconds).
    /// </summary>
    /// <param name="rate">Requests per second of the open loop.</param>
    /// <param name="users">Users of the closed loops.</param>
    /// <param name="limit">Requests that take longer count as slow.</param>
    /// <param name="withTools">False omits wrk and hey.</param>
    public async Task<StalledServer> OnServerAsync(double rate, int users, TimeSpan limit, bool withTools = true)
    {
        var options = new WebServerOptions { StallEvery = Every, StallFor = For };
        var server = await WebServer.StartAsync(options).ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
        {
            using var http = new HttpLoad(server.Stall, connections: 2_000);
            await http.WarmUpAsync(server.Health).ConfigureAwait(false);
            var open = await http.RunAsync(new OpenLoop(rate, Every)).ConfigureAwait(false);
            var closed = await http.RunAsync(new ClosedLoop(users, Every)).ConfigureAwait(false);
            List<StallReading> readings =
                [StallReading.Of("open loop", open.Latency, limit), StallReading.Of("closed loop", closed.ServiceTime, limit)];
            List<string> notes = [];
            if (open.Rejection is { } rejection)
            {
                notes.Add($"The run of the open loop was rejected: {rejection}.");
            }
            foreach (var tool in withTools ? ClosedLoopTool.All : [])
            {
                var found = tool.Find();
                if (!found.IsAvailable)
                {
                    notes.Add(found.Reason);
                    continue;
                }
                try
                {
                    readings.Add(await tool.MeasureAsync(found.Value, server.Stall, users, Every).ConfigureAwait(false));
                }
                catch (ScriptException error)
                {
                    notes.Add(error.Message);
                }
            }
            return new StalledServer(open, closed, readings, notes);
        }
    }

    private Func<LoadRequest, CancellationToken, Task> Serve(VirtualTime time)
    {
        var schedule = new StallSchedule(Every, For, time);
        return (_, token) => Task.Delay(schedule.Remaining() + Answer, time, token);
    }
}

/// <summary>The figures of a real server that stalls periodically.</summary>
/// <param name="Open">The report of the open loop.</param>
/// <param name="Closed">The report of the closed loop.</param>
/// <param name="Readings">The figures of both loops, then those of the installed tools.</param>
/// <param name="Notes">A sentence for a rejected open loop, and for each tool that is missing or failed.</param>
public sealed record StalledServer(
    OpenLoopReport Open, ClosedLoopReport Closed, IReadOnlyList<StallReading> Readings, IReadOnlyList<string> Notes);
