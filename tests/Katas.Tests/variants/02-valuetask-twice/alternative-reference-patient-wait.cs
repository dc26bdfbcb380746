// right — the reference, and whoever cancels later is let go
namespace HonestAsync.Katas.ValuetaskTwice;

public sealed class MeterService(IMeterBus bus, ISiren siren)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Register, Task<int>> _readings = [];

    public async Task<int> ReadAsync(Register register, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(register);
        cancellationToken.ThrowIfCancellationRequested();

        int value = await Reading(register).WaitAsync(cancellationToken);
        if (value > register.Limit)
        {
            await siren.FreeAsync().WaitAsync(cancellationToken);
            siren.Sound(register, value);
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
}
