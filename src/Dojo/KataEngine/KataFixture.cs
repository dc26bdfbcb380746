using HonestAsync.KataHost;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace HonestAsync.Dojo;

/// <summary>
/// All of a kata but the file to edit. It is compiled once, and then only that file (<see cref="KataParts"/>), unless it
/// is of a kind that only the whole can judge: that is compiled to one assembly, as a build does. Thread-safe.
/// </summary>
internal sealed class KataFixture
{
    private static readonly EmitOptions s_emit = new(debugInformationFormat: DebugInformationFormat.PortablePdb);
    private readonly CSharpCompilation _whole;
    private readonly GivenTypes _given;
    private readonly Lock _dividing = new();
    private (string Names, KataParts? Parts)? _divided;

    public KataFixture(string name, IReadOnlyList<SyntaxTree> trees, IReadOnlyList<MetadataReference> references)
    {
        Trees = trees;
        _whole = CSharpCompilation.Create(name, [.. trees, KataOptions.Frame], references, KataOptions.Compilation);
        _given = new GivenTypes(trees);
    }

    /// <summary>Given types, tests, and how they are run.</summary>
    public IReadOnlyList<SyntaxTree> Trees { get; }

    /// <summary>Compiles a file to edit with them.</summary>
    public CompiledKata Compile(SyntaxTree subject) => Divided(subject)?.TryCompile(subject) ?? CompileWhole(subject);

    private KataParts? Divided(SyntaxTree subject)
    {
        if (_given.NamesIn(subject) is not { } names)
        {
            return null;
        }
        lock (_dividing)
        {
            if (_divided is not { } known || known.Names != names)
            {
                var (ahead, after) = _given.Divide(names);
                _divided = known = (names, KataParts.TryCreate(_whole, ahead, after));
            }
            return known.Parts;
        }
    }

    private CompiledKata CompileWhole(SyntaxTree subject)
    {
        using var image = new MemoryStream();
        using var symbols = new MemoryStream();
        var emitted = _whole.AddSyntaxTrees(subject).Emit(image, symbols, options: s_emit);
        return new CompiledKata(emitted.Success ? [new HostAssembly(image.ToArray(), symbols.ToArray())] : [],
            Problems(emitted.Diagnostics, subject), Elapsed: default);
    }

    /// <summary>Errors anywhere, and warnings in the file to edit, in the order in which one wants to read them.</summary>
    internal static IReadOnlyList<CompileProblem> Problems(IEnumerable<Diagnostic> diagnostics, SyntaxTree subject) =>
    [
        .. diagnostics
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error
                || (diagnostic.Severity == DiagnosticSeverity.Warning && diagnostic.Location.SourceTree == subject))
            .OrderByDescending(diagnostic => diagnostic.Severity)
            .ThenBy(diagnostic => diagnostic.Location.SourceTree != subject)
            .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .Select(CompileProblem.Of),
    ];
}
