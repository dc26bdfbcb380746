using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;

namespace HonestAsync.Kernel;

/// <summary>
/// What a client asks about code that is not run: completion, inspection, whether it is complete. Positions are in
/// code points on the wire, and in UTF-16 here.
/// </summary>
internal sealed class LanguageService(Func<CSharpSession> session)
{
    private const int MaximumMatches = 1000;

    /// <summary>Whether a console should run this code, or wait for more lines.</summary>
    public static JsonObject IsComplete(JsonObject request)
    {
        var code = JupyterMessage.Text(request, "code") ?? "";
        var tree = CSharpSyntaxTree.ParseText(code, Engine.ParseOptions);
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
        var start = cursor;
        while (start > 0 && SyntaxFacts.IsIdentifierPartCharacter(code[start - 1]))
        {
            start--;
        }
        var prefix = code[start..cursor];
        var found = Ask<CompletionsProduced>(new RequestCompletions(code, PositionOf(code, cursor)))?.Completions ?? [];
        var matches = found.Where(item => !NeedsUsing(item)).Select(item => (Text: PlainOf(item), item.Kind))
            .Where(match => match.Text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            .DistinctBy(match => match.Text, StringComparer.Ordinal)
            .OrderBy(match => !match.Text.StartsWith(prefix, StringComparison.Ordinal))
            .ThenBy(match => match.Text, StringComparer.OrdinalIgnoreCase)
            .Take(MaximumMatches).ToList();
        var (from, to) = (CodePoints(code, start), CodePoints(code, cursor));
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
                    ["text"] = match.Text, ["type"] = IconOf(match.Kind), ["start"] = from, ["end"] = to,
                })]),
            },
        };
    }

    /// <summary>What stands at the cursor; between the parentheses of a call, what is called.</summary>
    public JsonObject Inspect(JsonObject request)
    {
        var (code, cursor) = CodeAndCursor(request);
        var data = new JsonObject();
        var hover = new RequestHoverText(code, PositionOf(code, NameAt(code, cursor)));
        foreach (var part in Ask<HoverTextProduced>(hover)?.Content ?? [])
        {
            data[part.MimeType] = part.Value;
            data[MimeBundle.PlainTextType] ??= Plain(part.Value);
        }
        return new JsonObject
        {
            ["status"] = "ok", ["found"] = data.Count > 0, ["data"] = data, ["metadata"] = new JsonObject(),
        };
    }

    // in or right after a name; at the parentheses of a call, the name of what is called
    private static int NameAt(string code, int cursor)
    {
        var isInWord = cursor < code.Length && (cursor == 0 || code[cursor - 1] != '(') && SyntaxFacts.IsIdentifierPartCharacter(code[cursor]);
        var at = isInWord ? cursor : Math.Max(0, cursor - 1);
        var token = CSharpSyntaxTree.ParseText(code, Engine.ParseOptions).GetRoot().FindToken(at);
        return token.Parent is ArgumentListSyntax { Parent: InvocationExpressionSyntax call }
            ? call.Expression.Span.End - 1
            : at;
    }

    [SuppressMessage("Usage", "VSTHRD002", Justification = "requests come on a thread of their own")]
    private T? Ask<T>(KernelCommand question)
        where T : KernelEvent =>
        session().Kernel.SendAsync(question).GetAwaiter().GetResult().Events.OfType<T>().LastOrDefault();

    // types of namespaces that are not imported: the using would not be written, and the name alone does not compile
    private static bool NeedsUsing(CompletionItem item) => item.SortText?.StartsWith('~') == true;

    // the library proposes some methods as snippets, with places to fill in: WriteLine($1)
    private static string PlainOf(CompletionItem item) =>
        (item.InsertText is { } text && !text.Contains('$', StringComparison.Ordinal) ? text : item.DisplayText)
            .Replace("<>", "", StringComparison.Ordinal);

    private static string IconOf(string kind) => kind switch
    {
        "Namespace" => "module",
        "Method" or "ExtensionMethod" => "function",
        "Local" or "Parameter" or "RangeVariable" => "variable",
        "EnumMember" or "Constant" => "constant",
        "Structure" or "Struct" or "Record" or "Delegate" => "class",
        _ => kind.ToLowerInvariant(),
    };

    // markdown as Roslyn writes it: a fence around the signature, and escaped marks
    private static string Plain(string markdown) => string.Join('\n', markdown.ReplaceLineEndings("\n").Split('\n')
        .Where(line => !line.StartsWith("```", StringComparison.Ordinal))).Replace("\\", "", StringComparison.Ordinal).Trim();

    private static LinePosition PositionOf(string code, int cursor)
    {
        var before = code[..cursor];
        return new LinePosition(before.Count(c => c == '\n'), cursor - (before.LastIndexOf('\n') + 1));
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
