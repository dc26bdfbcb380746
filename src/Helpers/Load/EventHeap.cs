using System.Runtime.InteropServices;

namespace HonestAsync;

/// <summary>The whole engine of a simulation: a heap of (time, callback), and a clock that jumps to the earliest.</summary>
internal sealed class EventHeap
{
    private static readonly Comparer<Due> s_earliest = Comparer<Due>.Create(static (a, b) =>
        a.Ticks != b.Ticks ? a.Ticks.CompareTo(b.Ticks) : a.Order.CompareTo(b.Order));

    private readonly PriorityQueue<Action, Due> _heap = new(s_earliest);
    private long _sequence;

    /// <summary>In ticks.</summary>
    public long Now { get; private set; }

    public long Fired { get; private set; }

    /// <param name="ticks">When; never before now.</param>
    /// <param name="rank">Which comes first at the same time: the lower. Then the one added first.</param>
    /// <param name="callback">What happens then.</param>
    public void At(long ticks, int rank, Action callback) =>
        _heap.Enqueue(callback, new Due(Math.Max(ticks, Now), ((long)rank << 56) | _sequence++));

    /// <summary>Jumps to the next event and fires it.</summary>
    /// <returns>False when there is none up to <paramref name="horizon"/>; the clock then stays.</returns>
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
