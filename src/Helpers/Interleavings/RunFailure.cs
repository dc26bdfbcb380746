namespace HonestAsync;

/// <summary>Says how a run of one schedule ended as it must not.</summary>
internal static class RunFailure
{
    public static string Blocked(string step, BlockingWait wait) =>
        $"blocked: in {step}, {wait.Where} waits synchronously for something that needs this thread";

    public static string Endless(int steps, List<ExploredOperation> operations)
    {
        var atWork = operations.Where(static operation => operation.IsAtWork).Select(static operation => $"'{operation.Name}'");
        return $"endless: after {steps} steps {string.Join(" and ", atWork)} still asked for more";
    }

    public static string Unhandled(Exception error) =>
        $"unhandled: a callback threw {error.GetType().Name}: {error.Message}";

    /// <summary>
    /// Operations that never ended, or one that ended by an exception that it may not throw; null when there is
    /// none.
    /// </summary>
    public static string? BrokenEnding(List<ExploredOperation> operations)
    {
        string[] stuck = [.. operations.Where(static operation => operation.Task is not { IsCompleted: true })
            .Select(static operation => $"'{operation.Name}'")];
        if (stuck.Length > 0)
        {
            return $"never completed: {string.Join(" and ", stuck)} {(stuck.Length == 1 ? "waits" : "wait")} for something that no code will do";
        }
        if (operations.Find(static operation => operation.IsUnexpectedFault) is { } faulted)
        {
            var error = faulted.Task!.Exception!.InnerException!;
            return $"threw: '{faulted.Name}' ended with {error.GetType().Name}: {error.Message}";
        }
        return null;
    }
}
