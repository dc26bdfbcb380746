// caught by: A_value_that_has_to_be_waited_for_is_answered — AsTask, and Result of that
namespace HonestAsync.Katas.ValuetaskTwice;

public sealed class MeterService(IMeterBus bus, ISiren siren)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Register, Task<int>> _readings = [];

    public async Task<int> ReadAsync(Register register, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(register);
        cancellationToken.ThrowIfCancellationRequested();

        int value = Reading(register);
        if (value > register.Limit)
        {
            await siren.FreeAsync();
            siren.Sound(register, value);
        }
        return value;
    }

    private int Reading(Register register)
    {
        lock (_lock)
        {
            if (!_readings.TryGetValue(register, out var reading) || reading.IsCompleted)
            {
                reading = bus.ReadAsync(register).AsTask();
                _readings[register] = reading;
            }
            return reading.Result;
        }
    }
}
