namespace HonestAsync;

/// <content>Between two steps, and at the end: is everything that the step set off over?</content>
internal sealed partial class ScheduleRunner
{
    private RunStatus Settle()
    {
        Drain();
        return _careful ? WaitForQuiet() : _foreign.Any ? RunStatus.LeftTheLoop : RunStatus.Done;
    }

    private void Drain()
    {
        while (_posts.TryDequeue(out var post))
        {
            using (ContextScope.Of(this))
            {
                try
                {
                    post.Callback(post.State);
                }
                catch (Exception error)
                {
                    _unhandled ??= error;
                }
            }
        }
    }

    private RunStatus WaitForQuiet()
    {
        var patience = new ThreadPoolQuiescence.Patience();
        for (int looks = 1; ; looks++)
        {
            Drain();
            bool quiet = _services.Pool.IsQuiet() && !_foreign.IsInside && _posts.IsEmpty;
            if (_foreign.IsOnOwnThread)
            {
                return Escaped(RunStatus.Escaped, "something of it runs on a thread of its own");
            }
            if (quiet)
            {
                return RunStatus.Done;
            }
            Thread.SpinWait(10);
            if (looks % ThreadPoolQuiescence.LooksBetweenYields == 0)
            {
                _services.Progress.Note();
                if (!patience.Pause(_foreign))
                {
                    return Escaped(RunStatus.Escaped,
                        "something runs on the pool or on a thread that the explorer cannot see");
                }
            }
        }
    }

    /// <summary>For a run that did not wait for quiet: did anything run on the pool all the same?</summary>
    private RunStatus QuietSinceTheSetUp()
    {
        bool quiet = _services.Pool.IsQuiet() && ThreadPoolQuiescence.Completed == _poolItemsBefore;
        return _foreign.Any ? RunStatus.LeftTheLoop
            : quiet ? RunStatus.Done : Escaped(RunStatus.Disturbed, "the pool is never at rest");
    }

    private RunStatus Finish()
    {
        Evaluate();
        _foreign.End();
        if (Failure is null && _pending.Ambiguity is { } ambiguity)
        {
            return Escaped(RunStatus.Escaped, ambiguity);
        }
        return Failure is null && Timer.ActiveCount > _timersOfTheSetUp
            ? Escaped(RunStatus.Disturbed, "a timer of the real clock is left when every operation has ended")
            : RunStatus.Done;
    }

    private RunStatus Escaped(RunStatus status, string why)
    {
        EscapedBecause = $"the code never came to rest after {CurrentStep}: {why}";
        return status;
    }

    private void Evaluate()
    {
        _operations.Sort(static (a, b) => a.Index.CompareTo(b.Index));
        Outcome = _scenario.DescribeOutcome(_operations);
        Failure = Blocked ? RunFailure.Blocked(CurrentStep, _blocking.Waits[0])
            : Endless ? RunFailure.Endless(_steps, _operations)
            : _unhandled is not null ? RunFailure.Unhandled(_unhandled)
            : RunFailure.BrokenEnding(_operations);
        CameToItsEnd = Failure is null;
        Failure ??= _scenario.BrokenExpectation();
    }
}
