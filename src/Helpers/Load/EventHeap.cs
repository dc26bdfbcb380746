using System.Runtime.InteropServices;

namespace HonestAsync;

/// <summary>The engine of a discrete-event simulation: a heap of callbacks by time, and a clock that jumps to the next.</summary>
internal sealed class EventHeap
{
    private static readonly Comparer<Due> s_earliest = Comparer<Due>.Create(static (a, b) =>
        a.Ticks != b.Ticks ? a.Ticks.CompareTo(b.Ticks) : a.Order.CompareTo(b.Order));

    private readonly PriorityQueue<Action, Due> _heap = new(s_earliest);
    private long _sequence;

    /// <summary>The current time, in ticks.</summary>
    public long Now { get; private set; }

    public long Fired { get; private set; }

    /// <param name="ticks">The time of the event; now if it is earlier.</param>
    /// <param name="rank">At the same time the lower rank fires first, then the event that was added first.</param>
    /// <param name="callback">The event.</param>
    public void At(long ticks, int rank, Action callback) =>
        _heap.Enqueue(callback, new Due(Math.Max(ticks, Now), ((long)rank << 56) | _sequence++));

    /// <summary>Advances to the next event and fires it.</summary>
    /// <returns>False if there is no event up to <paramref name="horizon"/>; the clock does not move.</returns>
    public bool FireNext(long horizon)
    {
        if (!_heap.TryPeek(out _, out var due) || due.Ticks > horizon)
        {
            return false;
        }
        Now = due.Ticks;
        Fired++;
        _heap.Dequeue()();
        return true;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Due(long Ticks, long Order);
}
