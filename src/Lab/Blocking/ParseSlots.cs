namespace HonestAsync.Lab;

/// <summary>
/// Dedicated cores for CPU work, on virtual time: one job per core, the rest queue. A loop that offloads its work here
/// keeps its thread free.
/// </summary>
/// <remarks>Each slot is a core that no other work uses; a machine without a spare core is slower.</remarks>
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
