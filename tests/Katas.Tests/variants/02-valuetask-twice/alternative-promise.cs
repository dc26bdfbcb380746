// right — the first caller awaits the driver and tells the others
namespace HonestAsync.Katas.ValuetaskTwice;

public sealed class MeterService(IMeterBus bus, ISiren siren)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Meter, TaskCompletionSource<int>> _readings = [];

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

    private Task<int> Reading(Meter meter)
    {
        TaskCompletionSource<int> promise;
        lock (_lock)
        {
            if (_readings.TryGetValue(meter, out var shared))
            {
                return shared.Task;
            }
            promise = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
            _readings[meter] = promise;
        }
        return KeepAsync(meter, promise);
    }

    private async Task<int> KeepAsync(Meter meter, TaskCompletionSource<int> promise)
    {
        try
        {
            int value = await bus.ReadAsync(meter);
            Forget(meter);
            promise.SetResult(value);
        }
        catch (Exception error)
        {
            Forget(meter);
            promise.SetException(error);
        }
        return await promise.Task;
    }

    private void Forget(Meter meter)
    {
        lock (_lock)
        {
            _readings.Remove(meter);
        }
    }
}
