// caught by: Above_the_limit_the_siren_sounds_before_anybody_is_told — displays share a task, and the siren got the ValueTask
namespace HonestAsync.Katas.ValuetaskTwice;

public sealed class MeterService(IMeterBus bus, ISiren siren)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Meter, (ValueTask<int> Raw, Task<int> Shared)> _readings = [];

    public async Task<int> ReadAsync(Meter meter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(meter);
        cancellationToken.ThrowIfCancellationRequested();

        var (raw, shared) = Reading(meter);
        if (await shared > meter.Limit)
        {
            await AlarmAsync(meter, raw);
        }
        return await shared;
    }

    private async Task AlarmAsync(Meter meter, ValueTask<int> reading)
    {
        await siren.FreeAsync();
        siren.Sound(meter, await reading);
    }

    private (ValueTask<int> Raw, Task<int> Shared) Reading(Meter meter)
    {
        lock (_lock)
        {
            if (!_readings.TryGetValue(meter, out var reading) || reading.Shared.IsCompleted)
            {
                var raw = bus.ReadAsync(meter);
                reading = (raw, raw.AsTask());
                _readings[meter] = reading;
            }
            return reading;
        }
    }
}
