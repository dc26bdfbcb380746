using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>Restores a kata. The learner's version is kept as a <c>.mine</c> file.</summary>
internal sealed class ResetCommand(ProjectFolder project, IAnsiConsole console)
{
    /// <param name="name">Number or slug; null for all.</param>
    /// <param name="yes">Without being asked.</param>
    public int Run(string? name, bool yes)
    {
        var katas = name is null ? Kata.All(project) : [Kata.Find(project, name)];
        var changed = katas.Select(kata => (Kata: kata, Files: Changed(kata))).Where(each => each.Files.Count > 0).ToList();
        if (changed.Count == 0)
        {
            console.WriteLine("Nothing to restore: all files are as you got them.");
            return ExitCode.Ok;
        }
        foreach (var (kata, files) in changed)
        {
            console.MarkupLine($"[bold]{Markup.Escape(kata.Name)}[/]: {Markup.Escape(string.Join(", ", files))}");
        }
        if (!yes && !Agreed())
        {
            return ExitCode.Unsolved;
        }
        foreach (var (kata, files) in changed)
        {
            files.ForEach(file => GiveBack(kata, file));
        }
        return ExitCode.Ok;
    }

    private bool Agreed()
    {
        if (!console.Profile.Capabilities.Interactive)
        {
            console.WriteLine("Nothing was changed: without a terminal, reset needs --yes.");
            return false;
        }
        bool agreed = console.Confirm("Restore these? Yours are kept as .mine files next to them.", defaultValue: false);
        if (!agreed)
        {
            console.WriteLine("Nothing was changed.");
        }
        return agreed;
    }

    /// <summary>Names of the files that are not as they were given; the one to edit comes first.</summary>
    public static List<string> Changed(Kata kata) =>
        [.. kata.File.State(kata.Project) == "untouched" ? (string[])[] : [kata.File.Subject], .. ChangedFiles.Of(kata)];

    private void GiveBack(Kata kata, string file)
    {
        string mine = kata.Mine(file);
        string where = $"katas/{kata.Name}/{file}";
        string? kept = File.Exists(mine) ? FreeName(mine) : null;
        // yours first: the file is replaced in one step, so a full disk leaves both as they are
        Disk.CreateFolder(Path.GetDirectoryName(mine)!);
        if (kept is not null)
        {
            Disk.CopyFile(mine, kept);
        }
        Disk.WriteText(mine, File.ReadAllText(kata.Original(file)));
        // printed only after it is done
        console.WriteLine(kept is null
            ? $"{where} is back"
            : $"{where} is as it was; yours is {Path.GetFileName(kept)}");
    }

    // earlier attempts are not overwritten
    private static string FreeName(string mine)
    {
        string kept = $"{mine}.mine";
        for (int number = 2; File.Exists(kept); number++)
        {
            kept = $"{mine}.{number}.mine";
        }
        return kept;
    }
}
