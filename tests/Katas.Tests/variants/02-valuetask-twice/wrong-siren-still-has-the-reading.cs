// caught by: Above_the_limit_the_siren_sounds_before_anybody_is_told — displays share a task, and the siren got the ValueTask
namespace HonestAsync.Katas.ValuetaskTwice;

public sealed class MeterService(IMeterBus bus, ISiren siren)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Register, (ValueTask<int> Raw, Task<int> Shared)> _readings = [];

    public async Task<int> ReadAsync(Register register, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(register);
        cancellationToken.ThrowIfCancellationRequested();

        var (raw, shared) = Reading(register);
        if (await shared > register.Limit)
        {
            await AlarmAsync(register, raw);
        }
        return await shared;
    }

    private async Task AlarmAsync(Register register, ValueTask<int> reading)
    {
        await siren.FreeAsync();
        siren.Sound(register, await reading);
    }

    private (ValueTask<int> Raw, Task<int> Shared) Reading(Register register)
    {
        lock (_lock)
        {
            if (!_readings.TryGetValue(register, out var reading) || reading.Shared.IsCompleted)
            {
                var raw = bus.ReadAsync(register);
                reading = (raw, raw.AsTask());
                _readings[register] = reading;
            }
            return reading;
        }
    }
}
