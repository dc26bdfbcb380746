using System.Diagnostics;

namespace HonestAsync;

/// <summary>One of the operations whose interleavings are explored.</summary>
/// <remarks>
/// An <see cref="AsyncLocal{T}"/> marks its flow. The marker's change notification is how the explorer learns,
/// exactly and without polling, that a piece of the operation runs on a foreign thread.
/// </remarks>
[DebuggerDisplay("{Name}")]
public sealed class ExploredOperation
{
    private static readonly AsyncLocal<ExploredOperation?> s_current = new(OnFlow);
    private readonly ScheduleRunner _runner;
    private readonly Func<Task> _body;
    private int _calls;
    private readonly List<Type> _allowedErrors = [];

    internal ExploredOperation(ScheduleRunner runner, string name, int index, Func<Task> body)
    {
        _runner = runner;
        Name = name;
        Index = index;
        _body = body;
    }

    /// <summary>What traces call it.</summary>
    public string Name { get; }

    /// <summary>The operation's task once it has started, else null.</summary>
    public Task? Task { get; private set; }

    /// <summary>
    /// How it ended: <c>completed</c>, the exception's type, <c>cancelled</c>, or <c>never completed</c>.
    /// </summary>
    public string Ending => Task switch
    {
        null => "never started",
        { IsFaulted: true } => Task.Exception.InnerException!.GetType().Name,
        { IsCanceled: true } => "cancelled",
        { IsCompleted: true } => "completed",
        _ => "never completed",
    };

    internal static ExploredOperation? Current => s_current.Value;

    internal int Index { get; }

    internal ulong Bit => 1UL << Math.Min(Index, 63);

    /// <summary>Calls to dependencies so far; for the explorer's thread.</summary>
    internal int Calls => _calls;

    /// <summary>Steps so far, the start included; for the explorer's thread.</summary>
    internal int Steps { get; set; }

    internal bool IsAtWork => Task is { IsCompleted: false };

    internal bool IsUnexpectedFault =>
        Task is { IsFaulted: true } && !_allowedErrors.Exists(type => type.IsInstanceOfType(Task.Exception!.InnerException));

    /// <summary>
    /// This operation may end with <typeparamref name="TException"/> without failing the schedule. Several calls add up.
    /// </summary>
    public ExploredOperation MayThrow<TException>()
        where TException : Exception
    {
        _allowedErrors.Add(typeof(TException));
        return this;
    }

    /// <summary>1 for its first call, 2 for its second; for the explorer's thread.</summary>
    internal int NextCall() => ++_calls;

    internal void Pending(PendingCall call) => _runner.OnPending(call);

    internal bool SharesRunWith(ExploredOperation? other) => other?._runner == _runner;

    /// <summary>It called something that answered at once: its step gets on.</summary>
    internal void NoteProgress() => _runner.NoteProgress();

    /// <summary>An exception was thrown in its flow.</summary>
    internal void Threw(Exception error) => _runner.OnThrown(error);

    internal void Start()
    {
        try
        {
            Task = MarkedAs(this, _body);
        }
        catch (Exception error)
        {
            Task = System.Threading.Tasks.Task.FromException(error);
        }
    }

    /// <summary>
    /// Runs code as part of <paramref name="operation"/>'s flow and takes the mark off the caller again.
    /// </summary>
    internal static T MarkedAs<T>(ExploredOperation operation, Func<T> body)
    {
        var before = s_current.Value;
        s_current.Value = operation;
        try
        {
            return body();
        }
        finally
        {
            s_current.Value = before;
        }
    }

    private static void OnFlow(AsyncLocalValueChangedArgs<ExploredOperation?> change)
    {
        change.PreviousValue?._runner.OnFlowLeft();
        change.CurrentValue?._runner.OnFlowEntered();
    }
}
