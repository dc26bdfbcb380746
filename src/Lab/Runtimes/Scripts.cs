namespace HonestAsync.Lab;

/// <summary>The scripts in this assembly.</summary>
internal static class Scripts
{
    private const string Prefix = "scripts/";

    public static string Read(string name)
    {
        using var stream = typeof(Scripts).Assembly.GetManifestResourceStream(Prefix + name)
            ?? throw new ArgumentException($"There is no script '{name}'; there is {string.Join(", ", Names())}.", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    public static IEnumerable<string> Names() => typeof(Scripts).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Select(name => name[Prefix.Length..]).Order(StringComparer.Ordinal);
}
