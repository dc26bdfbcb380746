// caught by: A_value_that_has_to_be_waited_for_is_answered — Result instead of await: it is a value, after all
namespace HonestAsync.Katas.ValuetaskTwice;

public sealed class MeterService(IMeterBus bus, ISiren siren)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Meter, ValueTask<int>> _readings = [];

    public Task<int> ReadAsync(Meter meter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(meter);
        cancellationToken.ThrowIfCancellationRequested();

        var reading = Reading(meter);
        int value = reading.Result;
        return FinishAsync(meter, value);
    }

    private async Task<int> FinishAsync(Meter meter, int value)
    {
        if (value > meter.Limit)
        {
            await siren.FreeAsync();
            siren.Sound(meter, value);
        }
        return value;
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
