// caught by: Who_gives_up_is_no_trouble_to_the_others — the check of the token was in the way
namespace HonestAsync.Katas.ValuetaskTwice;

public sealed class MeterService(IMeterBus bus, ISiren siren)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Register, Task<int>> _readings = [];

    public async Task<int> ReadAsync(Register register, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(register);
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
                reading = bus.ReadAsync(register).AsTask();
                _readings[register] = reading;
            }
            return reading;
        }
    }
}
