namespace HonestAsync.Dojo;

/// <summary>katas/Katas.slnx: generated, so that an editor opens all katas at once.</summary>
internal static class KataSolution
{
    public static string PathIn(ProjectFolder project) => Path.Combine(project.Katas, "Katas.slnx");

    public static string TextFor(IEnumerable<Kata> katas) =>
        "<Solution>\n" + string.Concat(katas.Select(kata => $"  <Project Path=\"{kata.Name}/{kata.Name}.csproj\" />\n")) + "</Solution>\n";

    public static IEnumerable<LintFinding> Check(ProjectFolder project, IReadOnlyList<Kata> katas)
    {
        string path = PathIn(project);
        if (!File.Exists(path) || File.ReadAllText(path).ReplaceLineEndings("\n") != TextFor(katas))
        {
            yield return new LintFinding(KataLint.Relative(project, path),
                "it does not list exactly the katas that exist", "Run: dojo lint --fix");
        }
    }

    public static void Write(ProjectFolder project, IEnumerable<Kata> katas) =>
        Disk.WriteText(PathIn(project), TextFor(katas));
}
