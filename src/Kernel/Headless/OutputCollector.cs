using System.Text;
using System.Text.Json.Nodes;

namespace HonestAsync.Kernel;

/// <summary>A cell's outputs as they come: neighbours of one stream are joined, and all is bounded.</summary>
internal sealed class OutputCollector(OutputBudget budget)
{
    private readonly List<JsonObject> _outputs = [];
    private readonly StringBuilder _stream = new();
    private string? _streamName;

    public OutputBudget Budget => budget;

    public bool HasError { get; private set; }

    /// <returns>The piece that was kept; null if there was no room for it.</returns>
    public JsonObject? AddText(string name, string text)
    {
        var kept = budget.Take(text);
        if (kept.Length == 0)
        {
            return null;
        }
        if (!string.Equals(_streamName, name, StringComparison.Ordinal))
        {
            CloseStream();
            _streamName = name;
        }
        _stream.Append(kept);
        return new StreamOutput(name, kept).ToNbformat();
    }

    /// <summary>Adds an output in nbformat; the child has checked its size.</summary>
    public JsonObject? Add(JsonObject output)
    {
        if (NotebookReader.Text(output["output_type"]) is "stream")
        {
            return AddText((string)output["name"]!, (string)output["text"]!);
        }
        CloseStream();
        _outputs.Add(output);
        HasError |= NotebookReader.Text(output["output_type"]) is "error";
        return output;
    }

    /// <summary>Rewrites what was printed on standard error, once it is complete.</summary>
    public void RewriteErrors(Func<string, string> rewrite)
    {
        CloseStream();
        foreach (var output in _outputs.Where(output => NotebookReader.Text(output["name"]) is StreamOutput.StandardError))
        {
            output["text"] = rewrite((string)output["text"]!);
        }
    }

    public JsonArray ToOutputs()
    {
        CloseStream();
        return new JsonArray([.. _outputs.Select(output => output.DeepClone())]);
    }

    private void CloseStream()
    {
        if (_streamName is not null)
        {
            _outputs.Add(new StreamOutput(_streamName, _stream.ToString()).ToNbformat());
            _stream.Clear();
            _streamName = null;
        }
    }
}
