// caught by: Above_the_limit_the_siren_sounds_before_anybody_is_told — the siren is told in the background, with a value of its own
namespace HonestAsync.Katas.ValuetaskTwice;

public sealed class MeterService(IMeterBus bus, ISiren siren)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Register, Task<int>> _readings = [];

    public async Task<int> ReadAsync(Register register, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(register);
        cancellationToken.ThrowIfCancellationRequested();

        int value = await Reading(register);
        if (value > register.Limit)
        {
            _ = AlarmAsync(register, value);
        }
        return value;
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

    private async Task AlarmAsync(Register register, int value)
    {
        await siren.FreeAsync();
        siren.Sound(register, value);
    }
}
