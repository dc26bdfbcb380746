namespace HonestAsync;

/// <summary>
/// Sees what happens on an <see cref="EventLoop"/>. Derive from it for a new detector, and give it to the loop's
/// <see cref="EventLoop.Observers"/>.
/// </summary>
/// <remarks>
/// Called inside the loop: return quickly, do not block, do not throw. <see cref="OnPosted"/> and the two of
/// <c>async void</c> come from any thread, the others from the thread that steps the loop.
/// </remarks>
public abstract class LoopObserver
{
    /// <summary>A callback was posted.</summary>
    public virtual void OnPosted()
    {
    }

    /// <summary>A callback's turn begins.</summary>
    /// <param name="lag">Time since its post, on the loop's clock.</param>
    public virtual void OnTurnBegins(TimeSpan lag)
    {
    }

    /// <summary>A callback's turn has ended.</summary>
    /// <param name="unhandled">The exception that it let escape, or null.</param>
    public virtual void OnTurnEnded(Exception? unhandled)
    {
    }

    /// <summary>An <c>async void</c> method was started under the loop.</summary>
    public virtual void OnAsyncVoidStarted()
    {
    }

    /// <summary>An <c>async void</c> method has ended.</summary>
    public virtual void OnAsyncVoidEnded()
    {
    }
}
