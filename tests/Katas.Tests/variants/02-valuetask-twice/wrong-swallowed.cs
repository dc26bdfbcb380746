// caught by: A_value_that_has_to_be_waited_for_is_answered — an error of the driver shows the last value
namespace HonestAsync.Katas.ValuetaskTwice;

public sealed class MeterService(IMeterBus bus, ISiren siren)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Register, ValueTask<int>> _readings = [];

    public async Task<int> ReadAsync(Register register, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(register);
        cancellationToken.ThrowIfCancellationRequested();

        var reading = Reading(register);
        try
        {
            if (await reading > register.Limit)
            {
                await AlarmAsync(register, reading);
            }
            return await reading;
        }
        catch (InvalidOperationException)
        {
            return 0;
        }
    }

    private async Task AlarmAsync(Register register, ValueTask<int> reading)
    {
        await siren.FreeAsync();
        siren.Sound(register, await reading);
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
