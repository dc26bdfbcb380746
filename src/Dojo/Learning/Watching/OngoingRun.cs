namespace HonestAsync.Dojo;

/// <summary>A run of one text, started as soon as the text appears; its verdict is shown only once it is wanted.</summary>
/// <remarks>Its members run on the session's loop, one at a time; <see cref="Wanted"/> may be awaited anywhere.</remarks>
internal sealed class OngoingRun(string text, CancellationToken end) : IDisposable
{
    private readonly CancellationTokenSource _cancellation = CancellationTokenSource.CreateLinkedTokenSource(end);
    private readonly TaskCompletionSource _wanted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Text => text;

    public CancellationToken Token => _cancellation.Token;

    /// <summary>Ends when the verdict is wanted; that may never be.</summary>
    public Task Wanted => _wanted.Task;

    public void Want() => _wanted.TrySetResult();

    public void Cancel() => _cancellation.Cancel();

    public void Dispose() => _cancellation.Dispose();
}
