// caught by: Who_gives_up_is_no_trouble_to_the_others — the token of the first display ends the reading for all
namespace HonestAsync.Katas.ValuetaskTwice;

public sealed class MeterService(IMeterBus bus, ISiren siren)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Register, Task<int>> _readings = [];

    public async Task<int> ReadAsync(Register register, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(register);
        cancellationToken.ThrowIfCancellationRequested();

        int value = await Reading(register, cancellationToken);
        if (value > register.Limit)
        {
            await siren.FreeAsync();
            siren.Sound(register, value);
        }
        return value;
    }

    private Task<int> Reading(Register register, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_readings.TryGetValue(register, out var reading) || reading.IsCompleted)
            {
                reading = bus.ReadAsync(register).AsTask().WaitAsync(cancellationToken);
                _readings[register] = reading;
            }
            return reading;
        }
    }
}
