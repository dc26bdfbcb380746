// right — the reference with ConfigureAwait(false)
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
        if (await reading.ConfigureAwait(false) > register.Limit)
        {
            await AlarmAsync(register, reading).ConfigureAwait(false);
        }
        return await reading.ConfigureAwait(false);
    }

    private async Task AlarmAsync(Register register, Task<int> reading)
    {
        await siren.FreeAsync().ConfigureAwait(false);
        siren.Sound(register, await reading.ConfigureAwait(false));
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
