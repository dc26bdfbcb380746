// caught by: A_value_that_has_to_be_waited_for_is_answered — Result instead of await: it is a value, after all
namespace HonestAsync.Katas.ValuetaskTwice;

public sealed class MeterService(IMeterBus bus, ISiren siren)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Register, ValueTask<int>> _readings = [];

    public Task<int> ReadAsync(Register register, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(register);
        cancellationToken.ThrowIfCancellationRequested();

        var reading = Reading(register);
        int value = reading.Result;
        return FinishAsync(register, value);
    }

    private async Task<int> FinishAsync(Register register, int value)
    {
        if (value > register.Limit)
        {
            await siren.FreeAsync();
            siren.Sound(register, value);
        }
        return value;
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
