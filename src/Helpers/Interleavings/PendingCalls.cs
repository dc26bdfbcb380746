using System.Collections.Concurrent;

namespace HonestAsync;

/// <summary>
/// The calls of a schedule that wait for an answer, in an order that is the same in every run.
/// </summary>
internal sealed class PendingCalls(OffThreadActivity activity)
{
    private readonly ConcurrentQueue<PendingCall> _arrivals = new();
    private readonly List<PendingCall> _batch = [];
    private readonly List<PendingCall> _pending = [];

    public int Count => _pending.Count;

    /// <summary>True when a call has come that is not collected yet.</summary>
    public bool HasArrivals => !_arrivals.IsEmpty;

    /// <summary>One bit for each operation that has a call here; operations from the 64th on share the last.</summary>
    public ulong Owners
    {
        get
        {
            ulong owners = 0;
            foreach (var call in _pending)
            {
                owners |= call.Owner!.Bit;
            }
            return owners;
        }
    }

    /// <summary>
    /// Set when two calls cannot be told apart, so that a choice between them names no schedule.
    /// </summary>
    public string? Ambiguity { get; private set; }

    public PendingCall this[int index] => _pending[index];

    /// <summary>
    /// Goes on from <paramref name="seed"/> to a number that is equal in two runs only if the same calls
    /// wait.
    /// </summary>
    public long Fingerprint(long seed)
    {
        foreach (var call in _pending)
        {
            seed = (((((seed * 31) + call.Key.Owner) * 31) + call.Key.Number) * 31) + call.Key.Label;
        }
        return seed;
    }

    /// <summary>From any thread.</summary>
    public void Arrive(PendingCall call) => _arrivals.Enqueue(call);

    public PendingCall Take(int index)
    {
        var call = _pending[index];
        _pending.RemoveAt(index);
        return call;
    }

    /// <summary>Takes in what arrived since the last step; the code is at rest.</summary>
    public void Collect(RunRecorder? recorder)
    {
        while (_arrivals.TryDequeue(out var call))
        {
            _batch.Add(call);
        }
        if (_batch.Count > 1 && _batch.Exists(call => !activity.IsOurs(call.Thread)))
        {
            SortByName();
        }
        foreach (var call in _batch)
        {
            recorder?.Calls(call);
            call.Key = new CallKey(call.Owner!.Index, call.Owner.NextCall(),
                string.GetHashCode(call.Label, StringComparison.Ordinal));
            int at = _pending.Count;
            while (at > 0 && _pending[at - 1].Key.ComesAfter(call.Key))
            {
                at--;
            }
            _pending.Insert(at, call);
        }
        _batch.Clear();
        _pending.RemoveAll(static call => !call.IsOpen);
    }

    /// <summary>
    /// Calls made on several threads come in any order: theirs is by caller and name, whichever was first.
    /// </summary>
    private void SortByName()
    {
        var inOrder = _batch.OrderBy(call => call.Owner!.Index)
            .ThenBy(call => call.Dependency, StringComparer.Ordinal)
            .ThenBy(call => call.Label, StringComparer.Ordinal).ToArray();
        for (int i = 1; i < inOrder.Length; i++)
        {
            var (one, other) = (inOrder[i - 1], inOrder[i]);
            if (one.Owner == other.Owner && one.Label == other.Label && one.Dependency == other.Dependency && one.Thread != other.Thread)
            {
                Ambiguity = $"two calls '{one.Label}' of '{one.Caller}' came from two threads at the same time, and nothing "
                    + "tells them apart: put what differs into their labels";
            }
        }
        _batch.Clear();
        _batch.AddRange(inOrder);
    }
}
