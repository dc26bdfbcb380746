using HonestAsync.Kernel;

namespace HonestAsync.Dojo;

/// <summary>Refreshes, on purpose, everything that is kept of a run.</summary>
internal static class SavedResults
{
    /// <exception cref="DojoException">Something is read-only.</exception>
    public static void Write(ProjectFolder project, ClaimLedger ledger, IReadOnlyList<NotebookResult> results)
    {
        try
        {
            // all texts first: what cannot be made must not leave half of it written
            var updated = ledger.With(results.SelectMany(result => result.Lines).Select(line => line.Measured));
            string json = updated.ToJson();
            string scoreboard = ScoreboardPage.Of(updated);
            string readme = ReadmeTables.Refresh(File.ReadAllText(project.ReadmeFile), project, updated);
            foreach (string file in new[] { project.LedgerFile, project.ScoreboardFile, project.ReadmeFile })
            {
                EnsureWritable(file);
            }
            foreach (var result in results.Where(result => result.Notebook.Entry is not null))
            {
                result.Run.ExecutedDocument.Save();
            }
            File.WriteAllText(project.LedgerFile, json);
            File.WriteAllText(project.ScoreboardFile, scoreboard);
            File.WriteAllText(project.ReadmeFile, readme);
            if (ReadmePicture.Of(project, updated) is { } picture)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(ReadmePicture.FileIn(project))!);
                File.WriteAllText(ReadmePicture.FileIn(project), picture);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotebookSaveException)
        {
            throw new DojoException($"The results were not saved: {error.Message}",
                "Make the clone writable, or leave --save out.", error);
        }
    }

    private static void EnsureWritable(string file)
    {
        using var stream = new FileStream(file, FileMode.OpenOrCreate, FileAccess.Write);
    }
}
