namespace HonestAsync.Lab;

/// <summary>So many steps, each pending until the flow has been called; the same object for run after run, on one thread.</summary>
internal sealed class PendingSteps
{
    private readonly TaskCompletionSource<int>[] _sources;
    private readonly Func<int, Task<int>> _step;
    // made once: its bytes are not the flow's
    private readonly Func<Task<int>> _onLoop;
    private int _asked;

    public PendingSteps(int steps) => (_sources, _step, _onLoop) =
        (new TaskCompletionSource<int>[steps], _ => _sources![_asked++].Task, () => Chain.AwaitHereAsync(_step!, steps));

    /// <summary>Calls the flow with the steps, completes them in order, and returns its result.</summary>
    public int Run(Func<Func<int, Task<int>>, int, Task<int>> flow)
    {
        Renew();
        var task = flow(_step, _sources.Length);
        Answer();
        return task.GetAwaiter().GetResult();
    }

    /// <summary>Awaits the steps on a loop: what an answer posts there runs before the next answer.</summary>
    public int RunOn(EventLoop loop)
    {
        Renew();
        var task = loop.StartOn(_onLoop);
        foreach (var source in _sources)
        {
            source.SetResult(Calls.Value);
            loop.RunUntilIdle();
        }
        return task.GetAwaiter().GetResult();
    }

    /// <summary>Bytes of the steps themselves, with no flow.</summary>
    public double BytesAlone() => Alloc.BytesPerCall(() =>
    {
        Renew();
        Answer();
    });

    private void Renew()
    {
        _asked = 0;
        for (int i = 0; i < _sources.Length; i++)
        {
            _sources[i] = new TaskCompletionSource<int>();
        }
    }

    private void Answer()
    {
        foreach (var source in _sources)
        {
            source.SetResult(Calls.Value);
        }
    }
}
