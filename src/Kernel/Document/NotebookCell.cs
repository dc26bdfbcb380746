using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace HonestAsync.Kernel;

/// <summary>The three types of nbformat.</summary>
public enum CellType
{
    /// <summary>C#.</summary>
    Code,

    /// <summary>Text.</summary>
    Markdown,

    /// <summary>Neither run nor rendered.</summary>
    Raw,
}

/// <summary>One cell; immutable, except that <see cref="Outputs"/> must not be changed.</summary>
/// <param name="Id">Unique in its notebook: letters, digits, <c>-</c> and <c>_</c>.</param>
/// <param name="Type">What the cell is.</param>
/// <param name="Source">Its text with <c>\n</c> line ends.</param>
public sealed record NotebookCell(string Id, CellType Type, string Source)
{
    /// <summary>A cell with this tag is expected to throw.</summary>
    public const string RaisesException = "raises-exception";

    /// <summary>nbformat's tags, in the notebook's order.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>nbformat outputs; empty for text cells.</summary>
    public JsonArray Outputs { get; init; } = [];

    /// <summary>The kernel that the cell's metadata names; null for the notebook's own, C#.</summary>
    public string? Language { get; init; }

    /// <summary>The source, below a line that chooses its language where its metadata does.</summary>
    public string CodeToRun => Language is null || Source.StartsWith("#!", StringComparison.Ordinal)
        ? Source
        : $"#!{Language}\n{Source}";

    /// <summary>Pictures of a text cell, if it has any.</summary>
    public JsonObject? Attachments { get; init; }

    /// <summary>True for cells with this tag.</summary>
    public bool HasTag(string tag) => Tags.Contains(tag, StringComparer.Ordinal);
}
