namespace HonestAsync.Katas.ValuetaskTwice;

/// <summary>Reads the hall's meters for the displays; sounds the siren where a value is too high.</summary>
/// <remarks>The bus is slow: whoever asks for a register while it is read shares that reading.</remarks>
public sealed class MeterService(IMeterBus bus, ISiren siren)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Register, ValueTask<int>> _readings = [];

    /// <summary>The value of <paramref name="register"/>; above its limit, the siren sounds first.</summary>
    /// <exception cref="BusException">The bus could not read it.</exception>
    public async Task<int> ReadAsync(Register register, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(register);
        cancellationToken.ThrowIfCancellationRequested();

        // TODO: since the bus has its new driver, displays show InvalidOperationException now and then.
        var reading = Reading(register);
        if (await reading > register.Limit)
        {
            await AlarmAsync(register, reading);
        }
        return await reading;
    }

    private async Task AlarmAsync(Register register, ValueTask<int> reading)
    {
        await siren.FreeAsync();
        siren.Sound(register, await reading);
    }

    private ValueTask<int> Reading(Register register)
    {
        lock (_lock)
        {
            if (!_readings.TryGetValue(register, out var reading) || reading.IsCompleted)
            {
                reading = bus.ReadAsync(register);
                _readings[register] = reading;
            }
            return reading;
        }
    }
}
