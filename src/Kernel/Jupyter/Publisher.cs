using System.Text;
using System.Text.Json.Nodes;

namespace HonestAsync.Kernel;

/// <summary>
/// Publishes outputs to all clients in one order: a bounded queue, and one thread that sends. Text that comes faster than it
/// can be sent is joined; when the queue is full, a thread that prints waits. Nothing is dropped. Thread-safe.
/// </summary>
internal sealed class Publisher(MessageCodec codec, Action<IReadOnlyList<byte[]>> send)
{
    private const int PieceLength = 64 * 1024;
    private const long MaximumLength = 16 * 1024 * 1024;
    private const int MaximumItems = 2000;
    private const long MuchLength = 8 * 1024 * 1024;

    private static readonly JsonObject s_none = [];

    // a Lock has no Wait
    private readonly object _gate = new();
    private readonly LinkedList<Item> _items = [];
    private long _length;
    private long _sinceCollection;

    public void Start() => new Thread(SendAll) { IsBackground = true, Name = "publisher" }.UnsafeStart();

    /// <summary>Queues a message; text is queued with <see cref="Print"/>.</summary>
    public void Publish(string type, JsonObject parent, JsonObject content) =>
        Add(new Item(type, parent, Name: "") { Content = content }, LengthOf(content));

    /// <summary>Queues text of a stream, joined to what waits there already if that is of the same kind.</summary>
    public void Print(string name, string text, JsonObject parent)
    {
        for (var start = 0; start < text.Length;)
        {
            var length = Math.Min(PieceLength, text.Length - start);
            if (start + length < text.Length && char.IsHighSurrogate(text[start + length - 1]))
            {
                length--;
            }
            Add(new Item("stream", parent, name) { Text = new StringBuilder(text, start, length, length) }, length);
            start += length;
        }
    }

    /// <summary>Waits until all that was queued before has been handed to the clients' connections.</summary>
    public void Flush()
    {
        using var reached = new ManualResetEventSlim();
        Add(new Item(Type: "", s_none, Name: "") { Reached = reached }, length: 0);
        reached.Wait();
    }

    /// <summary>
    /// After much output, gives what it took back to the operating system; 20 to 100 ms in which nothing else runs.
    /// </summary>
    public void GiveMemoryBack()
    {
        lock (_gate)
        {
            if (_sinceCollection < MuchLength)
            {
                return;
            }
            _sinceCollection = 0;
        }
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    private void Add(Item item, long length)
    {
        lock (_gate)
        {
            while (_length >= MaximumLength || _items.Count >= MaximumItems)
            {
                Monitor.Wait(_gate);
            }
            _length += length;
            _sinceCollection += length;
            if (!TryJoin(item))
            {
                _items.AddLast(item);
            }
            Monitor.PulseAll(_gate);
        }
    }

    private bool TryJoin(Item item)
    {
        if (item.Text is null || _items.Last?.Value is not { Text: { } waiting } last
            || last.Name != item.Name || last.Parent != item.Parent || waiting.Length + item.Text.Length > PieceLength)
        {
            return false;
        }
        waiting.Append(item.Text);
        return true;
    }

    private void SendAll()
    {
        while (true)
        {
            var item = Take();
            if (item.Reached is { } reached)
            {
                reached.Set();
                continue;
            }
            var content = item.Content ?? new JsonObject { ["name"] = item.Name, ["text"] = item.Text!.ToString() };
            var message = codec.Create(item.Type, item.Parent, content) with { Envelope = [Topic(item.Type)] };
            send(codec.Encode(message));
        }
    }

    private Item Take()
    {
        lock (_gate)
        {
            while (_items.Count == 0)
            {
                Monitor.Wait(_gate);
            }
            var first = _items.First!.Value;
            _items.RemoveFirst();
            _length -= first.Text?.Length ?? LengthOf(first.Content);
            Monitor.PulseAll(_gate);
            return first;
        }
    }

    private static byte[] Topic(string type) => Encoding.ASCII.GetBytes($"kernel.{type}");

    // of what can be large, roughly
    private static long LengthOf(JsonObject? content) => content?["data"] is JsonObject data
        ? data.Sum(item => item.Value is JsonValue value && value.TryGetValue(out string? text) ? text.Length : 1000L)
        : 0;

    private sealed record Item(string Type, JsonObject Parent, string Name)
    {
        public JsonObject? Content { get; init; }

        public StringBuilder? Text { get; init; }

        /// <summary>Nothing to send: marks the place in the queue that a caller waits for.</summary>
        public ManualResetEventSlim? Reached { get; init; }
    }
}
