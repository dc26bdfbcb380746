// caught by: Who_gives_up_is_no_trouble_to_the_others — the check of the token was in the way
namespace HonestAsync.Katas.ValuetaskTwice;

public sealed class MeterService(IMeterBus bus, ISiren siren)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Meter, Task<int>> _readings = [];

    public async Task<int> ReadAsync(Meter meter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(meter);
        var reading = Reading(meter);
        if (await reading > meter.Limit)
        {
            await AlarmAsync(meter, reading);
        }
        return await reading;
    }

    private async Task AlarmAsync(Meter meter, Task<int> reading)
    {
        await siren.FreeAsync();
        siren.Sound(meter, await reading);
    }

    private Task<int> Reading(Meter meter)
    {
        lock (_lock)
        {
            if (!_readings.TryGetValue(meter, out var reading) || reading.IsCompleted)
            {
                reading = bus.ReadAsync(meter).AsTask();
                _readings[meter] = reading;
            }
            return reading;
        }
    }
}
