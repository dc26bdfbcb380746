// caught by: Meters_are_read_beside_one_another — a gate lets one display after the other read
namespace HonestAsync.Katas.ValuetaskTwice;

public sealed class MeterService(IMeterBus bus, ISiren siren)
{
    private readonly SemaphoreSlim _gate = new(1, 1);

    public async Task<int> ReadAsync(Meter meter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(meter);
        cancellationToken.ThrowIfCancellationRequested();

        int value;
        await _gate.WaitAsync(cancellationToken);
        try
        {
            value = await bus.ReadAsync(meter);
        }
        finally
        {
            _gate.Release();
        }
        if (value > meter.Limit)
        {
            await siren.FreeAsync();
            siren.Sound(meter, value);
        }
        return value;
    }
}
