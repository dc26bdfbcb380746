namespace HonestAsync.Dojo;

/// <summary>A written kata: its description and where its files lie.</summary>
public sealed record Kata(ProjectFolder Project, KataFile File)
{
    /// <summary>The folder's name, <c>NN-slug</c>.</summary>
    public string Name => File.Folder;

    /// <summary>What the learner edits.</summary>
    public string MyFile => Mine(File.Subject);

    /// <summary>The file to edit as <c>path:line:column</c>, which terminals and editors make clickable.</summary>
    public string Place(int? line = null, int? column = null) =>
        Near(File.Subject) + (line is null ? "" : $":{line}") + (column is null ? "" : $":{column}");

    /// <summary>The path of one of the learner's files: from the current folder where it lies below, else in full.</summary>
    public string Near(string file)
    {
        string near = Path.GetRelativePath(Environment.CurrentDirectory, Mine(file));
        return near.StartsWith("..", StringComparison.Ordinal) ? Mine(file) : near;
    }

    /// <summary>The code around the subject, pristine: given types and tests.</summary>
    public IReadOnlyList<string> Surroundings =>
        [Original("Given.cs"), .. Directory.EnumerateFiles(Path.Combine(Project.Originals, Name), "*Tests.cs").Order(StringComparer.Ordinal)];

    /// <summary>All written katas, by number.</summary>
    /// <exception cref="DojoException">A kata.json is broken.</exception>
    public static IReadOnlyList<Kata> All(ProjectFolder project) =>
        [.. KataFile.All(project).Select(file => new Kata(project, file))];

    /// <summary>The kata of a number, a slug, a part of a slug or a folder's name.</summary>
    /// <exception cref="DojoException">None or several match; the message names near and planned ones.</exception>
    public static Kata Find(ProjectFolder project, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return KataSearch.Find(project, name);
    }

    /// <summary>A file of the learner's copy.</summary>
    public string Mine(string file) => Path.Combine(Project.Katas, Name, file);

    /// <summary>A file of the pristine copy.</summary>
    public string Original(string file) => Path.Combine(Project.Originals, Name, file);

    /// <summary>A file in the folder of the reference solution.</summary>
    public string Solution(string file) => Path.Combine(Project.Solutions, Name, file);

    /// <summary>The broken file, the reference and every variant.</summary>
    public IReadOnlyList<Variant> Everything() =>
    [
        Variant(VariantKind.Broken), Variant(VariantKind.Solution),
        .. Variants(VariantKind.Alternative), .. Variants(VariantKind.Wrong), .. Variants(VariantKind.Blind),
    ];

    /// <summary>The broken file or the reference.</summary>
    public Variant Variant(VariantKind kind) =>
        new(this, kind, kind == VariantKind.Broken ? Original(File.Subject) : Solution(File.Subject));

    /// <summary>The files of a kind, in the order of their names.</summary>
    public IReadOnlyList<Variant> Variants(VariantKind kind)
    {
        string folder = Path.Combine(Project.Variants, Name);
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, $"{kind.ToString().ToLowerInvariant()}-*.cs")
                .Order(StringComparer.Ordinal).Select(path => new Variant(this, kind, path))]
            : [];
    }
}
