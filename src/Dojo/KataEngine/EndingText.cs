using System.Globalization;

namespace HonestAsync.Dojo;

/// <summary>Says of a run that was lost what is known, to the one who wrote the code.</summary>
internal static class EndingText
{
    private const string Uncaught = "Unhandled exception. ";
    private const int Signal = 128;

    /// <summary>How the process ended by itself.</summary>
    public static RunEnding Of(RunRecord record, string error) =>
        error.Contains("Stack overflow.", StringComparison.Ordinal) ? RunEnding.StackOverflow
        : error.Contains("Out of memory", StringComparison.Ordinal)
            || error.Contains(nameof(OutOfMemoryException), StringComparison.Ordinal) ? RunEnding.OutOfMemory
        : record.ExitCode is not null ? RunEnding.Exited
        : RunEnding.Crashed;

    public static string Explain(RunEnding ending, RunRecord record, string error, int exitCode, RunLimits limits)
    {
        string where = record.Running is { } test ? $"in the test '{test.Replace('_', ' ')}'"
            : record.Last is { } last ? $"after the test '{last.Replace('_', ' ')}' (something that a test left running)"
            : "before the first test (an attribute, or something static)";
        return ending switch
        {
            RunEnding.Hung => $"It hung {where}: nothing had ended it after {limits.Time.TotalSeconds:0} s of real time. "
                + "Look for a loop that never leaves, or for a wait (.Result, .Wait(), a lock) for something that cannot come.",
            RunEnding.MachineTooBusy => $"The machine is too busy to judge your code: {where}, it got too little processor time for too long. "
                + "This says nothing about the code. Check again when the machine is calmer.",
            RunEnding.Stopped => $"It was stopped {where}: {limits.RedTime.TotalSeconds:0} s of real time were over, and what is red already says enough. "
                + "Fix the first red test, then check again.",
            RunEnding.Flooded => $"It printed without end {where}: it was stopped after {limits.Output:N0} characters. "
                + "Look for a loop that never leaves.",
            RunEnding.OutOfMemory => $"It took more than {limits.Memory >> 20:N0} MB of memory {where}. "
                + "Look for a collection, a queue or a number of tasks that grows without a bound.",
            RunEnding.Exited => $"It ended the whole process by Environment.Exit({record.ExitCode}) {where}, and the verdict of all tests with it. "
                + "Throw an exception instead.",
            RunEnding.StackOverflow => $"The stack overflowed {where}: {Recursion(error)}",
            RunEnding.NotRunnable => $"xunit could not run the tests: {record.Broken}",
            _ => $"It took its process down {where}: {Crash(error, exitCode)}",
        };
    }

    private static string Recursion(string error)
    {
        string? method = error.Split('\n').Select(line => line.Trim())
            .FirstOrDefault(line => line.StartsWith("at ", StringComparison.Ordinal) && line.Contains(".Katas.", StringComparison.Ordinal));
        return method is null
            ? "something calls itself without end."
            : $"{ShortName(method[3..])} calls itself without end. A recursion needs an end; a deep one needs a loop instead.";
    }

    /// <summary>
    /// <c>Class.Method</c> of <c>Namespace.Class.Method(arguments)</c>, also of an async method's own class.
    /// </summary>
    private static string ShortName(string frame)
    {
        int stateMachine = frame.IndexOf("+<", StringComparison.Ordinal);
        string name = stateMachine > 0
            ? $"{frame[..stateMachine]}.{frame[(stateMachine + 2)..].Split('>')[0]}"
            : frame.Split('(')[0];
        return string.Join('.', name.Split('.')[^2..]);
    }

    private static string Crash(string error, int exitCode)
    {
        int at = error.IndexOf(Uncaught, StringComparison.Ordinal);
        if (at >= 0)
        {
            string exception = error[(at + Uncaught.Length)..].Split('\n')[0].Trim();
            return $"{exception}. No code can catch it: it was thrown by an async void method, a thread or a timer of your own.";
        }
        if (error.Contains("Process terminated", StringComparison.Ordinal))
        {
            return "Environment.FailFast, or a fault of the runtime. Throw an exception instead.";
        }
        return exitCode switch
        {
            Signal + 9 => "it was killed (SIGKILL), by your code or from outside.",
            Signal + 11 => "an access to memory that is not its own (SIGSEGV). Look at unsafe or native code.",
            Signal + 15 or Signal + 2 => "another process asked it to end (SIGTERM or SIGINT). Run it again.",
            _ => $"it ended with exit code {exitCode.ToString(CultureInfo.InvariantCulture)}.",
        };
    }
}
