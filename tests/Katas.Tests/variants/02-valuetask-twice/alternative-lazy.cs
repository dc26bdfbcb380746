// right — a concurrent dictionary of lazy tasks, each removed by its own end
using System.Collections.Concurrent;

namespace HonestAsync.Katas.ValuetaskTwice;

public sealed class MeterService(IMeterBus bus, ISiren siren)
{
    private readonly ConcurrentDictionary<Register, Lazy<Task<int>>> _readings = [];

    public async Task<int> ReadAsync(Register register, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(register);
        cancellationToken.ThrowIfCancellationRequested();

        int value = await _readings.GetOrAdd(register, Begin).Value;
        if (value > register.Limit)
        {
            await siren.FreeAsync();
            siren.Sound(register, value);
        }
        return value;
    }

    private Lazy<Task<int>> Begin(Register register) => new(() => ReadOnceAsync(register));

    private async Task<int> ReadOnceAsync(Register register)
    {
        try
        {
            return await bus.ReadAsync(register);
        }
        finally
        {
            _readings.TryRemove(register, out _);
        }
    }
}
