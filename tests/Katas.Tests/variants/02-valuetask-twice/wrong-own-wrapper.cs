// caught by: Who_asks_while_a_register_is_read_shares_that_reading — a class around it makes all share one ValueTask by reference
namespace HonestAsync.Katas.ValuetaskTwice;

public sealed class MeterService(IMeterBus bus, ISiren siren)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Register, Box> _readings = [];

    public async Task<int> ReadAsync(Register register, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(register);
        cancellationToken.ThrowIfCancellationRequested();

        int value = await Reading(register);
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
            if (!_readings.TryGetValue(register, out var box) || box.IsOver)
            {
                box = new Box(bus.ReadAsync(register));
                _readings[register] = box;
            }
            return box.ReadAsync();
        }
    }

    private sealed class Box(ValueTask<int> reading)
    {
        public bool IsOver { get; private set; }

        public async ValueTask<int> ReadAsync()
        {
            try
            {
                return await reading;
            }
            finally
            {
                IsOver = true;
            }
        }
    }
}
