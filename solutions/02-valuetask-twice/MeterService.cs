namespace HonestAsync.Katas.ValuetaskTwice;

/// <summary>Reads the hall's meters for the displays; sounds the siren where a value is too high.</summary>
/// <remarks>The bus is slow: whoever asks for a register while it is read shares that reading.</remarks>
public sealed class MeterService(IMeterBus bus, ISiren siren)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Register, Task<int>> _readings = [];

    /// <summary>The value of <paramref name="register"/>; above its limit, the siren sounds first.</summary>
    /// <exception cref="BusException">The bus could not read it.</exception>
    public async Task<int> ReadAsync(Register register, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(register);
        cancellationToken.ThrowIfCancellationRequested();

        var reading = Reading(register);
        if (await reading > register.Limit)
        {
            await AlarmAsync(register, reading);
        }
        return await reading;
    }

    private async Task AlarmAsync(Register register, Task<int> reading)
    {
        await siren.FreeAsync();
        siren.Sound(register, await reading);
    }

    private Task<int> Reading(Register register)
    {
        lock (_lock)
        {
            if (!_readings.TryGetValue(register, out var reading) || reading.IsCompleted)
            {
                // taken from the driver once, here; the task may be awaited by anybody, as often as they like
                reading = bus.ReadAsync(register).AsTask();
                _readings[register] = reading;
            }
            return reading;
        }
    }
}
