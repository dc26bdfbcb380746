// right — the first attempt of a reader who had only the README
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

        int value = await Reading(meter).WaitAsync(cancellationToken);
        if (value > meter.Limit)
        {
            await AlarmAsync(meter, value).WaitAsync(cancellationToken);
        }
        return value;
    }

    private async Task AlarmAsync(Meter meter, int value)
    {
        await siren.FreeAsync();
        siren.Sound(meter, value);
    }

    private Task<int> Reading(Meter meter)
    {
        lock (_lock)
        {
            if (!_readings.TryGetValue(meter, out var reading) || reading.IsCompleted)
            {
                // a ValueTask may be consumed once; a task, as often as there are displays
                reading = bus.ReadAsync(meter).AsTask();
                _readings[meter] = reading;
            }
            return reading;
        }
    }
}
