namespace HonestAsync.Katas.Tests;

/// <summary>All files that the proof tries, in rows for tests.</summary>
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
    /// What is run: each broken file and each solution, and of the corpus all (in the whole proof) or every twentieth.
    /// <c>dojo prove</c> always runs all.
    /// </summary>
    public static IReadOnlyList<Variant> Tried { get; } = [.. All.Where((variant, number) =>
        WholeProof.IsOn || variant.Kind is VariantKind.Broken or VariantKind.Solution || number % 20 == 0)];

    public static TheoryData<string, string> Rows(VariantKind kind) =>
        new(Tried.Where(variant => variant.Kind == kind).Select(variant => (variant.Kata.Name, variant.File)));
}
