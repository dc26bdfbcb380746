using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace HonestAsync.Kernel;

/// <summary>One run of one cell, on its own thread.</summary>
[SuppressMessage("Design", "CA1001", Justification = "a cell that was given up still uses them")]
internal sealed class CellExecution(SubmissionChain chain, References references, string source, string path)
{
    private readonly ManualResetEventSlim _ended = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly InterruptShield _shield = new();
    private readonly Lock _gate = new();
    private volatile CellActivity _activity = CellActivity.Running;
    private bool _inCell;
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
            Interrupt(thread, options.InterruptGrace);
            if (!_ended.Wait(options.InterruptGrace, CancellationToken.None))
            {
                return new CellResult(CellOutcome.Abandoned, TimeSpan.Zero, GivenUp()) { Activity = ActivityOf(thread) };
            }
        }
        return _result!;
    }

    // on a thread of its own: the cell may be in a place that the interrupt has to wait for, maybe for ever
    private void Interrupt(Thread thread, TimeSpan patience) => new Thread(() =>
    {
        if (!_shield.Close(patience))
        {
            return;
        }
        CellCheckpoint.Close();
        _stop.Cancel();
        while (!_ended.Wait(TimeSpan.FromMilliseconds(20)))
        {
            Wake(thread);
        }
    })
    { IsBackground = true, Name = "interrupt" }.UnsafeStart();

    // a thread that waits, sleeps or wants a lock in the cell's code
    private void Wake(Thread thread)
    {
        lock (_gate)
        {
            if (_inCell && thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin))
            {
                _activity = CellActivity.Blocked;
                thread.Interrupt();
            }
        }
    }

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
                Activity = _activity,
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

        EnterCell();
        try
        {
            RunToEnd(submission);
        }
        finally
        {
            LeaveCell();
        }
        return new CellResult(CellOutcome.Succeeded, TimeSpan.Zero);
    }

    private void EnterCell()
    {
        lock (_gate)
        {
            _inCell = true;
        }
    }

    // an interrupt that came too late for the cell hits the thread at its next wait: here, and not in the kernel
    private void LeaveCell()
    {
        while (true)
        {
            try
            {
                lock (_gate)
                {
                    _inCell = false;
                }
                if (_shield.IsClosed)
                {
                    _ended.WaitHandle.WaitOne(1);
                }
                return;
            }
            catch (ThreadInterruptedException)
            {
                // taken; none can follow once the lock was had
            }
        }
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
        if (!task.IsCompleted)
        {
            _activity = CellActivity.Awaiting;
            // unlike Wait, this does not wrap what the cell has thrown
            Task.WaitAny([task], _stop.Token);
            _activity = CellActivity.Running;
        }
        var value = task.GetAwaiter().GetResult();
        if ((submission.HasValue || value is not null) && value is not DisplayedValue)
        {
            OutputCapture.Emit(new ValueOutput(MimeBundle.Of(value), IsResult: true));
        }
    }

    private static ErrorOutput Interrupted() =>
        new(nameof(CellOutcome.Interrupted), "the cell was interrupted", ["The cell was interrupted."]);

    private static ErrorOutput GivenUp()
    {
        const string text = "the cell did not stop when it was interrupted (it is in code that cannot be " +
            "interrupted); it goes on in the background until the kernel is restarted";
        return new ErrorOutput(nameof(CellOutcome.Interrupted), text, [text]);
    }
}
