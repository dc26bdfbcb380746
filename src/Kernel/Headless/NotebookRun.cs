using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace HonestAsync.Kernel;

/// <summary>How a cell of a headless run ended.</summary>
public enum CellStatus
{
    /// <summary>Ran to its end.</summary>
    Ok,

    /// <summary>
    /// Did not compile, threw, printed without end, or did not throw although it is tagged so.
    /// </summary>
    Failed,

    /// <summary>Threw, as its tag <c>raises-exception</c> says.</summary>
    ExpectedFailure,

    /// <summary>Took longer than its limit and was stopped.</summary>
    TimedOut,

    /// <summary>Its process ended under it.</summary>
    Crashed,

    /// <summary>The caller cancelled the run.</summary>
    Interrupted,

    /// <summary>A cell before it stopped the run.</summary>
    NotRun,
}

/// <summary>One code cell of a run.</summary>
/// <param name="Index">Its place among all cells of the notebook, from 0.</param>
/// <param name="Id">Its id.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Elapsed">Wall-clock time in the kernel, compilation included.</param>
/// <param name="Outputs">nbformat outputs: all that it showed before it ended.</param>
/// <param name="Message">What happened and what to do; empty for <see cref="CellStatus.Ok"/>.</param>
public sealed record CellRun(
    int Index, string Id, CellStatus Status, TimeSpan Elapsed, JsonArray Outputs, string Message);

/// <summary>How a run ended.</summary>
public enum RunOutcome
{
    /// <summary>Every code cell did what it should.</summary>
    Passed,

    /// <summary>A cell stopped the run.</summary>
    Failed,

    /// <summary>The caller cancelled it.</summary>
    Interrupted,
}

/// <summary>A headless run: one entry for each code cell, in order.</summary>
public sealed record NotebookRun(NotebookDocument Document, ImmutableArray<CellRun> Cells, TimeSpan Elapsed)
{
    /// <summary>Derived from the cells.</summary>
    public RunOutcome Outcome => Stopper?.Status switch
    {
        null => RunOutcome.Passed,
        CellStatus.Interrupted or CellStatus.NotRun => RunOutcome.Interrupted,
        _ => RunOutcome.Failed,
    };

    /// <summary>The cell that stopped the run; null if all passed.</summary>
    public CellRun? Stopper =>
        Cells.FirstOrDefault(cell => cell.Status is not (CellStatus.Ok or CellStatus.ExpectedFailure));

    /// <summary>The notebook with this run's outputs; cells that were not run keep none.</summary>
    public NotebookDocument ExecutedDocument =>
        Document.WithOutputs(Cells.ToDictionary(cell => cell.Id, cell => cell.Outputs, StringComparer.Ordinal));
}
