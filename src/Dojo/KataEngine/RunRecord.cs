using HonestAsync.KataHost;

namespace HonestAsync.Dojo;

/// <summary>Collects what a host tells of one run.</summary>
internal sealed class RunRecord(string subject)
{
    private readonly List<TestOutcome> _outcomes = [];
    private IReadOnlyList<string> _names = [];

    /// <summary>The test that has begun and not ended.</summary>
    public string? Running { get; private set; }

    /// <summary>The last test that ended.</summary>
    public string? Last => _outcomes.Count > 0 ? _outcomes[^1].Name : null;

    public bool IsDone { get; private set; }

    /// <summary>Set when an allocation failed; nothing after it counts.</summary>
    public bool IsOutOfMemory { get; private set; }

    /// <summary>A test has failed or hung.</summary>
    public bool HasRed => _outcomes.Exists(outcome => outcome.State is TestState.Failed or TestState.Hung);

    /// <summary>Set when the process announced that it ends.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>What xunit said when it could not run the tests.</summary>
    public string? Broken { get; private set; }

    public void Take(HostEvent what)
    {
        switch (what.Kind)
        {
            case HostEventKind.Found:
                _names = what.Tests ?? [];
                break;
            case HostEventKind.Starting:
                Running = what.Test;
                break;
            case HostEventKind.Passed or HostEventKind.Failed or HostEventKind.Skipped:
                _outcomes.Add(Outcome(what));
                Running = null;
                break;
            case HostEventKind.Exiting:
                ExitCode = what.Code;
                break;
            case HostEventKind.Broken:
                Broken ??= $"{what.Exception}: {what.Message}";
                break;
            case HostEventKind.OutOfMemory:
                IsOutOfMemory = true;
                break;
            case HostEventKind.Done:
                IsDone = true;
                break;
        }
        IsDone |= IsOutOfMemory;
        IsDone |= what.Kind == HostEventKind.Broken && _names.Count == 0;
    }

    /// <summary>Every test in the order of the file; those that did not report have not run.</summary>
    public IReadOnlyList<TestOutcome> Tests()
    {
        var missing = _names.Where(name => !_outcomes.Exists(outcome => IsOf(outcome.Name, name)))
            .Select(name => new TestOutcome(name, TestState.NotRun));
        return [.. _outcomes.Concat(missing).OrderBy(outcome => Order(outcome.Name))];
    }

    private int Order(string test) => _names.TakeWhile(name => !IsOf(test, name)).Count();

    // a theory has one name when it is found, and one for each row when it runs
    private static bool IsOf(string test, string found) =>
        test == found || test.StartsWith($"{found}(", StringComparison.Ordinal);

    private TestOutcome Outcome(HostEvent what)
    {
        string message = what.Message ?? "";
        bool byWatchdog = what.Exception == "HonestAsync.HungException";
        var state = what.Kind switch
        {
            HostEventKind.Passed => TestState.Passed,
            HostEventKind.Skipped => TestState.NotRun,
            _ when what.Exception == "HonestAsync.MachineTooBusyException" => TestState.MachineTooBusy,
            _ when byWatchdog => message.StartsWith("Not run", StringComparison.Ordinal) ? TestState.NotRun : TestState.Hung,
            _ => TestState.Failed,
        };
        return new TestOutcome(what.Test ?? "", state)
        {
            Message = message,
            Exception = what.Exception,
            Line = LineIn(what.Stack),
            Elapsed = TimeSpan.FromMilliseconds(what.Milliseconds ?? 0),
        };
    }

    /// <summary>The innermost line of the file to edit in a stack trace.</summary>
    private int? LineIn(string? stack)
    {
        string mark = $"{subject}:line ";
        int at = stack?.IndexOf(mark, StringComparison.Ordinal) ?? -1;
        return at < 0 ? null : int.Parse(string.Concat(stack!.Skip(at + mark.Length).TakeWhile(char.IsAsciiDigit)));
    }
}
