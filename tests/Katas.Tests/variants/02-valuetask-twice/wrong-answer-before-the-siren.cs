// caught by: Above_the_limit_the_siren_sounds_before_anybody_is_told — the siren is told in the background, with a value of its own
namespace HonestAsync.Katas.ValuetaskTwice;

public sealed class MeterService(IMeterBus bus, ISiren siren)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Meter, Task<int>> _readings = [];

    public async Task<int> ReadAsync(Meter meter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(meter);
        cancellationToken.ThrowIfCancellationRequested();

        int value = await Reading(meter);
        if (value > meter.Limit)
        {
            _ = AlarmAsync(meter, value);
        }
        return value;
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

    private async Task AlarmAsync(Meter meter, int value)
    {
        await siren.FreeAsync();
        siren.Sound(meter, value);
    }
}
