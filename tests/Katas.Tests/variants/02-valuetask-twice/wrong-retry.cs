// caught by: Who_asks_while_a_meter_is_read_shares_that_reading — whatever is not valid any more is read again
namespace HonestAsync.Katas.ValuetaskTwice;

public sealed class MeterService(IMeterBus bus, ISiren siren)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Meter, ValueTask<int>> _readings = [];

    public async Task<int> ReadAsync(Meter meter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(meter);
        cancellationToken.ThrowIfCancellationRequested();

        while (true)
        {
            try
            {
                int value = await Reading(meter);
                if (value > meter.Limit)
                {
                    await siren.FreeAsync();
                    siren.Sound(meter, value);
                }
                return value;
            }
            catch (InvalidOperationException)
            {
                lock (_lock)
                {
                    _readings.Remove(meter);
                }
            }
        }
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
