namespace HonestAsync;

/// <summary>A synchronous wait that stopped a thread which others needed.</summary>
/// <param name="Where">The innermost frame outside the runtime, as <c>Type.Method</c>.</param>
/// <param name="Stack">The whole stack at the moment of the wait.</param>
/// <param name="GaveUp">True when the wait did not end by itself within the detector's bound.</param>
public sealed record BlockingWait(string Where, string Stack, bool GaveUp);

/// <summary>Thrown into code that blocked a loop's only thread and would have blocked it indefinitely.</summary>
public sealed class BlockedLoopException(string message) : Exception(message);
