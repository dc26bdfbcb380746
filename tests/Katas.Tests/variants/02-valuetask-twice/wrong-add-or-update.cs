// caught by: Two_threads_that_ask_together_ask_the_bus_once — one call of a concurrent dictionary, which makes the value outside its lock
using System.Collections.Concurrent;

namespace HonestAsync.Katas.ValuetaskTwice;

public sealed class MeterService(IMeterBus bus, ISiren siren)
{
    private readonly ConcurrentDictionary<Meter, Task<int>> _readings = [];

    public async Task<int> ReadAsync(Meter meter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(meter);
        cancellationToken.ThrowIfCancellationRequested();

        int value = await _readings.AddOrUpdate(meter, Begin, (_, last) => last.IsCompleted ? Begin(meter) : last);
        if (value > meter.Limit)
        {
            await siren.FreeAsync();
            siren.Sound(meter, value);
        }
        return value;
    }

    private Task<int> Begin(Meter meter) => bus.ReadAsync(meter).AsTask();
}
