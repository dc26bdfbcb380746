namespace HonestAsync.Processes;

/// <summary>Reads what a process prints, line by line.</summary>
public static class OutputLines
{
    /// <summary>
    /// Reads on a thread of its own, so that a starved thread pool in this process hides nothing of what the other one says.
    /// </summary>
    /// <param name="reader">A stream of a process.</param>
    /// <param name="use">Takes each line, on that thread.</param>
    /// <param name="atEnd">Called on that thread when the stream has ended or was closed.</param>
    public static void ReadLines(this StreamReader reader, Action<string> use, Action? atEnd = null) => new Thread(() =>
    {
        try
        {
            while (reader.ReadLine() is { } line)
            {
                use(line);
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // the process was disposed while its pipe was being read
        }
        atEnd?.Invoke();
    })
    { IsBackground = true, Name = "lines of a child" }.Start();
}
