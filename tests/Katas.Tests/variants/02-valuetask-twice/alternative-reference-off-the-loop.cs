// right — the reference with ConfigureAwait(false)
namespace HonestAsync.Katas.ValuetaskTwice;

public sealed class MeterService(IMeterBus bus, ISiren siren)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Meter, Task<int>> _readings = [];

    public async Task<int> ReadAsync(Meter meter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(meter);
        cancellationToken.ThrowIfCancellationRequested();

        var reading = Reading(meter);
        if (await reading.ConfigureAwait(false) > meter.Limit)
        {
            await AlarmAsync(meter, reading).ConfigureAwait(false);
        }
        return await reading.ConfigureAwait(false);
    }

    private async Task AlarmAsync(Meter meter, Task<int> reading)
    {
        await siren.FreeAsync().ConfigureAwait(false);
        siren.Sound(meter, await reading.ConfigureAwait(false));
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
