// right — a concurrent dictionary of lazy tasks, each removed by its own end
using System.Collections.Concurrent;

namespace HonestAsync.Katas.ValuetaskTwice;

public sealed class MeterService(IMeterBus bus, ISiren siren)
{
    private readonly ConcurrentDictionary<Meter, Lazy<Task<int>>> _readings = [];

    public async Task<int> ReadAsync(Meter meter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(meter);
        cancellationToken.ThrowIfCancellationRequested();

        int value = await _readings.GetOrAdd(meter, Begin).Value;
        if (value > meter.Limit)
        {
            await siren.FreeAsync();
            siren.Sound(meter, value);
        }
        return value;
    }

    private Lazy<Task<int>> Begin(Meter meter) => new(() => ReadOnceAsync(meter));

    private async Task<int> ReadOnceAsync(Meter meter)
    {
        try
        {
            return await bus.ReadAsync(meter);
        }
        finally
        {
            _readings.TryRemove(meter, out _);
        }
    }
}
