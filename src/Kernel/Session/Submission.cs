using System.Reflection;

namespace HonestAsync.Kernel;

/// <summary>One compiled cell, loaded and ready to run.</summary>
internal sealed record Submission(MethodInfo? EntryPoint, bool HasValue)
{
    /// <summary>Starts the cell on this thread; it runs up to its first await that is not complete.</summary>
    public Task<object?> StartAsync(object?[] states) => EntryPoint is null
        ? Task.FromResult<object?>(null)
        : EntryPoint.CreateDelegate<Func<object?[], Task<object?>>>()(states);
}
