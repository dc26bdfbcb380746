// caught by: The_link_answers_while_a_sender_keeps_its_thread — an actor owns the line, and its one reader runs the senders
using System.Threading.Channels;

namespace HonestAsync.Katas.InlineContinuation;

public sealed class BrokerLink
{
    private readonly Channel<Action> _mailbox = Channel.CreateUnbounded<Action>(new() { SingleReader = true });
    private readonly List<TaskCompletionSource<Session>> _waiting = [];
    private BrokerGoneException? _reason;
    private Session? _open;
    private volatile Session? _current;

    public BrokerLink() => _ = ReadAsync();

    public Session? Current => _current;

    public Task<Session> SessionAsync(CancellationToken cancellationToken = default)
    {
        var waiter = new TaskCompletionSource<Session>();
        _mailbox.Writer.TryWrite(() =>
        {
            _waiting.Add(waiter);
            Tell();
        });
        return waiter.Task.WaitAsync(cancellationToken);
    }

    public void Opened(Session session)
    {
        _current = session;
        Post(() => _open = session);
    }

    public void Lost()
    {
        _current = null;
        Post(() => _open = null);
    }

    public void GaveUp(BrokerGoneException reason) => Post(() => _reason = reason);

    private void Post(Action report) => _mailbox.Writer.TryWrite(() =>
    {
        report();
        Tell();
    });

    private void Tell()
    {
        if (_open is null && _reason is null)
        {
            return;
        }
        foreach (var waiter in _waiting)
        {
            if (_open is not null)
            {
                waiter.TrySetResult(_open);
            }
            else
            {
                waiter.TrySetException(_reason!);
            }
        }
        _waiting.Clear();
    }

    private async Task ReadAsync()
    {
        await foreach (var message in _mailbox.Reader.ReadAllAsync())
        {
            message();
        }
    }
}
