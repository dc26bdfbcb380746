// caught by: Who_asks_while_a_meter_is_read_shares_that_reading — whoever has its value removes the entry, whichever reading that is by then
namespace HonestAsync.Katas.ValuetaskTwice;

public sealed class MeterService(IMeterBus bus, ISiren siren)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Meter, Task<int>> _readings = [];

    public async Task<int> ReadAsync(Meter meter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(meter);
        cancellationToken.ThrowIfCancellationRequested();

        int value;
        try
        {
            value = await Reading(meter);
        }
        finally
        {
            lock (_lock)
            {
                _readings.Remove(meter);
            }
        }
        if (value > meter.Limit)
        {
            await siren.FreeAsync();
            siren.Sound(meter, value);
        }
        return value;
    }

    private Task<int> Reading(Meter meter)
    {
        lock (_lock)
        {
            if (!_readings.TryGetValue(meter, out var reading))
            {
                reading = bus.ReadAsync(meter).AsTask();
                _readings[meter] = reading;
            }
            return reading;
        }
    }
}
