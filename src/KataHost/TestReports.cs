using Xunit.Sdk;

namespace HonestAsync.KataHost;

/// <summary>Turns messages of xunit into events. Thread-safe if the receiver is.</summary>
internal sealed class TestReports(Action<HostEvent> tell) : IMessageSink
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    public bool OnMessage(IMessageSinkMessage message)
    {
        switch (message)
        {
            case ITestStarting starting:
                _names[starting.TestUniqueID] = NameOf(starting.TestDisplayName);
                tell(Of(HostEventKind.Starting, starting));
                break;
            case ITestPassed passed:
                tell(Of(HostEventKind.Passed, passed) with { Milliseconds = (double)passed.ExecutionTime * 1000 });
                break;
            case ITestFailed failed:
                tell(Of(HostEventKind.Failed, failed) with
                {
                    Message = string.Join('\n', failed.Messages),
                    Exception = failed.ExceptionTypes.FirstOrDefault(),
                    Stack = string.Join('\n', failed.StackTraces),
                    Milliseconds = (double)failed.ExecutionTime * 1000,
                });
                break;
            case ITestSkipped skipped:
                tell(Of(HostEventKind.Skipped, skipped) with { Message = skipped.Reason });
                break;
            case IErrorMessage error:
                tell(new HostEvent(HostEventKind.Broken)
                {
                    Message = string.Join('\n', error.Messages),
                    Exception = error.ExceptionTypes.FirstOrDefault(),
                    Stack = string.Join('\n', error.StackTraces),
                });
                break;
        }
        return true;
    }

    /// <summary><c>Method(arguments)</c> of <c>Namespace.Class.Method(arguments)</c>.</summary>
    public static string NameOf(string displayName)
    {
        int arguments = displayName.IndexOf('(', StringComparison.Ordinal);
        string method = arguments < 0 ? displayName : displayName[..arguments];
        return displayName[(method.LastIndexOf('.') + 1)..];
    }

    private HostEvent Of(HostEventKind kind, ITestMessage message) =>
        new(kind) { Test = _names.GetValueOrDefault(message.TestUniqueID) };
}
