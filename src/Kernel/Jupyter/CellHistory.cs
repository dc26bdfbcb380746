using System.IO.Enumeration;
using System.Text.Json.Nodes;

namespace HonestAsync.Kernel;

/// <summary>The cells of this session, for a client that asks what was run; bounded.</summary>
internal sealed class CellHistory
{
    private const int Maximum = 1000;

    private readonly List<(int Line, string Source, string? Result)> _cells = [];

    public void Add(int line, string source, string? result)
    {
        if (_cells.Count == Maximum)
        {
            _cells.RemoveAt(0);
        }
        _cells.Add((line, source, result));
    }

    public JsonObject Reply(JsonObject request)
    {
        var withOutput = JupyterMessage.Flag(request, "output", otherwise: false);
        var found = Find(request).Select(cell => (JsonNode)new JsonArray(1, cell.Line,
            withOutput ? new JsonArray(cell.Source, cell.Result) : cell.Source));
        return new JsonObject { ["status"] = "ok", ["history"] = new JsonArray([.. found]) };
    }

    private IEnumerable<(int Line, string Source, string? Result)> Find(JsonObject request)
    {
        var count = Math.Clamp(JupyterMessage.Number(request, "n") ?? Maximum, 0, Maximum);
        switch (JupyterMessage.Text(request, "hist_access_type"))
        {
            case "range":
                var start = JupyterMessage.Number(request, "start") ?? 0;
                var stop = JupyterMessage.Number(request, "stop") ?? int.MaxValue;
                // session 0 is this one; it has the number 1, and there are no others
                return JupyterMessage.Number(request, "session") is null or 0 or 1
                    ? _cells.Where(cell => cell.Line >= start && cell.Line < stop)
                    : [];
            case "search":
                var pattern = JupyterMessage.Text(request, "pattern") ?? "*";
                var matches = _cells.Where(cell =>
                    FileSystemName.MatchesSimpleExpression(pattern, cell.Source, ignoreCase: false));
                return (JupyterMessage.Flag(request, "unique", otherwise: false)
                    ? matches.Reverse().DistinctBy(cell => cell.Source, StringComparer.Ordinal).Reverse()
                    : matches).TakeLast(count);
            default:
                return _cells.TakeLast(count);
        }
    }
}
