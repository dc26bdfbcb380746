using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>Creates skeletons from the ledger.</summary>
internal sealed class NewCommand(ProjectFolder project, IAnsiConsole console)
{
    public int Notebook(string number)
    {
        var ledger = ClaimLedger.Load(project.LedgerFile);
        var entry = ledger.Notebooks.FirstOrDefault(entry => entry.Number == number.PadLeft(2, '0') || entry.Slug == number)
            ?? throw new DojoException($"The curriculum has no notebook '{number}'.", "See: dojo list --all");
        string path = Path.Combine(project.Notebooks, entry.FileName);
        var files = new NewFiles(project);
        files.Add($"notebooks/{entry.FileName}", NotebookScaffold.Of(entry, ledger, path).ToText());
        return Written(files, $"Fill the cells, then: dojo run {entry.Number}");
    }

    public int Kata(string slug)
    {
        var ledger = ClaimLedger.Load(project.LedgerFile);
        var entry = ledger.Katas.FirstOrDefault(entry => entry.Slug == slug || entry.Folder == slug)
            ?? throw new DojoException(
                $"The catalogue has no kata '{slug}'. {Suggestion.Sentence(slug, ledger.Katas.Select(known => known.Slug))}".TrimEnd(),
                "See: dojo list --all");
        var files = KataScaffold.Of(project, entry);
        return Written(files, $"Write the broken code and its tests, then: dojo lint, dotnet test katas/{entry.Folder}, dojo prove {entry.Number}; CONTRIBUTING.md says what the proof wants.");
    }

    private int Written(NewFiles files, string next)
    {
        files.Write();
        foreach (string path in files.Paths)
        {
            console.MarkupLine($"[green]+[/] {Markup.Escape(path)}");
        }
        console.MarkupLine(Markup.Escape(next));
        return ExitCode.Ok;
    }
}
