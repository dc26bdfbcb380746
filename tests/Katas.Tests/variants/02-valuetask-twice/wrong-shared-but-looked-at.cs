// caught by: A_meter_is_read_again_and_again — shared as a task; only the question whether it is over still goes to the driver
namespace HonestAsync.Katas.ValuetaskTwice;

public sealed class MeterService(IMeterBus bus, ISiren siren)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Meter, (ValueTask<int> Raw, Task<int> Shared)> _readings = [];

    public async Task<int> ReadAsync(Meter meter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(meter);
        cancellationToken.ThrowIfCancellationRequested();

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
            if (!_readings.TryGetValue(meter, out var reading) || reading.Raw.IsCompleted)
            {
                var raw = bus.ReadAsync(meter);
                reading = (raw, raw.AsTask());
                _readings[meter] = reading;
            }
            return reading.Shared;
        }
    }
}
