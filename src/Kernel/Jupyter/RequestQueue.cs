using System.Collections.Concurrent;

namespace HonestAsync.Kernel;

/// <summary>A request and the way its reply takes.</summary>
internal sealed record Request(JupyterMessage Message, RouterSocket Socket);

/// <summary>Requests that wait for their turn, and the thread that takes them; a full queue stops its clients.</summary>
internal sealed class RequestQueue(string name, Action<Request> handle) : IDisposable
{
    private const int MaximumLength = 1000;

    private readonly BlockingCollection<Request> _requests = new(MaximumLength);

    public void Add(Request request) => _requests.Add(request);

    /// <summary>All that waits now, in order.</summary>
    public List<Request> TakeAll()
    {
        var waiting = new List<Request>();
        while (_requests.TryTake(out var request))
        {
            waiting.Add(request);
        }
        return waiting;
    }

    public void Start() => new Thread(HandleAll) { IsBackground = true, Name = name }.UnsafeStart();

    public void Dispose() => _requests.Dispose();

    private void HandleAll()
    {
        foreach (var request in _requests.GetConsumingEnumerable())
        {
            handle(request);
        }
    }
}
