namespace HonestAsync.Dojo;

/// <summary>Keeps the first failure for the end, so that it does not hide what was asked for.</summary>
internal sealed class PostponedFailure
{
    private DojoException? _first;

    public void Try(Action action)
    {
        try
        {
            action();
        }
        catch (DojoException failure)
        {
            _first ??= failure;
        }
    }

    /// <exception cref="DojoException">Something has failed.</exception>
    public void ThrowIfAny()
    {
        if (_first is not null)
        {
            throw _first;
        }
    }
}
