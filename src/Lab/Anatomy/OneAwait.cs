namespace HonestAsync.Lab;

/// <summary>One call of a method with one await; records where the code after it runs.</summary>
internal sealed class OneAwait(PlacementCase how, EventLoop loop)
{
    [ThreadStatic]
    private static bool t_insideSetResult;
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(20);
    private readonly Timeline _lanes = new();
    private readonly TaskCompletionSource _source = new(how == PlacementCase.RunAsynchronously
        ? TaskCreationOptions.RunContinuationsAsynchronously : TaskCreationOptions.None);
    private bool _returned;

    public bool OnPool { get; private set; }

    public bool InsideSetResult { get; private set; }

    public bool SameThread { get; private set; }

    public IReadOnlyList<LaneSpan> Lanes => _lanes.ToChart("").Spans;

    private bool OnLoop => how >= PlacementCase.LoopFromOutside;

    public bool Run()
    {
        if (how == PlacementCase.Complete)
        {
            _source.SetResult();
        }
        var rest = OnLoop ? loop.StartOn(AwaitAsync) : AwaitAsync();
        Complete();
        loop.RunUntilIdle();
        return rest.Wait(s_bound);
    }

    private async Task AwaitAsync()
    {
        int before = Environment.CurrentManagedThreadId;
        _lanes.Run("before the await", Lane()).Dispose();
        switch (how)
        {
            case PlacementCase.LoopYield:
                await Task.Yield();
                break;
            case PlacementCase.LoopLeft:
                await _source.Task.ConfigureAwait(false);
                break;
            default:
                await _source.Task;
                break;
        }
        OnPool = Thread.CurrentThread.IsThreadPoolThread;
        InsideSetResult = t_insideSetResult;
        SameThread = Environment.CurrentManagedThreadId == before;
        if (OnPool)
        {
            // whether SetResult returns first or the pool starts first is chance: the picture waits
            SpinWait.SpinUntil(() => Volatile.Read(ref _returned), s_bound);
        }
        _lanes.Run("after the await", Lane()).Dispose();
    }

    private void Complete()
    {
        switch (how)
        {
            case PlacementCase.PlainThread or PlacementCase.RunAsynchronously or PlacementCase.LoopFromOutside:
                OnAThread(SetResult);
                break;
            case PlacementCase.ForeignContext:
                OnAThread(() =>
                {
                    SynchronizationContext.SetSynchronizationContext(new EventLoop());
                    SetResult();
                });
                break;
            case PlacementCase.LoopFromWithin or PlacementCase.LoopLeft:
                loop.StartOn(() =>
                {
                    SetResult();
                    return true;
                });
                break;
        }
    }

    private static void OnAThread(Action action)
    {
        var thread = new Thread(() => action()) { IsBackground = true, Name = "completer" };
        thread.Start();
        thread.Join();
    }

    private void SetResult()
    {
        var span = _lanes.Run("SetResult", Lane());
        t_insideSetResult = true;
        try
        {
            _source.SetResult();
        }
        finally
        {
            t_insideSetResult = false;
            span.Dispose();
            Volatile.Write(ref _returned, true);
        }
    }

    private string Lane() => SynchronizationContext.Current == loop ? "the loop"
        : Thread.CurrentThread.IsThreadPoolThread ? "pool thread" : Thread.CurrentThread.Name!;
}
