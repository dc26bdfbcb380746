using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis.CSharp;

namespace HonestAsync.Kernel;

/// <summary>
/// What a client asks about code that is not run: completion, inspection, whether it is complete. Positions are in
/// code points on the wire, and in UTF-16 here.
/// </summary>
internal sealed class LanguageService(CellRunner runner)
{
    private const int MaximumMatches = 1000;

    /// <summary>Whether a console should run this code, or wait for more lines.</summary>
    public static JsonObject IsComplete(JsonObject request)
    {
        var code = JupyterMessage.Text(request, "code") ?? "";
        var tree = CSharpSyntaxTree.ParseText(code, SubmissionChain.ParseOptions);
        if (!SyntaxFactory.IsCompleteSubmission(tree))
        {
            var last = code.TrimEnd().Split('\n')[^1];
            var indent = last.Length - last.TrimStart().Length + (last.EndsWith('{') ? 4 : 0);
            return new JsonObject { ["status"] = "incomplete", ["indent"] = new string(' ', indent) };
        }
        var isBroken = tree.GetDiagnostics().Any(error => error.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
        return new JsonObject { ["status"] = isBroken ? "invalid" : "complete" };
    }

    /// <summary>What could stand at the cursor.</summary>
    public JsonObject Complete(JsonObject request)
    {
        var (code, cursor) = CodeAndCursor(request);
        var (start, found) = Bound(code) is { } bound ? Completion.At(bound, code, cursor) : (cursor, []);
        var (from, to) = (CodePoints(code, start), CodePoints(code, cursor));
        var matches = found.Take(MaximumMatches).ToList();
        return new JsonObject
        {
            ["status"] = "ok",
            ["matches"] = new JsonArray([.. matches.Select(match => (JsonNode)match.Text)]),
            ["cursor_start"] = from,
            ["cursor_end"] = to,
            ["metadata"] = new JsonObject
            {
                // JupyterLab and VS Code draw an icon for the type
                ["_jupyter_types_experimental"] = new JsonArray([.. matches.Select(match => new JsonObject
                {
                    ["text"] = match.Text, ["type"] = match.Kind, ["start"] = from, ["end"] = to,
                })]),
            },
        };
    }

    /// <summary>What stands at the cursor.</summary>
    public JsonObject Inspect(JsonObject request)
    {
        var (code, cursor) = CodeAndCursor(request);
        var text = Bound(code) is { } bound ? Inspection.At(bound, code, cursor) : null;
        var data = text is null ? [] : new JsonObject { [MimeBundle.PlainTextType] = text };
        return new JsonObject
        {
            ["status"] = "ok", ["found"] = text is not null, ["data"] = data, ["metadata"] = new JsonObject(),
        };
    }

    private CSharpCompilation? Bound(string code)
    {
        try
        {
            var directives = CellDirectives.Parse(code, SubmissionChain.ParseOptions);
            return runner.Session.Chain.Bind(directives.Code, "completion");
        }
        catch (DirectiveException)
        {
            return null;
        }
    }

    private static (string Code, int Cursor) CodeAndCursor(JsonObject request)
    {
        var code = JupyterMessage.Text(request, "code") ?? "";
        var wanted = JupyterMessage.Number(request, "cursor_pos") ?? int.MaxValue;
        var cursor = 0;
        for (var i = 0; i < wanted && cursor < code.Length; i++)
        {
            cursor += char.IsSurrogatePair(code, cursor) ? 2 : 1;
        }
        return (code, cursor);
    }

    private static int CodePoints(string code, int position) => code[..position].EnumerateRunes().Count();
}
