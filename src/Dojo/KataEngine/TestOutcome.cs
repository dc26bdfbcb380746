namespace HonestAsync.Dojo;

/// <summary>How a test went.</summary>
public enum TestState
{
    /// <summary>It passed.</summary>
    Passed,

    /// <summary>It failed, by an assertion or by another exception.</summary>
    Failed,

    /// <summary>The harness's watchdog ended the wait for it.</summary>
    Hung,

    /// <summary>The machine gave it too little processor time: it says nothing about the code.</summary>
    MachineTooBusy,

    /// <summary>It says nothing: an earlier test hung or took the process down.</summary>
    NotRun,
}

/// <summary>A test and how it went.</summary>
/// <param name="Name">The method's name, with the arguments of a theory.</param>
/// <param name="State">How it went.</param>
public sealed record TestOutcome(string Name, TestState State)
{
    /// <summary>What it says; empty when it passed.</summary>
    public string Message { get; init; } = "";

    /// <summary>The full name of the exception it ended with.</summary>
    public string? Exception { get; init; }

    /// <summary>The line of the file to edit that the exception came through, where there is one.</summary>
    public int? Line { get; init; }

    /// <summary>Real time.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>True when an assertion failed, not some other exception.</summary>
    public bool ByAssertion => Exception?.StartsWith("Xunit.Sdk.", StringComparison.Ordinal) == true;

    /// <summary>The name as the sentence it is.</summary>
    public string Sentence => Name.Replace('_', ' ');
}
