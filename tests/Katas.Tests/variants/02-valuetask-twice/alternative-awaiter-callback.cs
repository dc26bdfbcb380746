// right — the awaiter is asked once, by a callback that takes the result
namespace HonestAsync.Katas.ValuetaskTwice;

public sealed class MeterService(IMeterBus bus, ISiren siren)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Register, Task<int>> _readings = [];

    public async Task<int> ReadAsync(Register register, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(register);
        cancellationToken.ThrowIfCancellationRequested();

        var reading = Reading(register);
        if (await reading > register.Limit)
        {
            await AlarmAsync(register, reading);
        }
        return await reading;
    }

    private async Task AlarmAsync(Register register, Task<int> reading)
    {
        await siren.FreeAsync();
        siren.Sound(register, await reading);
    }

    private Task<int> Reading(Register register)
    {
        lock (_lock)
        {
            if (!_readings.TryGetValue(register, out var reading) || reading.IsCompleted)
            {
                reading = Take(bus.ReadAsync(register));
                _readings[register] = reading;
            }
            return reading;
        }
    }

    private static Task<int> Take(ValueTask<int> reading)
    {
        var awaiter = reading.GetAwaiter();
        if (awaiter.IsCompleted)
        {
            return Task.FromResult(awaiter.GetResult());
        }
        var promise = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        awaiter.UnsafeOnCompleted(() =>
        {
            try
            {
                promise.SetResult(awaiter.GetResult());
            }
            catch (Exception error)
            {
                promise.SetException(error);
            }
        });
        return promise.Task;
    }
}
