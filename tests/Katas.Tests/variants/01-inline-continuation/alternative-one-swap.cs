// right — no lock: the state is one reference, exchanged whole
namespace HonestAsync.Katas.InlineContinuation;

public sealed class BrokerLink
{
    private volatile State _state = new();

    public Session? Current => _state.Session;

    public Task<Session> SessionAsync(CancellationToken cancellationToken = default) =>
        _state.Opening.Task.WaitAsync(cancellationToken);

    public void Opened(Session session)
    {
        var state = _state;
        _state = state with { Session = session };
        state.Opening.SetResult(session);
    }

    public void Lost() => _state = new();

    public void GaveUp(BrokerGoneException reason) => _state.Opening.SetException(reason);

    private sealed record State
    {
        public TaskCompletionSource<Session> Opening { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Session? Session { get; init; }
    }
}
