namespace HonestAsync.Katas.ValuetaskTwice;

/// <summary>Reads the hall's meters for the displays; sounds the siren where a value is too high.</summary>
/// <remarks>The bus is slow: whoever asks for a meter while it is read shares that reading.</remarks>
public sealed class MeterService(IMeterBus bus, ISiren siren)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Meter, Task<int>> _readings = [];

    /// <summary>The value of <paramref name="meter"/>; above its limit, the siren sounds first.</summary>
    /// <exception cref="BusException">The bus could not read it.</exception>
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
                // taken from the driver once, here; the task may be awaited by anybody, as often as they like
                reading = bus.ReadAsync(meter).AsTask();
                _readings[meter] = reading;
            }
            return reading;
        }
    }
}
