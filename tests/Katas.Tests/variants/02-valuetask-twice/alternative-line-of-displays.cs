// right — who comes second stands in a line, and the first one tells the line
namespace HonestAsync.Katas.ValuetaskTwice;

public sealed class MeterService(IMeterBus bus, ISiren siren)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Register, List<TaskCompletionSource<int>>> _lines = [];

    public async Task<int> ReadAsync(Register register, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(register);
        cancellationToken.ThrowIfCancellationRequested();

        int value = await Reading(register, cancellationToken);
        if (value > register.Limit)
        {
            await siren.FreeAsync();
            siren.Sound(register, value);
        }
        return value;
    }

    private async Task<int> Reading(Register register, CancellationToken cancellationToken)
    {
        TaskCompletionSource<int>? place = null;
        lock (_lock)
        {
            if (_lines.TryGetValue(register, out var line))
            {
                place = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
                line.Add(place);
            }
            else
            {
                _lines[register] = [];
            }
        }
        if (place is not null)
        {
            return await place.Task.WaitAsync(cancellationToken);
        }
        try
        {
            int value = await bus.ReadAsync(register);
            Leave(register).ForEach(each => each.SetResult(value));
            return value;
        }
        catch (Exception error)
        {
            Leave(register).ForEach(each => each.TrySetException(error));
            throw;
        }
    }

    private List<TaskCompletionSource<int>> Leave(Register register)
    {
        lock (_lock)
        {
            return _lines.Remove(register, out var line) ? line : [];
        }
    }
}
