using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime;

namespace HonestAsync.Kernel;

/// <summary>One run of one cell, on its own thread.</summary>
[SuppressMessage("Design", "CA1001", Justification = "a cell that was given up still uses them")]
internal sealed class CellExecution(SubmissionChain chain, References references, string source, string path)
{
    private readonly ManualResetEventSlim _ended = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly AbortShield _shield = new();
    private volatile bool _awaiting;
    private CellResult? _result;

    public CellResult Run(SessionOptions options, CancellationToken interrupt)
    {
        var thread = new Thread(RunOnThread, options.StackSize)
        {
            IsBackground = true,
            Name = path,
            CurrentCulture = CultureInfo.InvariantCulture,
            CurrentUICulture = CultureInfo.InvariantCulture,
        };
        // no ExecutionContext of the caller: a cell starts with nothing that flows
        thread.UnsafeStart();
        WaitHandle.WaitAny([_ended.WaitHandle, interrupt.WaitHandle]);
        if (!_ended.IsSet)
        {
            Interrupt(options.InterruptGrace);
            if (!_ended.Wait(options.InterruptGrace, CancellationToken.None))
            {
                return new CellResult(CellOutcome.Abandoned, TimeSpan.Zero, GivenUp()) { Activity = ActivityOf(thread) };
            }
        }
        return _result!;
    }

    // aborting waits for a place where the thread can be aborted, maybe for ever: not on this thread
    private void Interrupt(TimeSpan patience) => new Thread(() =>
    {
        if (_shield.Close(patience))
        {
            _stop.Cancel();
        }
    })
    { IsBackground = true, Name = "interrupt" }.UnsafeStart();

    private static CellActivity ActivityOf(Thread thread) =>
        thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin) ? CellActivity.Blocked : CellActivity.Running;

    private void RunOnThread()
    {
        _shield.Protect();
        try
        {
            _result = RunCell();
        }
        // whatever the cell's own code has made of it
        catch (Exception) when (_shield.IsClosed)
        {
            _result = new CellResult(CellOutcome.Interrupted, TimeSpan.Zero, Interrupted())
            {
                Activity = _awaiting ? CellActivity.Awaiting : CellActivity.Running,
            };
        }
        catch (DirectiveException e)
        {
            var error = new ErrorOutput(ErrorOutput.CompilationError, e.Message, [e.Message]);
            _result = new CellResult(CellOutcome.NotCompiled, TimeSpan.Zero, error);
        }
        catch (Exception e)
        {
            var error = new ErrorOutput(TypeName.Of(e.GetType()), e.Message, ExceptionText.Lines(e));
            _result = new CellResult(CellOutcome.Threw, TimeSpan.Zero, error);
        }
        _ended.Set();
    }

    private CellResult RunCell()
    {
        var directives = CellDirectives.Parse(source, SubmissionChain.ParseOptions);
        foreach (var (reference, line) in directives.References)
        {
            Follow(reference, line);
        }
        var (submission, errors) = chain.Add(directives.Code, path, _stop.Token);
        if (submission is null)
        {
            return new CellResult(CellOutcome.NotCompiled, TimeSpan.Zero, CompilerMessages.Of(errors, path));
        }

#pragma warning disable SYSLIB0046 // aborts a thread: the one way to stop while (true) { } without ending the process
        ControlledExecution.Run(() => RunToEnd(submission), _stop.Token);
#pragma warning restore SYSLIB0046
        return new CellResult(CellOutcome.Succeeded, TimeSpan.Zero);
    }

    private void Follow(string reference, int line)
    {
        try
        {
            references.Add(reference, _stop.Token);
        }
        catch (DirectiveException e)
        {
            throw new DirectiveException($"line {line}: {e.Message}");
        }
    }

    [SuppressMessage("Usage", "VSTHRD002", Justification = "the cell's own thread has nothing else to do")]
    private void RunToEnd(Submission submission)
    {
        var task = submission.StartAsync(chain.States);
        _awaiting = true;
        // unlike Wait, this does not wrap what the cell has thrown
        Task.WaitAny([task], _stop.Token);
        _awaiting = false;
        var value = task.GetAwaiter().GetResult();
        if (submission.HasValue || value is not null)
        {
            OutputCapture.Emit(new ValueOutput(MimeBundle.Of(value), IsResult: true));
        }
    }

    private static ErrorOutput Interrupted() =>
        new(nameof(CellOutcome.Interrupted), "the cell was interrupted", ["The cell was interrupted."]);

    private static ErrorOutput GivenUp()
    {
        const string text = "the cell did not stop when it was interrupted (a blocked thread cannot be aborted); " +
            "it goes on in the background until the kernel is restarted";
        return new ErrorOutput(nameof(CellOutcome.Interrupted), text, [text]);
    }
}
