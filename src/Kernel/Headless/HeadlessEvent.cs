using System.Text.Json.Nodes;

namespace HonestAsync.Kernel;

/// <summary>Progress of a run, reported in order as it happens.</summary>
/// <param name="Index">The cell's place among all cells of the notebook, from 0.</param>
/// <param name="Id">The cell's id.</param>
public abstract record HeadlessEvent(int Index, string Id);

/// <summary>A cell starts.</summary>
public sealed record CellStarted(int Index, string Id) : HeadlessEvent(Index, Id);

/// <summary>A piece of output, in nbformat; pieces of one stream are joined only in the result.</summary>
public sealed record CellPrinted(int Index, string Id, JsonObject Output) : HeadlessEvent(Index, Id);

/// <summary>A cell has ended, or will not be run.</summary>
public sealed record CellFinished(CellRun Cell) : HeadlessEvent(Cell.Index, Cell.Id);
