using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace HonestAsync.Lab;

/// <summary>Is the caller of an async method on the stack: before its await, and after it?</summary>
/// <param name="Before">Before the await: an ordinary call.</param>
/// <param name="Behind">After an await that suspended.</param>
/// <param name="CallerWentOn">The caller got its result all the same.</param>
public sealed record StackAfter(bool Before, bool Behind, bool CallerWentOn)
{
    /// <summary>Looks at the stack of one call, with an await of something pending or complete.</summary>
    public static StackAfter Of(bool suspends)
    {
        var source = new TaskCompletionSource();
        if (!suspends)
        {
            source.SetResult();
        }
        var task = CallerAsync(source.Task);
        source.TrySetResult();
        var (before, behind) = task.GetAwaiter().GetResult();
        return new StackAfter(before, behind, task.IsCompletedSuccessfully);
    }

    [MethodImpl(MethodImplOptions.NoOptimization)]
    private static async Task<(bool Before, bool Behind)> CallerAsync(Task awaited) => await CalleeAsync(awaited);

    [MethodImpl(MethodImplOptions.NoOptimization)]
    private static async Task<(bool Before, bool Behind)> CalleeAsync(Task awaited)
    {
        bool before = SeesCaller();
        await awaited;
        return (before, SeesCaller());
    }

    private static bool SeesCaller() => new StackTrace().GetFrames()
        .Any(frame => frame.GetMethod()?.DeclaringType?.Name.Contains(nameof(CallerAsync), StringComparison.Ordinal) ?? false);
}
