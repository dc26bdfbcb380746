// caught by: Who_asks_while_a_register_is_read_shares_that_reading — whatever is not valid any more is read again
namespace HonestAsync.Katas.ValuetaskTwice;

public sealed class MeterService(IMeterBus bus, ISiren siren)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Register, ValueTask<int>> _readings = [];

    public async Task<int> ReadAsync(Register register, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(register);
        cancellationToken.ThrowIfCancellationRequested();

        while (true)
        {
            try
            {
                int value = await Reading(register);
                if (value > register.Limit)
                {
                    await siren.FreeAsync();
                    siren.Sound(register, value);
                }
                return value;
            }
            catch (InvalidOperationException)
            {
                lock (_lock)
                {
                    _readings.Remove(register);
                }
            }
        }
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
