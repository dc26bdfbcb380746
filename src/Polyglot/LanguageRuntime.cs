namespace HonestAsync.Polyglot;

/// <summary>
/// A runtime of another language: what it is called, how it is found, and how it is started.
/// </summary>
internal sealed record LanguageRuntime(
    string Name, string Kernel, string Language, IReadOnlyList<string> Programs, Version Oldest,
    string Website, string Package)
{
    public static LanguageRuntime Node { get; } = new(
        "Node", "node", "JavaScript", ["node", "nodejs"], new(18, 0), "https://nodejs.org", "nodejs");

    public static LanguageRuntime Python { get; } = new(
        "Python", "python", "Python", ["python3", "python"], new(3, 8), "https://www.python.org", "python3");

    /// <summary>What a cell says when nothing was found.</summary>
    public string Missing => $"not run here: {Name} is not installed ({HowToGetIt})";

    /// <summary>What a cell says when the one that was found is of no use.</summary>
    public string TooOld(string version) =>
        $"not run here: {Name} {version} is older than {Oldest} ({HowToGetIt})";

    /// <summary>
    /// True where the child's input must stay open, because the child watches it; see python.py.
    /// </summary>
    public bool WatchesInput => this == Python;

    private string HowToGetIt => $"{Website}; Debian and Ubuntu: apt-get install {Package}";

    /// <returns>A full path, or null.</returns>
    public string? Find(string searchPath) => searchPath
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(_ => Programs, Path.Combine).FirstOrDefault(File.Exists);

    /// <summary>The command line; the driver comes with it, so that no file is written.</summary>
    public IReadOnlyList<string> Arguments(RuntimeOptions options, params IReadOnlyList<string> forDriver) =>
        this == Node
            ? [$"--max-old-space-size={options.NodeMegabytes}", "-e", Driver("node.js"), "--", .. forDriver]
            : ["-X", "utf8", "-c", Driver("python.py"), .. forDriver];

    private static string Driver(string name)
    {
        using var stream = typeof(LanguageRuntime).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
