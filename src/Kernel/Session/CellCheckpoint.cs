using System.ComponentModel;

namespace HonestAsync.Kernel;

/// <summary>
/// Where a cell's own code can be stopped: the kernel puts a call of <see cref="Pass"/> at the start of each loop's
/// body and of each method. Aborting the thread instead (ControlledExecution) would also stop code of libraries, but
/// on Unix it now and then takes the whole process with it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CellCheckpoint
{
    private static bool s_closed;

    /// <summary>Goes on, or throws if the running cell is being interrupted. Any thread may call it.</summary>
    /// <exception cref="OperationCanceledException">The cell has been interrupted.</exception>
    public static void Pass()
    {
        if (Volatile.Read(ref s_closed))
        {
            throw new OperationCanceledException("The cell was interrupted.");
        }
    }

    /// <summary>From here on nobody passes, on whatever thread the cell's code runs, until the next cell begins.</summary>
    internal static void Close() => Volatile.Write(ref s_closed, true);

    /// <summary>From here on everybody passes.</summary>
    internal static void Open() => Volatile.Write(ref s_closed, false);
}
