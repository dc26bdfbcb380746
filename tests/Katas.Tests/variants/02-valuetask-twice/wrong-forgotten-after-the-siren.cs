// caught by: Above_the_limit_the_siren_sounds_before_anybody_is_told — the entry is removed when the display is done, and that is after the siren
namespace HonestAsync.Katas.ValuetaskTwice;

public sealed class MeterService(IMeterBus bus, ISiren siren)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Register, Task<int>> _readings = [];

    public async Task<int> ReadAsync(Register register, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(register);
        cancellationToken.ThrowIfCancellationRequested();

        var reading = Reading(register);
        try
        {
            if (await reading > register.Limit)
            {
                await AlarmAsync(register, reading);
            }
            return await reading;
        }
        finally
        {
            lock (_lock)
            {
                _readings.Remove(register);
            }
        }
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
            if (!_readings.TryGetValue(register, out var reading))
            {
                reading = bus.ReadAsync(register).AsTask();
                _readings[register] = reading;
            }
            return reading;
        }
    }
}
