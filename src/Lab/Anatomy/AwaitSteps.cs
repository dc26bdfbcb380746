namespace HonestAsync.Lab;

/// <summary>State of an operation at the line where a method needs its result, and how the method waits.</summary>
public enum Operation
{
    /// <summary>It awaits an operation in flight; another thread completes it later.</summary>
    Pending,

    /// <summary>It awaits an operation that is complete.</summary>
    Complete,

    /// <summary>It blocks until the operation is complete.</summary>
    Blocked,
}

/// <summary>
/// The steps of one method that needs one result, on a stepped <see cref="EventLoop"/> with other work in its queue.
/// </summary>
/// <remarks>Exact: the operation is completed only when the loop has nothing else to do, or is blocked.</remarks>
public sealed class AwaitSteps
{
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(20);
    // the thread that ends the wait may be late: a short bound would report a busy machine as a failure
    private readonly EventLoop _loop = new() { Blocking = new BlockingDetector { Bound = s_bound } };
    private readonly Timeline _lanes = new();
    private readonly List<string> _events = [];
    private readonly TaskCompletionSource<int> _source = new();

    /// <summary>Everything that happened, in order.</summary>
    public string Trace => string.Join(", ", _events);

    /// <summary>Runs the method to its end.</summary>
    public static AwaitSteps Of(Operation operation)
    {
        var run = new AwaitSteps();
        if (operation == Operation.Complete)
        {
            run._source.SetResult(42);
        }
        run._loop.Post(_ => run.Say("other work runs"), null);
        var task = run._loop.StartOn(() =>
        {
            var started = Task.CompletedTask;
            if (operation == Operation.Blocked)
            {
                run.Block();
            }
            else
            {
                started = run.AwaitAsync();
            }
            run.Say("caller goes on");
            return started;
        });
        run._loop.RunUntilIdle();
        if (operation == Operation.Pending)
        {
            run.CompleteElsewhere().Join();
            run._loop.RunUntilIdle();
        }
        task.GetAwaiter().GetResult();
        return run;
    }

    /// <summary>Which thread did what, in steps of one; lane names begin with <paramref name="prefix"/>.</summary>
    public IReadOnlyList<LaneSpan> Lanes(string prefix) =>
        [.. _lanes.ToChart("").Spans.OrderBy(span => span.Start)
            .Select((span, step) => new LaneSpan($"{prefix}: {span.Lane}", span.Operation, step, step + 1))];

    private async Task AwaitAsync()
    {
        Say("starts the operation");
        await new WatchedOperation(_source.Task, Say);
    }

    private void Block()
    {
        Say("starts the operation");
        Say("blocks");
        CompleteElsewhere();
        ((Task)_source.Task).Wait(); // blocks on purpose
        Say("resumes");
    }

    private Thread CompleteElsewhere()
    {
        var thread = new Thread(() =>
        {
            Say("operation is done");
            _source.SetResult(42);
        })
        { IsBackground = true, Name = "operation" };
        thread.Start();
        return thread;
    }

    private void Say(string what)
    {
        lock (_events)
        {
            _events.Add(what);
            _lanes.Run(what, SynchronizationContext.Current == _loop ? "loop's thread" : "another thread").Dispose();
        }
    }
}
