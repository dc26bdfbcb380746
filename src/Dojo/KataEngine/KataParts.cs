using System.Collections.Immutable;
using HonestAsync.KataHost;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;

namespace HonestAsync.Dojo;

/// <summary>
/// A kata in three assemblies: what is given, the file to edit, and the tests with whatever else knows that file. Given
/// types are compiled once, tests once for each <see cref="SubjectShape"/>; what is left are some fifty lines. Thread
/// safe.
/// </summary>
/// <remarks>
/// Only for a file that means the same on its own. One that does not compile, or needs the tests, or gives another
/// meaning to a name that the given types use, is for the whole: its words are those of a build.
/// </remarks>
internal sealed class KataParts
{
    private const int KeptShapes = 8;
    private static readonly EmitOptions s_emit = new(debugInformationFormat: DebugInformationFormat.PortablePdb);

    // one type for another of the same name: which one is meant may differ from the whole
    private static readonly ImmutableHashSet<string> s_conflicts = ["CS0435", "CS0436", "CS0437", "CS1685"];

    private readonly CSharpCompilation _subject;
    private readonly CSharpCompilation _tests;
    private readonly HostAssembly _given;
    private readonly Lock _shaping = new();
    private readonly LinkedList<(string Shape, HostAssembly? Tests)> _shapes = new();

    private KataParts(CSharpCompilation subject, CSharpCompilation tests, HostAssembly given)
    {
        _subject = subject;
        _tests = tests;
        _given = given;
    }

    /// <summary>The parts of a kata, or null where its given types do not stand alone.</summary>
    /// <param name="whole">The kata without the file to edit.</param>
    /// <param name="given">Its types that know nothing of that file.</param>
    /// <param name="tests">All the others.</param>
    public static KataParts? TryCreate(CSharpCompilation whole, IEnumerable<SyntaxTree> given, IEnumerable<SyntaxTree> tests)
    {
        string name = whole.AssemblyName!;
        var frame = KataOptions.PartFrame($"{name}.subject", name);
        var library = whole.Options.WithOutputKind(OutputKind.DynamicallyLinkedLibrary);
        var first = CSharpCompilation.Create($"{name}.given", [.. given, frame], whole.References, library);
        if (TryEmit(first, out _) is not { } assembly)
        {
            return null;
        }
        MetadataReference[] references = [.. whole.References, MetadataReference.CreateFromImage(assembly.Image)];
        return new KataParts(
            CSharpCompilation.Create($"{name}.subject", [frame], references, library),
            CSharpCompilation.Create(name, [.. tests, KataOptions.Frame], references, whole.Options), assembly);
    }

    /// <summary>The three assemblies, or null where only the whole can tell.</summary>
    public CompiledKata? TryCompile(SyntaxTree subject)
    {
        var compiled = TryEmit(_subject.AddSyntaxTrees(subject), out var diagnostics);
        return compiled is not null && TestsFor(SubjectShape.Of(subject), compiled) is { } tests
            ? new CompiledKata([_given, compiled, tests], KataFixture.Problems(diagnostics, subject), Elapsed: default)
            : null;
    }

    /// <summary>The tests, as they read against a file to edit of this shape; null where they do not.</summary>
    private HostAssembly? TestsFor(string shape, HostAssembly subject)
    {
        lock (_shaping)
        {
            for (var known = _shapes.First; known is not null; known = known.Next)
            {
                if (known.Value.Shape == shape)
                {
                    _shapes.Remove(known);
                    _shapes.AddFirst(known);
                    return known.Value.Tests;
                }
            }
            var tests = TryEmit(_tests.AddReferences(MetadataReference.CreateFromImage(subject.Image)), out _);
            _shapes.AddFirst((shape, tests));
            if (_shapes.Count > KeptShapes)
            {
                _shapes.RemoveLast();
            }
            return tests;
        }
    }

    private static HostAssembly? TryEmit(CSharpCompilation compilation, out ImmutableArray<Diagnostic> diagnostics)
    {
        using var image = new MemoryStream();
        using var symbols = new MemoryStream();
        var emitted = compilation.Emit(image, symbols, options: s_emit);
        diagnostics = emitted.Diagnostics;
        return emitted.Success && !diagnostics.Any(each => s_conflicts.Contains(each.Id))
            ? new HostAssembly(image.ToArray(), symbols.ToArray())
            : null;
    }
}
