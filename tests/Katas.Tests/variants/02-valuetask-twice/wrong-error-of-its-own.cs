// caught by: What_fails_fails_for_all_who_share_it_and_is_read_anew — an error with the same message is made, and the driver's stack is gone
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
            await siren.FreeAsync();
            siren.Sound(meter, value);
        }
        return value;
    }

    private Task<int> Reading(Meter meter)
    {
        lock (_lock)
        {
            if (!_readings.TryGetValue(meter, out var reading) || reading.IsCompleted)
            {
                reading = ReadOnceAsync(meter);
                _readings[meter] = reading;
            }
            return reading;
        }
    }

    private async Task<int> ReadOnceAsync(Meter meter)
    {
        try
        {
            return await bus.ReadAsync(meter);
        }
        catch (BusException error)
        {
            throw new BusException(error.Message);
        }
    }
}
