namespace HonestAsync.Katas.Tests;

/// <summary>One kata as the proof sees it: the pristine original, its solution and its variants.</summary>
/// <param name="Name">The folder's name, <c>NN-slug</c>.</param>
public sealed record Kata(string Name)
{
    /// <summary>Every kata that has an original, by number.</summary>
    public static IReadOnlyList<Kata> All { get; } =
        [.. Directory.EnumerateDirectories(Repository.Originals).Select(folder => new Kata(Path.GetFileName(folder)))
            .OrderBy(kata => kata.Name, StringComparer.Ordinal)];

    /// <summary>Its <c>kata.json</c>, read anew.</summary>
    public KataJson Json => KataJson.Read(Original("kata.json"));

    /// <summary>Where its solution and <c>WHY.md</c> lie.</summary>
    public string SolutionFolder => Repository.At("solutions", Name);

    /// <summary>The kata of that name.</summary>
    public static Kata Of(string name) => All.Single(kata => kata.Name == name);

    /// <summary>A file of the pristine copy.</summary>
    public string Original(string file) => Path.Combine(Repository.Originals, Name, file);

    /// <summary>What every kata is compiled with: how its tests are run.</summary>
    public static string Frame { get; } = Path.Combine(Repository.Originals, "KataFrame.cs");

    /// <summary>The code around the subject: given types and tests.</summary>
    public IReadOnlyList<string> Surroundings() =>
        [Original("Given.cs"), .. Directory.EnumerateFiles(Path.Combine(Repository.Originals, Name), "*Tests.cs").Order(StringComparer.Ordinal)];

    /// <summary>The broken original as a variant of its own.</summary>
    public Variant Broken() => new(this, VariantKind.Broken, Original(Json.Subject));

    /// <summary>The reference solution.</summary>
    public Variant Solution() => new(this, VariantKind.Solution, Path.Combine(SolutionFolder, Json.Subject));

    /// <summary>All variants of a kind, in the order of their names.</summary>
    public IReadOnlyList<Variant> Variants(VariantKind kind)
    {
        string folder = Repository.At("tests", "Katas.Tests", "variants", Name);
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, $"{kind.ToString().ToLowerInvariant()}-*.cs")
                .Order(StringComparer.Ordinal).Select(path => new Variant(this, kind, path))]
            : [];
    }

    /// <summary>Broken, solution, and every variant.</summary>
    public IReadOnlyList<Variant> Everything() =>
    [
        Broken(), Solution(), .. Variants(VariantKind.Wrong), .. Variants(VariantKind.Alternative), .. Variants(VariantKind.Blind),
    ];
}
