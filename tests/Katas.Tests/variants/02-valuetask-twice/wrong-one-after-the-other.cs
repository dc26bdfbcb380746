// caught by: Registers_are_read_beside_one_another — a gate lets one display after the other read
namespace HonestAsync.Katas.ValuetaskTwice;

public sealed class MeterService(IMeterBus bus, ISiren siren)
{
    private readonly SemaphoreSlim _gate = new(1, 1);

    public async Task<int> ReadAsync(Register register, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(register);
        cancellationToken.ThrowIfCancellationRequested();

        int value;
        await _gate.WaitAsync(cancellationToken);
        try
        {
            value = await bus.ReadAsync(register);
        }
        finally
        {
            _gate.Release();
        }
        if (value > register.Limit)
        {
            await siren.FreeAsync();
            siren.Sound(register, value);
        }
        return value;
    }
}
