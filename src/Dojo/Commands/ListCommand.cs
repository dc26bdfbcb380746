using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>Lists the notebooks and the katas, written and planned.</summary>
internal sealed class ListCommand(ProjectFolder project, IAnsiConsole console)
{
    public int Run(bool all)
    {
        var ledger = ClaimLedger.Load(project.LedgerFile);
        var notebooks = new Table().Border(TableBorder.Minimal).AddColumns("", "notebook", "claims", "state");
        foreach (var entry in ledger.Notebooks)
        {
            bool written = project.IsWritten(entry);
            if (written || all)
            {
                notebooks.AddRow(entry.Number, Markup.Escape(entry.Title),
                    $"{ledger.Claims.Count(claim => claim.Notebook == entry.Number)}",
                    !written ? "[grey]planned[/]" : entry.Partial == true ? "[yellow]partial[/]" : "[green]ready[/]");
            }
        }
        var written_ = Kata.All(project);
        var path = new LearnerPath(project, new LearnerProgress(project, TimeProvider.System));
        var katas = new Table().Border(TableBorder.Minimal).AddColumns("", "kata", "idea", "difficulty",
            "minutes", "notebook", "state");
        foreach (var kata in written_)
        {
            var file = kata.File;
            katas.AddRow(file.Number, Markup.Escape(file.Slug), Markup.Escape(file.Idea), $"{file.Difficulty} of 5",
                $"{file.Minutes}", Notebook(file.Notebook), path.State(kata));
        }
        foreach (var entry in ledger.Katas.Where(entry => all && written_.All(kata => kata.File.Slug != entry.Slug)))
        {
            katas.AddRow(entry.Number, entry.Slug, "", "", "", Notebook(entry.Notebook), "[grey]planned[/]");
        }
        console.Write(notebooks);
        console.Write(katas);
        console.MarkupLine("Run a notebook: [bold]dojo run 16[/]   Check a kata: [bold]dojo check 32[/] (or dotnet test katas/32-lost-update)"
            + (all ? "" : "   Planned ones too: [bold]dojo list --all[/]"));
        return ExitCode.Ok;

        string Notebook(string number) =>
            ledger.Notebooks.Any(entry => entry.Number == number && project.IsWritten(entry))
                ? number
                : $"{number} [grey]planned[/]";
    }
}
