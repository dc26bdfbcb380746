namespace HonestAsync.Dojo;

/// <summary>Files that a learner changed in addition to the one to edit. A verdict never uses them.</summary>
internal static class ChangedFiles
{
    /// <summary>Names of given types and tests that differ from the pristine ones, or are gone.</summary>
    public static IReadOnlyList<string> Of(Kata kata) =>
        [.. kata.Surroundings.Where(original => Differs(kata, original)).Select(original => Path.GetFileName(original)!)];

    private static bool Differs(Kata kata, string original)
    {
        string mine = kata.Mine(Path.GetFileName(original));
        return !File.Exists(mine)
            || File.ReadAllText(mine).ReplaceLineEndings() != File.ReadAllText(original).ReplaceLineEndings();
    }
}
