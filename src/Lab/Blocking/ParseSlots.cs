namespace HonestAsync.Lab;

/// <summary>
/// Cores of their own for CPU work, on virtual time: so many jobs at once, the rest in line. A loop that hands its
/// work here has its thread back.
/// </summary>
/// <remarks>Each slot is a core that nobody else wants; on a machine without one to spare, it is not this fast.</remarks>
public sealed class ParseSlots(VirtualTime time, int slots)
{
    private readonly FakePool _free = new(slots);
    private readonly bool[] _taken = new bool[slots];
    private readonly List<LaneSpan> _lanes = [];

    /// <summary>What the slots did, one lane each.</summary>
    public IReadOnlyList<LaneSpan> Lanes => _lanes;

    /// <summary>The most jobs that ran at once.</summary>
    public int MaxBusy => _free.MaxHeld;

    /// <summary>Ends when the job has had a slot for <paramref name="cpu"/>. To be called on the loop.</summary>
    public async Task RunAsync(string job, TimeSpan cpu)
    {
        using var lease = await _free.RentAsync();
        int slot = Array.IndexOf(_taken, value: false);
        _taken[slot] = true;
        double start = time.Elapsed.TotalMilliseconds;
        await Task.Delay(cpu, time);
        _lanes.Add(new LaneSpan($"core {slot + 1} of {slots}", job, start, time.Elapsed.TotalMilliseconds));
        _taken[slot] = false;
    }
}
