using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary><c>dojo</c> without arguments: prints your progress and the next step.</summary>
internal sealed class StatusCommand(ProjectFolder project, IAnsiConsole console)
{
    public int Run()
    {
        var ledger = ClaimLedger.Load(project.LedgerFile);
        var notebooks = ledger.Notebooks.Where(project.IsWritten).ToList();
        var katas = KataFile.All(project);
        var path = new LearnerPath(project, new LearnerProgress(project, TimeProvider.System));
        var started = path.Begun().Select(kata => kata.File).ToList();
        int solved = path.Solved();
        int measured = ledger.Claims.Count(claim => claim.Verdict is not null);
        console.MarkupLine("[bold]Honest Async[/]: claims about async, tested in C#.");
        console.MarkupLine($"  {notebooks.Count} of {ledger.Notebooks.Count} notebooks are written, {measured} of {ledger.Claims.Count} claims are measured, "
            + $"{katas.Count} of {ledger.Katas.Count} katas are written.");
        console.MarkupLine(started.Count == 0 && solved == 0
            ? "  You have not changed a kata yet."
            : $"  You have solved {solved} of {katas.Count} katas"
                + (started.Count == 0 ? "." : $", and are working on: {Markup.Escape(string.Join(", ", started.Select(kata => kata.Folder)))}"));
        console.WriteLine();
        console.MarkupLine("[bold]Next step[/]");
        if (!File.Exists(project.LabAssembly))
        {
            console.MarkupLine("  Build what the notebooks load:   [bold]dotnet build src/Lab -c Release[/]");
        }
        else if (started.Count > 0)
        {
            console.MarkupLine($"  See a verdict at each save:      [bold]dojo watch {started[0].Number}[/] [grey](or: dotnet test katas/{started[0].Folder})[/]");
        }
        else
        {
            console.MarkupLine("  Run the notebooks:               [bold]dojo run[/]");
            if (katas.Count > 0)
            {
                var next = path.Current().File;
                console.MarkupLine($"  Read a kata, then fix it:        katas/{next.Folder}/README.md");
                console.MarkupLine($"  See a verdict at each save:      [bold]dojo watch {next.Number}[/] [grey](or: dotnet test katas/{next.Folder})[/]");
            }
        }
        console.MarkupLine("  See everything:                  [bold]dojo list[/]");
        console.MarkupLine("  Something does not work:         [bold]dojo doctor[/]");
        console.MarkupLine("  All commands:                    [bold]dojo --help[/]");
        console.WriteLine();
        console.MarkupLine("[grey]dojo is short for: dotnet run --project src/Dojo --[/]");
        return ExitCode.Ok;
    }
}
