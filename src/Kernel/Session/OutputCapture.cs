namespace HonestAsync.Kernel;

/// <summary>
/// Takes over the process's console for the cell that runs. The console is one for the whole process, so output of
/// worker threads is the running cell's too, and what arrives between two cells is kept for the next one.
/// </summary>
internal static class OutputCapture
{
    private static readonly Lock s_gate = new();
    private static readonly List<CellOutput> s_early = [];
    private static Action<CellOutput>? s_sink;
    private static Action<CellOutput>? s_between;

    /// <summary>
    /// Redirects <c>Console.Out</c> and <c>Console.Error</c> until the result is disposed of.
    /// </summary>
    public static IDisposable Install()
    {
        var before = (Console.Out, Console.Error);
        TakeConsole();
        return new Restore(before.Out, before.Error);
    }

    /// <summary>Sends everything to this cell until the result is disposed of.</summary>
    public static IDisposable Begin(Action<CellOutput> sink)
    {
        TakeConsole();
        lock (s_gate)
        {
            s_sink = sink;
            s_early.ForEach(sink);
            s_early.Clear();
        }
        return new EndOfCell();
    }

    /// <summary>From here on, what comes while no cell runs is shown at once instead.</summary>
    public static void ShowBetweenCells(Action<CellOutput>? sink)
    {
        lock (s_gate)
        {
            s_sink = s_between = sink;
        }
    }

    public static void Emit(CellOutput output)
    {
        var shield = InterruptShield.Enter();
        try
        {
            lock (s_gate)
            {
                if (s_sink is { } sink)
                {
                    sink(output);
                }
                else if (s_early.Count < 1000)
                {
                    s_early.Add(output);
                }
            }
        }
        finally
        {
            shield?.Leave();
        }
    }

    /// <summary>For each cell again: the one before may have redirected the console.</summary>
    public static void TakeConsole()
    {
        Console.SetOut(new CapturedWriter(StreamOutput.StandardOutput));
        Console.SetError(new CapturedWriter(StreamOutput.StandardError));
    }

    private sealed class EndOfCell : IDisposable
    {
        public void Dispose()
        {
            lock (s_gate)
            {
                s_sink = s_between;
            }
        }
    }

    private sealed class Restore(TextWriter standardOutput, TextWriter standardError) : IDisposable
    {
        public void Dispose()
        {
            Console.SetOut(standardOutput);
            Console.SetError(standardError);
        }
    }
}
