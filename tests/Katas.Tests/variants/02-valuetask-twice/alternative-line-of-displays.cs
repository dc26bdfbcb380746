// right — who comes second stands in a line, and the first one tells the line
namespace HonestAsync.Katas.ValuetaskTwice;

public sealed class MeterService(IMeterBus bus, ISiren siren)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Meter, List<TaskCompletionSource<int>>> _lines = [];

    public async Task<int> ReadAsync(Meter meter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(meter);
        cancellationToken.ThrowIfCancellationRequested();

        int value = await Reading(meter, cancellationToken);
        if (value > meter.Limit)
        {
            await siren.FreeAsync();
            siren.Sound(meter, value);
        }
        return value;
    }

    private async Task<int> Reading(Meter meter, CancellationToken cancellationToken)
    {
        TaskCompletionSource<int>? place = null;
        lock (_lock)
        {
            if (_lines.TryGetValue(meter, out var line))
            {
                place = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
                line.Add(place);
            }
            else
            {
                _lines[meter] = [];
            }
        }
        if (place is not null)
        {
            return await place.Task.WaitAsync(cancellationToken);
        }
        try
        {
            int value = await bus.ReadAsync(meter);
            Leave(meter).ForEach(each => each.SetResult(value));
            return value;
        }
        catch (Exception error)
        {
            Leave(meter).ForEach(each => each.TrySetException(error));
            throw;
        }
    }

    private List<TaskCompletionSource<int>> Leave(Meter meter)
    {
        lock (_lock)
        {
            return _lines.Remove(meter, out var line) ? line : [];
        }
    }
}
