// caught by: A_value_that_has_to_be_waited_for_is_answered — Task.Run around the whole
namespace HonestAsync.Katas.ValuetaskTwice;

public sealed class MeterService(IMeterBus bus, ISiren siren)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Meter, ValueTask<int>> _readings = [];

    public async Task<int> ReadAsync(Meter meter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(meter);
        cancellationToken.ThrowIfCancellationRequested();

        return await Task.Run(async () =>
        {
            var reading = Reading(meter);
            if (await reading > meter.Limit)
            {
                await AlarmAsync(meter, reading);
            }
            return await reading;
        }, cancellationToken);
    }

    private async Task AlarmAsync(Meter meter, ValueTask<int> reading)
    {
        await siren.FreeAsync();
        siren.Sound(meter, await reading);
    }

    private ValueTask<int> Reading(Meter meter)
    {
        lock (_lock)
        {
            if (!_readings.TryGetValue(meter, out var reading) || reading.IsCompleted)
            {
                reading = bus.ReadAsync(meter);
                _readings[meter] = reading;
            }
            return reading;
        }
    }
}
