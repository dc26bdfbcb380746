using System.Runtime.ExceptionServices;

namespace HonestAsync.Kernel;

/// <summary>Keeps a throwing <c>async void</c> method or thread of a cell from ending the process.</summary>
public static class UnhandledExceptions
{
    /// <summary>
    /// Shows them as standard error of the running cell instead. Once in a process; for kernel processes
    /// only.
    /// </summary>
    public static void ShowAsOutput() => ExceptionHandling.SetUnhandledExceptionHandler(exception =>
    {
        OutputCapture.Emit(new StreamOutput(
            StreamOutput.StandardError,
            "Unhandled exception outside the cell's own flow (an async void method, a thread or a timer); " +
            $"in an application it would end the process.\n{ExceptionText.Of(exception)}\n"));
        return true;
    });
}
