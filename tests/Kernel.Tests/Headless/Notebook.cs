namespace HonestAsync.Kernel.Tests;

/// <summary>Notebooks for tests: one code cell for each source, with the ids c1, c2, …</summary>
internal static class Notebook
{
    public static NotebookDocument Of(params string[] sources) => new(
        sources.Select((source, index) => new NotebookCell($"c{index + 1}", CellType.Code, source)));

    public static NotebookCell Tagged(this NotebookCell cell, string tag) => cell with { Tags = [tag] };
}
