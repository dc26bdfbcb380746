// caught by: Above_the_limit_the_siren_sounds_before_anybody_is_told — the siren belongs to what is shared, so the reading is over only when the siren is
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

        return await Reading(meter).WaitAsync(cancellationToken);
    }

    private async Task<int> ReadAndAlarmAsync(Meter meter)
    {
        int value = await bus.ReadAsync(meter).ConfigureAwait(false);
        if (value > meter.Limit)
        {
            await siren.FreeAsync().ConfigureAwait(false);
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
                reading = ReadAndAlarmAsync(meter);
                _readings[meter] = reading;
            }
            return reading;
        }
    }
}
