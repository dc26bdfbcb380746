namespace HonestAsync.Dojo;

/// <summary>Refreshes everything that is stored of a run.</summary>
internal static class SavedResults
{
    /// <exception cref="DojoException">Something is read-only.</exception>
    public static void Write(ProjectFolder project, ClaimLedger ledger, IReadOnlyList<NotebookResult> results)
    {
        try
        {
            // all texts first: a failure must not leave half of them written
            var updated = ledger.With(results.SelectMany(result => result.Lines).Select(line => line.Measured));
            string json = updated.ToJson();
            string scoreboard = ScoreboardPage.Of(updated);
            string readme = ReadmeTables.Refresh(File.ReadAllText(project.ReadmeFile), project, updated);
            foreach (string file in new[] { project.LedgerFile, project.ScoreboardFile, project.ReadmeFile })
            {
                Disk.EnsureWritable(file);
            }
            foreach (var result in results.Where(result => result.Notebook.Entry is not null))
            {
                Disk.Save(result.Run.ExecutedDocument, result.Notebook.Path);
            }
            Disk.WriteText(project.LedgerFile, json);
            Disk.WriteText(project.ScoreboardFile, scoreboard);
            Disk.WriteText(project.ReadmeFile, readme);
            if (ReadmePicture.Of(project, updated) is { } picture)
            {
                Disk.CreateFolder(Path.GetDirectoryName(ReadmePicture.FileIn(project))!);
                Disk.WriteText(ReadmePicture.FileIn(project), picture);
            }
        }
        catch (WriteException error)
        {
            throw new DojoException($"The results were not saved: {error.What}.",
                "Make the clone writable, or leave --save out.", error);
        }
    }
}
