using System.Runtime.CompilerServices;

namespace HonestAsync.Lab;

/// <summary>One method for each <see cref="CallShape"/>, and a call of it from beginning to end on one thread.</summary>
internal static class Calls
{
    /// <summary>Beyond the small numbers for which the platform keeps completed tasks.</summary>
    public const int Value = 1_000;

    private static readonly Action<object?> s_take = static state => _ = ((Recycled)state!).Take();

    /// <summary>A call whose await finds its operation complete.</summary>
    public static int Complete(CallShape shape) => shape switch
    {
        CallShape.Plain => Plain(Value),
        CallShape.HandedOn => HandedOnAsync(new(Value)).GetAwaiter().GetResult(),
        CallShape.Task => Done(TaskAsync(new(Value))),
        CallShape.TaskOfInt => TaskOfIntAsync(new(Value)).GetAwaiter().GetResult(),
        CallShape.ValueTask => ValueTaskAsync(new(Value)).GetAwaiter().GetResult(),
        CallShape.Pooled => PooledAsync(new(Value)).GetAwaiter().GetResult(),
        _ => Called(Value),
    };

    /// <summary>A call that suspends once, and is completed on this thread.</summary>
    public static int Suspended(CallShape shape, Recycled operation)
    {
        switch (shape)
        {
            case CallShape.HandedOn:
                var handed = HandedOnAsync(operation.NextAsync());
                operation.Complete(Value);
                return handed.GetAwaiter().GetResult();
            case CallShape.Task:
                var task = TaskAsync(operation.NextAsync());
                operation.Complete(Value);
                return Done(task);
            case CallShape.TaskOfInt:
                var taskOfInt = TaskOfIntAsync(operation.NextAsync());
                operation.Complete(Value);
                return taskOfInt.GetAwaiter().GetResult();
            case CallShape.ValueTask:
                var valueTask = ValueTaskAsync(operation.NextAsync());
                operation.Complete(Value);
                return valueTask.GetAwaiter().GetResult();
            case CallShape.Pooled:
                var pooled = PooledAsync(operation.NextAsync());
                operation.Complete(Value);
                return pooled.GetAwaiter().GetResult();
            case CallShape.Callback:
                operation.Then(s_take, operation);
                operation.Complete(Value);
                return Value;
            default:
                throw new ArgumentOutOfRangeException(nameof(shape), shape, "A plain call cannot wait.");
        }
    }

    /// <summary>As many calls as operations, all suspended at once, then completed in order.</summary>
    public static void SuspendedTogether(CallShape shape, IReadOnlyList<Recycled> operations, ValueTask<int>[] pending)
    {
        for (int i = 0; i < operations.Count; i++)
        {
            if (shape == CallShape.Callback)
            {
                operations[i].Then(s_take, operations[i]);
                continue;
            }
            var awaited = operations[i].NextAsync();
            pending[i] = shape switch
            {
                CallShape.TaskOfInt => new(TaskOfIntAsync(awaited)),
                CallShape.ValueTask => ValueTaskAsync(awaited),
                CallShape.Pooled => PooledAsync(awaited),
                _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, "Nothing to wait for."),
            };
        }
        for (int i = 0; i < operations.Count; i++)
        {
            operations[i].Complete(Value);
            _ = shape == CallShape.Callback ? Value : pending[i].GetAwaiter().GetResult();
        }
    }

    /// <summary>One call that suspends <paramref name="times"/> times, each time completed on this thread.</summary>
    public static int SuspendedOften(CallShape shape, Recycled operation, int times)
    {
        switch (shape)
        {
            case CallShape.TaskOfInt:
                var task = OftenAsync(operation, times);
                Answer(operation, times);
                return task.GetAwaiter().GetResult();
            case CallShape.ValueTask:
                var valueTask = OftenValueAsync(operation, times);
                Answer(operation, times);
                return valueTask.GetAwaiter().GetResult();
            case CallShape.Pooled:
                var pooled = OftenPooledAsync(operation, times);
                Answer(operation, times);
                return pooled.GetAwaiter().GetResult();
            default:
                throw new ArgumentOutOfRangeException(nameof(shape), shape, "Only async shapes suspend more than once.");
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Plain(int value) => value;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Called(int value) => value;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ValueTask<int> HandedOnAsync(ValueTask<int> awaited) => awaited;

    private static async Task TaskAsync(ValueTask<int> awaited) => _ = await awaited;

    private static async Task<int> TaskOfIntAsync(ValueTask<int> awaited) => await awaited;

    private static async ValueTask<int> ValueTaskAsync(ValueTask<int> awaited) => await awaited;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<int> PooledAsync(ValueTask<int> awaited) => await awaited;

    private static async Task<int> OftenAsync(Recycled operation, int times)
    {
        int sum = Value;
        for (int i = 0; i < times; i++)
        {
            sum += await operation.NextAsync();
        }
        return sum;
    }

    private static async ValueTask<int> OftenValueAsync(Recycled operation, int times)
    {
        int sum = Value;
        for (int i = 0; i < times; i++)
        {
            sum += await operation.NextAsync();
        }
        return sum;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<int> OftenPooledAsync(Recycled operation, int times)
    {
        int sum = Value;
        for (int i = 0; i < times; i++)
        {
            sum += await operation.NextAsync();
        }
        return sum;
    }

    private static void Answer(Recycled operation, int times)
    {
        for (int i = 0; i < times; i++)
        {
            operation.Complete(Value);
        }
    }

    private static int Done(Task task)
    {
        task.GetAwaiter().GetResult();
        return Value;
    }
}
