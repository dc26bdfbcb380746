// right — another way, by the same reader
namespace HonestAsync.Katas.ValuetaskTwice;

/// <summary>Reads the hall's meters for the displays; sounds the siren where a value is too high.</summary>
/// <remarks>The bus is slow: whoever asks for a meter while it is read shares that reading.</remarks>
public sealed class MeterService(IMeterBus bus, ISiren siren)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Meter, Task<int>> _readings = [];

    /// <summary>The value of <paramref name="meter"/>; above its limit, the siren sounds first.</summary>
    /// <exception cref="BusException">The bus could not read it.</exception>
    public async Task<int> ReadAsync(Meter meter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(meter);
        cancellationToken.ThrowIfCancellationRequested();

        int value = await Reading(meter).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (value > meter.Limit)
        {
            await siren.FreeAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
            siren.Sound(meter, value);
        }
        return value;
    }

    private Task<int> Reading(Meter meter)
    {
        TaskCompletionSource<int> mine;
        lock (_lock)
        {
            if (_readings.TryGetValue(meter, out var reading))
            {
                return reading;
            }
            mine = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _readings.Add(meter, mine.Task);
        }
        _ = CompleteAsync(meter, mine);
        return mine.Task;
    }

    private async Task CompleteAsync(Meter meter, TaskCompletionSource<int> mine)
    {
        try
        {
            int value = await bus.ReadAsync(meter).ConfigureAwait(false);
            Forget(meter);
            mine.SetResult(value);
        }
        catch (Exception error)
        {
            Forget(meter);
            mine.SetException(error);
        }
    }

    private void Forget(Meter meter)
    {
        lock (_lock)
        {
            _readings.Remove(meter);
        }
    }
}
