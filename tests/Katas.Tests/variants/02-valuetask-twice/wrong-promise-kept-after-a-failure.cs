// caught by: What_fails_fails_for_all_who_share_it_and_is_read_anew — the entry is removed behind the await, which a failure jumps over
namespace HonestAsync.Katas.ValuetaskTwice;

public sealed class MeterService(IMeterBus bus, ISiren siren)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Register, TaskCompletionSource<int>> _readings = [];

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

    private Task<int> Reading(Register register)
    {
        TaskCompletionSource<int> promise;
        lock (_lock)
        {
            if (_readings.TryGetValue(register, out var shared))
            {
                return shared.Task;
            }
            promise = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
            _readings[register] = promise;
        }
        return KeepAsync(register, promise);
    }

    private async Task<int> KeepAsync(Register register, TaskCompletionSource<int> promise)
    {
        try
        {
            int value = await bus.ReadAsync(register);
            Forget(register);
            promise.SetResult(value);
        }
        catch (Exception error)
        {
            promise.SetException(error);
        }
        return await promise.Task;
    }

    private void Forget(Register register)
    {
        lock (_lock)
        {
            _readings.Remove(register);
        }
    }
}
