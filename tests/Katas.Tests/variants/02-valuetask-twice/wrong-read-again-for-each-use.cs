// caught by: A_meter_is_read_again_and_again — each use reads anew; a value is only as old as its use
namespace HonestAsync.Katas.ValuetaskTwice;

public sealed class MeterService(IMeterBus bus, ISiren siren)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Meter, ValueTask<int>> _readings = [];

    public async Task<int> ReadAsync(Meter meter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(meter);
        cancellationToken.ThrowIfCancellationRequested();

        if (await bus.ReadAsync(meter) > meter.Limit)
        {
            await AlarmAsync(meter, bus.ReadAsync(meter));
        }
        return await bus.ReadAsync(meter);
    }

    private async Task AlarmAsync(Meter meter, ValueTask<int> reading)
    {
        await siren.FreeAsync();
        siren.Sound(meter, await reading);
    }
}
