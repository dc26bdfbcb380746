namespace HonestAsync.Katas.Tests;

/// <summary>All files of the proof, as rows of theories.</summary>
internal static class Corpus
{
    public static ProjectFolder Project { get; } = ProjectFolder.Find(AppContext.BaseDirectory);

    public static IReadOnlyList<Kata> Katas { get; } = Kata.All(Project);

    public static IReadOnlyList<Variant> All { get; } = [.. Katas.SelectMany(kata => kata.Everything())];

    public static Variant Find(string kata, string file) => All.Single(variant => variant.Kata.Name == kata && variant.File == file
        && variant.Kind is not (VariantKind.Broken or VariantKind.Solution));

    public static Kata Of(string name) => Katas.Single(kata => kata.Name == name);

    public static TheoryData<string> Names() => [.. Katas.Select(kata => kata.Name)];

    /// <summary>
    /// The files that are run: in the whole proof all of them; otherwise of each kata the broken file, the solution, the
    /// first other right fix and the first wrong one, in the order of their names. Four runs take about 2 s of CPU.
    /// </summary>
    public static IReadOnlyList<Variant> Chosen { get; } = WholeProof.IsOn ? All : [.. Katas.SelectMany(Sample)];

    public static TheoryData<string, string> Rows(VariantKind kind) =>
        new(Chosen.Where(variant => variant.Kind == kind).Select(variant => (variant.Kata.Name, variant.File)));

    private static IEnumerable<Variant> Sample(Kata kata) =>
    [
        kata.Variant(VariantKind.Broken), kata.Variant(VariantKind.Solution),
        .. kata.Variants(VariantKind.Alternative).Take(1), .. kata.Variants(VariantKind.Wrong).Take(1),
    ];
}
