namespace HonestAsync.Kernel;

/// <summary>Why a process ended under its cell.</summary>
internal static class CrashText
{
    private const int Signal = 128;

    /// <summary>
    /// The runtime's report of a stack overflow without the kernel's frames; other text as it is.
    /// </summary>
    public static string Shorten(string nativeError)
    {
        var start = nativeError.IndexOf("Stack overflow.", StringComparison.Ordinal);
        if (start < 0)
        {
            return nativeError;
        }
        var frames = nativeError[start..].Split('\n');
        var cell = Array.FindIndex(frames, frame => frame.Contains("<<Initialize>>", StringComparison.Ordinal));
        var own = frames.Take(cell < 0 ? frames.Length : cell).Take(30).Append("   at the cell's code");
        return nativeError[..start] + string.Join('\n', ExceptionText.Clean(own)) + "\n";
    }

    public static string Of(int exitCode, int? announced, string nativeError)
    {
        if (nativeError.Contains("Stack overflow", StringComparison.Ordinal))
        {
            return "ended its process by a stack overflow. Look for a recursion without an end; a deep one needs a " +
                "loop, or a thread with a larger stack.";
        }
        return (exitCode, announced) switch
        {
            (Signal + 2 or Signal + 15, _) => "lost its process: another process asked it to end (SIGTERM or SIGINT). Run it again.",
            (_, { } code) => $"ended its process by Environment.Exit({code}). Throw an exception instead, or start " +
                "another process for code that exits.",
            (Signal + 9, _) => "lost its process: it was killed from outside (SIGKILL), by a person or because the " +
                "machine ran out of memory. Run it again, or make the cell need less memory.",
            (Signal + 11, _) => "ended its process by an access to memory that is not its own (SIGSEGV). Look at " +
                "unsafe or native code.",
            _ when nativeError.Contains("Out of memory", StringComparison.Ordinal) =>
                "ended its process because there was no more memory. Make it need less.",
            _ when nativeError.Contains("Process terminated", StringComparison.Ordinal) =>
                "ended its process by Environment.FailFast or a fault of the runtime; its output says which.",
            _ => $"lost its process, which ended with exit code {exitCode}. Its output may say why; then run it again.",
        };
    }
}
