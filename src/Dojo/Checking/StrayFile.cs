namespace HonestAsync.Dojo;

/// <summary>Detects a file that was saved into the folder of another kata.</summary>
internal static class StrayFile
{
    private const string Namespace = "namespace ";

    /// <summary>The kata to which the learner's file belongs by its namespace, if it is another one.</summary>
    public static Kata? Of(Kata kata)
    {
        string? mine = NamespaceOf(kata.MyFile);
        return mine is null || mine == NamespaceOf(kata.Original(kata.File.Subject))
            ? null
            : Kata.All(kata.Project).FirstOrDefault(other => mine == NamespaceOf(other.Original(other.File.Subject)));
    }

    private static string? NamespaceOf(string file) => !File.Exists(file) ? null
        : File.ReadLines(file).FirstOrDefault(line => line.StartsWith(Namespace, StringComparison.Ordinal))
            ?[Namespace.Length..].TrimEnd(';', '{', ' ');
}
