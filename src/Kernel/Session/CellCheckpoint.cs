using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace HonestAsync.Kernel;

/// <summary>
/// Where a cell's own code can be stopped: the kernel puts a call of <see cref="Pass"/> at the start of each loop's
/// body and of each method, and <see cref="Stoppable(Task)"/> around what the cell itself awaits. Aborting the thread
/// instead (ControlledExecution) would also stop code of libraries, but on Unix it now and then takes the whole process
/// with it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Style", "VSTHRD200", Justification = "the name stands in front of every await of a cell")]
public static class CellCheckpoint
{
    private static CancellationTokenSource s_stop = new();

    /// <summary>The cell begins: its thread runs the reader's code from here on.</summary>
    public static void Begin() => CellThread.EnterCell();

    /// <summary>Goes on, or throws if the running cell is being interrupted. Any thread may call it.</summary>
    /// <exception cref="OperationCanceledException">The cell has been interrupted.</exception>
    public static void Pass()
    {
        if (Volatile.Read(ref s_stop).IsCancellationRequested)
        {
            throw new OperationCanceledException("The cell was interrupted.");
        }
    }

    /// <summary>The same task; an interrupt of the cell ends the await. A complete task is returned as it is.</summary>
    [SuppressMessage("Usage", "VSTHRD003", Justification = "the cell awaits it")]
    public static Task Stoppable(Task task) => task is null or { IsCompleted: true } ? task! : task.WaitAsync(Stop);

    /// <inheritdoc cref="Stoppable(Task)"/>
    [SuppressMessage("Usage", "VSTHRD003", Justification = "the cell awaits it")]
    public static Task<T> Stoppable<T>(Task<T> task) => task is null or { IsCompleted: true } ? task! : task.WaitAsync(Stop);

    /// <inheritdoc cref="Stoppable(Task)"/>
    public static ValueTask Stoppable(ValueTask task) =>
        task.IsCompleted ? task : new ValueTask(task.AsTask().WaitAsync(Stop));

    /// <inheritdoc cref="Stoppable(Task)"/>
    public static ValueTask<T> Stoppable<T>(ValueTask<T> task) =>
        task.IsCompleted ? task : new ValueTask<T>(task.AsTask().WaitAsync(Stop));

    /// <summary>Everything else that can be awaited, as it is: it ends when it ends.</summary>
    public static T Stoppable<T>(T awaitable) => awaitable;

    private static CancellationToken Stop => Volatile.Read(ref s_stop).Token;

    /// <summary>From here on no cell code passes, on whatever thread it runs, until the next cell begins.</summary>
    internal static void Close() => Volatile.Read(ref s_stop).Cancel();

    /// <summary>From here on all pass.</summary>
    internal static void Open()
    {
        if (s_stop.IsCancellationRequested)
        {
            Volatile.Write(ref s_stop, new CancellationTokenSource());
        }
    }
}
