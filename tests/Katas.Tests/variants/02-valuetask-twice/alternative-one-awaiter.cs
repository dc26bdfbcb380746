// right — a method of our own awaits the driver, and its task is shared
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
                reading = ReadOnceAsync(register);
                _readings[register] = reading;
            }
            return reading;
        }
    }

    private async Task<int> ReadOnceAsync(Register register) => await bus.ReadAsync(register);
}
