using Microsoft.CodeAnalysis;

namespace HonestAsync.Dojo.Tests;

/// <summary>
/// A kata is compiled in parts; whatever only the whole can judge is compiled as a whole.
/// </summary>
public sealed class KataFixtureTests
{
    private const string Given = """
        namespace Kata;
        public interface IStore { Task<int> ReadAsync(); }
        public sealed class Store : IStore { public Task<int> ReadAsync() { return Task.FromResult(Enumerable.Repeat(1, 3).Count()); } }
        public sealed class Scene { public Reader Reader { get; } = new(new Store()); }
        """;

    private const string Tests = """
        namespace Kata;
        public sealed class ReaderTests
        {
            [Fact]
            public async Task It_reads() { Assert.Equal(3 * Reader.Factor, await new Scene().Reader.ReadAsync()); }
        }
        """;

    private const string Subject = """
        namespace Kata;
        public sealed class Reader(IStore store)
        {
            public const int Factor = 2;
            private int _reads;
            public async Task<int> ReadAsync() { _reads++; return Factor * await store.ReadAsync(); }
        }
        """;

    private readonly KataFixture _surroundings = Around(Given);

    [Fact]
    public void What_is_given_and_the_tests_are_taken_as_they_were()
    {
        var before = Compile(Subject).Assemblies;

        var after = Compile(Subject.Replace("_reads++", "_reads += 2", StringComparison.Ordinal)).Assemblies;

        Assert.Same(before[0], after[0]);
        Assert.NotSame(before[1], after[1]);
        Assert.Same(before[2], after[2]);
    }

    [Theory]
    [InlineData("public const int Factor = 2;", "public const int Factor = 3;")]
    [InlineData("(IStore store)", "(IStore store, int more = 1)")]
    [InlineData("public async Task<int> ReadAsync()", "public async Task<long> ReadAsync()")]
    [InlineData("private int _reads;", "private int _reads; internal int Reads => _reads;")]
    public void Tests_are_compiled_again_for_another_shape(string text, string instead)
    {
        var before = Compile(Subject).Assemblies;

        var after = Compile(Subject.Replace(text, instead, StringComparison.Ordinal)).Assemblies;

        Assert.Equal(3, after.Count);
        Assert.NotSame(before[2], after[2]);
    }

    [Theory]
    [InlineData("public static class Enumerable { public static object Repeat(int a, int b) => a; }", "CS0411")]
    [InlineData("public static class More { public static int Count(this IEnumerable<int> all) => 7; }", null)]
    [InlineData("public static class Entry { public static void Main() { } }", "CS0017")]
    [InlineData("public interface IStore;", "CS0101")]
    [InlineData("public static class Early { [System.Runtime.CompilerServices.ModuleInitializer] public static void Begin() { } }", null)]
    [InlineData("public static class Peeping { public static string Name => nameof(ReaderTests); }", null)]
    public void What_changes_the_meaning_of_other_files_or_needs_them_is_for_the_whole(string more, string? error)
    {
        var compiled = Compile($"{Subject}\n{more}");

        Assert.Equal(error is null ? 1 : 0, compiled.Assemblies.Count);
        Assert.Contains(error is null ? "" : error, string.Join(' ', compiled.Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("global using System.Text;\n")]
    [InlineData("[assembly: System.Reflection.AssemblyTitle(\"mine\")]\n")]
    public void What_is_about_the_whole_assembly_is_for_the_whole(string before)
    {
        Assert.Single(Compile(before + Subject).Assemblies);
    }

    [Fact]
    public void What_does_not_compile_is_told_as_a_build_does()
    {
        Compile(Subject);
        var compiled = Compile(Subject.Replace("ReadAsync()", "FetchAsync()", StringComparison.Ordinal));

        Assert.Empty(compiled.Assemblies);
        Assert.Equal("CS1061", compiled.Problems[0].Id);
        Assert.All(compiled.Problems, problem => Assert.True(problem.IsError && problem.Line > 0));
    }

    [Fact]
    public void A_warning_is_told_in_parts_too_at_its_place()
    {
        string warned = Subject.Replace("_reads++; return Factor * await store.ReadAsync();", "return Factor;", StringComparison.Ordinal);
        var whole = Compile(warned.Replace("namespace Kata;", "global using System.Text; namespace Kata;", StringComparison.Ordinal));

        var parts = Compile(warned);

        Assert.Equal(3, parts.Assemblies.Count);
        Assert.Contains(parts.Problems, problem => problem.Id == "CS0169");
        Assert.Single(whole.Assemblies);
        Assert.Equal(whole.Problems, parts.Problems);
    }

    [Fact]
    public void A_kata_whose_given_types_cannot_stand_alone_is_always_a_whole()
    {
        // the query knows Reader only through an extension of a type that does
        var tangled = Around(Given + """

            public static class Scenes { public static int Twice(this int number) => 2 * number * Reader.Factor; }
            public sealed class Query { public int Value => 3.Twice(); }
            """);
        Assert.Single(tangled.Compile(Tree(Subject, "Reader.cs")).Assemblies);
    }

    private CompiledKata Compile(string subject) => _surroundings.Compile(Tree(subject, "Reader.cs"));

    private static KataFixture Around(string given) =>
        new("01-kata", [Tree(given, "Given.cs"), Tree(Tests, "ReaderTests.cs")], KataReferences.For([]));

    private static SyntaxTree Tree(string text, string file) => KataOptions.TreeOf(text, file);
}
