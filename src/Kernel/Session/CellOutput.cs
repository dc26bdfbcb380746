using System.Text.Json.Nodes;

namespace HonestAsync.Kernel;

/// <summary>
/// Something a cell has shown: text, a value, or an error. Maps one to one onto nbformat's outputs.
/// </summary>
public abstract record CellOutput
{
    /// <summary>The output as nbformat 4 has it, with texts as plain strings.</summary>
    public abstract JsonObject ToNbformat();
}

/// <summary>Text written to <c>Console.Out</c> or <c>Console.Error</c>, by whichever thread.</summary>
public sealed record StreamOutput(string Name, string Text) : CellOutput
{
    /// <summary>nbformat's name of what <c>Console.Out</c> gets.</summary>
    public const string StandardOutput = "stdout";

    /// <summary>nbformat's name of what <c>Console.Error</c> gets.</summary>
    public const string StandardError = "stderr";

    /// <inheritdoc/>
    public override JsonObject ToNbformat() =>
        new() { ["output_type"] = "stream", ["name"] = Name, ["text"] = Text };
}

/// <summary>
/// A value in all its MIME types; <see cref="IsResult"/> tells a trailing expression from <c>display(x)</c>.
/// </summary>
public sealed record ValueOutput(JsonObject Data, bool IsResult) : CellOutput
{
    /// <summary>Where it was shown, if it can be updated.</summary>
    public string? DisplayId { get; init; }

    /// <summary>True if it takes the place of what was shown there before.</summary>
    public bool IsUpdate { get; init; }

    /// <inheritdoc/>
    public override JsonObject ToNbformat()
    {
        var output = new JsonObject
        {
            ["output_type"] = IsResult ? "execute_result" : "display_data",
            ["data"] = Data.DeepClone(),
            ["metadata"] = new JsonObject(),
        };
        if (IsResult)
        {
            output["execution_count"] = null;
        }
        return output;
    }
}

/// <summary>All outputs so far are to go; nbformat has no output for it.</summary>
public sealed record ClearedOutput(bool Wait) : CellOutput
{
    /// <inheritdoc/>
    public override JsonObject ToNbformat() => new() { ["output_type"] = "clear_output", ["wait"] = Wait };
}

/// <summary>Why a cell failed; the traceback holds only frames of the reader's own code.</summary>
public sealed record ErrorOutput(string Name, string Value, IReadOnlyList<string> Traceback) : CellOutput
{
    /// <summary>The <see cref="Name"/> of code that does not compile.</summary>
    public const string CompilationError = "CompilationError";

    /// <inheritdoc/>
    public override JsonObject ToNbformat() => new()
    {
        ["output_type"] = "error",
        ["ename"] = Name,
        ["evalue"] = Value,
        ["traceback"] = new JsonArray([.. Traceback.Select(line => (JsonNode)line)]),
    };
}
