using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>Lists the notebooks and the katas, written and planned.</summary>
internal sealed class ListCommand(ProjectFolder project, IAnsiConsole console)
{
    // columns that the table of katas needs
    private const int Wide = 100;

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
        bool isWide = console.Profile.Width >= Wide;
        var katas = new Table().Border(TableBorder.Minimal).AddColumns(isWide
            ? ["", "kata", "idea", "difficulty", "minutes", "notebook", "state"]
            : ["", "kata", "notebook", "state"]);
        foreach (var kata in written_)
        {
            var file = kata.File;
            string[] more = [Markup.Escape(file.Idea), $"{file.Difficulty} of 5", $"{file.Minutes}"];
            Row(file.Number, Markup.Escape(file.Slug), more, file.Notebook, path.State(kata));
        }
        foreach (var entry in ledger.Katas.Where(entry => all && written_.All(kata => kata.File.Slug != entry.Slug)))
        {
            Row(entry.Number, entry.Slug, ["", "", ""], entry.Notebook, "[grey]planned[/]");
        }
        console.Write(notebooks);
        console.Write(katas);
        console.MarkupLine("Run a notebook: [bold]dojo run 16[/]   Check a kata: [bold]dojo check 32[/] (or dotnet test katas/32-lost-update)"
            + (all ? "" : "   Planned ones too: [bold]dojo list --all[/]"));
        return ExitCode.Ok;

        void Row(string number, string slug, string[] more, string notebook, string state) =>
            katas.AddRow([number, slug, .. isWide ? more : [], Notebook(notebook), state]);

        string Notebook(string number) =>
            ledger.Notebooks.Any(entry => entry.Number == number && project.IsWritten(entry))
                ? number
                : $"{number} [grey]planned[/]";
    }
}
