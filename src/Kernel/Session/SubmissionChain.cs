using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace HonestAsync.Kernel;

/// <summary>
/// The cells so far: each is compiled against those before it. A cell that throws stays in the chain, so that its
/// variables live on; a cell that does not compile leaves no trace.
/// </summary>
internal sealed class SubmissionChain(SessionOptions options, CellLoadContext context, References references)
{
    private static readonly ImmutableArray<string> s_usings =
    [
        "System", "System.Text", "System.Collections", "System.Collections.Generic", "System.Threading.Tasks",
        "System.Linq", typeof(CellFunctions).FullName!,
    ];

    private CSharpCompilation? _previous;
    private object?[] _states = new object?[16];
    private int _count;

    public static CSharpParseOptions ParseOptions { get; } =
        new(LanguageVersion.CSharp14, DocumentationMode.Parse, SourceCodeKind.Script);

    /// <summary>The variables of all cells: slot 0 is for a host object, which there is none of.</summary>
    public object?[] States => _states;

    /// <summary>The code as it would be compiled next; for completion and inspection, too.</summary>
    public CSharpCompilation Bind(string code, string path) =>
        Bind(CSharpSyntaxTree.ParseText(SourceText.From(code, Encoding.UTF8), ParseOptions, path));

    private CSharpCompilation Bind(SyntaxTree tree)
    {
        var number = _count + 1;
        var compilationOptions = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            scriptClassName: $"Submission#{number}",
            usings: _previous is null ? s_usings : [],
            optimizationLevel: OptimizationLevel.Release,
            allowUnsafe: true,
            warningLevel: 0,
            sourceReferenceResolver: new SourceFileResolver([], options.Folder),
            metadataReferenceResolver: new LoadedFileReferences(references, options.Folder));
        return CSharpCompilation.CreateScriptCompilation(
            $"cells#{number}", tree, references.All, compilationOptions, _previous, typeof(object));
    }

    /// <summary>Compiles and loads a cell, and makes it the newest of the chain.</summary>
    /// <returns>Either a submission, or the errors.</returns>
    public (Submission? Submission, ImmutableArray<Diagnostic> Errors) Add(
        string code, string path, CancellationToken interrupt)
    {
        var written = Bind(code, path);
        var compilation = Bind(CheckpointRewriter.Rewrite(written.SyntaxTrees[^1]));
        using var assembly = new MemoryStream();
        using var symbols = new MemoryStream();
        var emitted = compilation.Emit(
            assembly, symbols,
            options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb),
            cancellationToken: interrupt);
        if (emitted.Diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
        {
            var errors = written.GetDiagnostics(interrupt);
            return (null, errors.Any(error => error.Severity == DiagnosticSeverity.Error) ? errors : emitted.Diagnostics);
        }
        if (!emitted.Success)
        {
            // only comments or usings: nothing to run, but the usings count from here on
            _previous = compilation;
            return (new Submission(EntryPoint: null, HasValue: false), []);
        }

        assembly.Position = 0;
        symbols.Position = 0;
        var loaded = context.LoadFromStream(assembly, symbols);
        var entry = compilation.GetEntryPoint(interrupt);
        var submission = new Submission(
            entry is null ? null : loaded.GetType(entry.ContainingType.MetadataName)!.GetMethod(
                entry.MetadataName, BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public),
            HasValue(compilation));
        Advance(compilation);
        return (submission, []);
    }

    private void Advance(CSharpCompilation compilation)
    {
        _previous = compilation;
        _count++;
        if (_states.Length < _count + 2)
        {
            Array.Resize(ref _states, _states.Length * 2);
        }
    }

    // a trailing expression without a semicolon, unless it is a call of a void method
    private static bool HasValue(CSharpCompilation compilation)
    {
        var tree = compilation.SyntaxTrees[^1];
        var last = ((CompilationUnitSyntax)tree.GetRoot()).Members.LastOrDefault();
        if (last is not GlobalStatementSyntax { Statement: ExpressionStatementSyntax statement }
            || !statement.SemicolonToken.IsMissing)
        {
            return false;
        }
        var type = compilation.GetSemanticModel(tree).GetTypeInfo(statement.Expression).Type;
        return type?.SpecialType != SpecialType.System_Void;
    }
}
