// caught by: Who_waits_holds_no_thread — look every millisecond whether it is there
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
                reading = LookAsync(bus.ReadAsync(meter));
                _readings[meter] = reading;
            }
            return reading;
        }
    }

    private static async Task<int> LookAsync(ValueTask<int> reading)
    {
        while (!reading.IsCompleted)
        {
            await Task.Delay(1);
        }
        return await reading;
    }
}
