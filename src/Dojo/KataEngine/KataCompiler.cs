using System.Collections.Concurrent;
using System.Diagnostics;
using HonestAsync.KataHost;
using Microsoft.CodeAnalysis;

namespace HonestAsync.Dojo;

/// <summary>A kata as assemblies in memory, or the errors that keep it from being one.</summary>
/// <param name="Assemblies">Each after those that it refers to, the one with the tests last; empty where there are
/// errors.</param>
/// <param name="Problems">Errors anywhere, and warnings in the file to edit.</param>
/// <param name="Elapsed">Real time of the compilation.</param>
internal sealed record CompiledKata(
    IReadOnlyList<HostAssembly> Assemblies, IReadOnlyList<CompileProblem> Problems, TimeSpan Elapsed);

/// <summary>
/// Compiles katas in memory with the options of their projects. References, unchanged files and what is known of
/// them are kept: the first compilation takes over a second, the later ones some 10 ms. Thread-safe.
/// </summary>
internal sealed class KataCompiler
{
    private readonly ConcurrentDictionary<string, SyntaxTree> _trees = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, KataFixture> _surroundings = new(StringComparer.Ordinal);

    /// <exception cref="IOException">A file cannot be read.</exception>
    public CompiledKata Compile(KataSources sources)
    {
        long start = Stopwatch.GetTimestamp();
        var subject = KataOptions.TreeOf(sources.SubjectText ?? File.ReadAllText(sources.Subject), sources.Subject);
        var compiled = Surroundings(sources).Compile(subject);
        return compiled with { Elapsed = Stopwatch.GetElapsedTime(start) };
    }

    private KataFixture Surroundings(KataSources sources)
    {
        SyntaxTree[] trees = [.. sources.Surroundings.Select(TreeOf)];
        var known = _surroundings.GetOrAdd(sources.Name, _ => Create());
        if (!known.Trees.SequenceEqual(trees))
        {
            _surroundings[sources.Name] = known = Create();
        }
        return known;

        KataFixture Create() => new(sources.Name, trees, KataReferences.For(sources.Packages));
    }

    private SyntaxTree TreeOf(string file)
    {
        string text = File.ReadAllText(file);
        return _trees.AddOrUpdate(file, _ => KataOptions.TreeOf(text, file),
            (_, known) => known.GetText().ToString() == text ? known : KataOptions.TreeOf(text, file));
    }
}
