namespace HonestAsync.Dojo;

/// <summary>What a file in the subject's place is meant to be.</summary>
public enum VariantKind
{
    /// <summary>The file that the learner gets.</summary>
    Broken,

    /// <summary>The reference.</summary>
    Solution,

    /// <summary>Another right fix: green.</summary>
    Alternative,

    /// <summary>A tempting wrong fix: red, by the test its first line names.</summary>
    Wrong,

    /// <summary>
    /// What a reader wrote who had not seen the solution; red if its first line names a test.
    /// </summary>
    Blind,
}

/// <summary>One file that can stand in the place of a kata's subject.</summary>
public sealed record Variant(Kata Kata, VariantKind Kind, string Path)
{
    private const string Caught = "// caught by: ";

    /// <summary>The file's name.</summary>
    public string File => System.IO.Path.GetFileName(Path);

    /// <summary>
    /// The test that must catch it, from its first line; null where the file is expected to be green.
    /// </summary>
    public string? CaughtBy => FirstLine() is { } line && line.StartsWith(Caught, StringComparison.Ordinal)
        ? line[Caught.Length..].Split(" — ", 2)[0].Trim()
        : null;

    /// <summary>The first line's words after the dash: why it tempts, or why it is right.</summary>
    public string? Reason => FirstLine()?.Split(" — ", 2) is [_, var reason] ? reason.Trim() : null;

    private string? FirstLine() => System.IO.File.ReadLines(Path).FirstOrDefault();
}
