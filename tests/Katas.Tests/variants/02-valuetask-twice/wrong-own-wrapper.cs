// caught by: Who_asks_while_a_meter_is_read_shares_that_reading — a class around it makes all share one ValueTask by reference
namespace HonestAsync.Katas.ValuetaskTwice;

public sealed class MeterService(IMeterBus bus, ISiren siren)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Meter, Box> _readings = [];

    public async Task<int> ReadAsync(Meter meter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(meter);
        cancellationToken.ThrowIfCancellationRequested();

        int value = await Reading(meter);
        if (value > meter.Limit)
        {
            await siren.FreeAsync();
            siren.Sound(meter, value);
        }
        return value;
    }

    private ValueTask<int> Reading(Meter meter)
    {
        lock (_lock)
        {
            if (!_readings.TryGetValue(meter, out var box) || box.IsOver)
            {
                box = new Box(bus.ReadAsync(meter));
                _readings[meter] = box;
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
