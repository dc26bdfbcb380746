namespace HonestAsync;

/// <summary>One run of a closed loop.</summary>
internal sealed class ClosedLoopRun(ClosedLoop load, Func<LoadRequest, CancellationToken, Task<RequestOutcome>> request,
    TimeProvider time, CancellationToken stop)
{
    private readonly LoadTally _tally = new(time, load.WarmUp, load.Duration);
    private int _asked;

    public async Task<ClosedLoopReport> RunAsync()
    {
        using var drained = new CancellationTokenSource(load.Duration + load.Drain, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(drained.Token, stop);
        bool isVirtual = time is VirtualTime;
        await Task.WhenAll(Enumerable.Range(0, load.Users).Select(_ =>
            isVirtual ? UserAsync(over.Token) : Task.Run(() => UserAsync(over.Token), CancellationToken.None)));
        return Report();
    }

    private async Task UserAsync(CancellationToken over)
    {
        while (!over.IsCancellationRequested && _tally.Now < load.Duration)
        {
            int number = Interlocked.Increment(ref _asked) - 1;
            if (number >= load.MaxRequests)
            {
                return;
            }
            await AskAsync(number, over);
            if (load.ThinkTime > TimeSpan.Zero)
            {
                await Task.Delay(load.ThinkTime, time, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing
                    | ConfigureAwaitOptions.ContinueOnCapturedContext);
            }
            else if (time is VirtualTime)
            {
                // a request that completes at once must not keep the other users from running
                await Task.Yield();
            }
        }
    }

    private async Task AskAsync(int number, CancellationToken over)
    {
        var started = _tally.Start();
        using var timeout = new CancellationTokenSource(load.Timeout ?? Timeout.InfiniteTimeSpan, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, over);
        try
        {
            var outcome = await request(new LoadRequest(number, started), either.Token).WaitAsync(either.Token);
            _tally.End(started, outcome, null);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            _tally.End(started, over.IsCancellationRequested ? RequestOutcome.Unfinished : RequestOutcome.TimedOut, null);
        }
        catch (Exception error)
        {
            _tally.End(started, RequestOutcome.Failed, error);
        }
    }

    private ClosedLoopReport Report() => new()
    {
        Users = load.Users,
        Started = _tally.Started,
        Succeeded = _tally[RequestOutcome.Succeeded],
        Shed = _tally[RequestOutcome.Shed],
        TimedOut = _tally[RequestOutcome.TimedOut],
        Failed = _tally[RequestOutcome.Failed],
        Unfinished = _tally[RequestOutcome.Unfinished],
        Failures = _tally.Failures,
        MaxInFlight = _tally.MaxInFlight,
        Elapsed = _tally.Now,
        ServiceTime = _tally.ServiceTime,
        Little = _tally.Little(),
        Partial = stop.IsCancellationRequested,
    };
}
