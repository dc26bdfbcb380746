// caught by: A_register_is_read_again_and_again — each use reads anew; a value is only as old as its use
namespace HonestAsync.Katas.ValuetaskTwice;

public sealed class MeterService(IMeterBus bus, ISiren siren)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Register, ValueTask<int>> _readings = [];

    public async Task<int> ReadAsync(Register register, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(register);
        cancellationToken.ThrowIfCancellationRequested();

        if (await bus.ReadAsync(register) > register.Limit)
        {
            await AlarmAsync(register, bus.ReadAsync(register));
        }
        return await bus.ReadAsync(register);
    }

    private async Task AlarmAsync(Register register, ValueTask<int> reading)
    {
        await siren.FreeAsync();
        siren.Sound(register, await reading);
    }
}
