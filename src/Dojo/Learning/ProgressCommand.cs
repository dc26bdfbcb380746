using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>Shows how far the learner is, for people or, as JSON, for a trainer's script.</summary>
internal sealed class ProgressCommand(ProjectFolder project, IAnsiConsole console, LearnerProgress progress)
{
    /// <summary>Grows when a field changes its meaning or goes; new fields may come at any time.</summary>
    private const int SchemaVersion = 1;
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true };

    public int Run(bool json)
    {
        var katas = Kata.All(project).Select(kata => (Kata: kata, Progress: progress.Of(kata.File.Slug))).ToList();
        if (json)
        {
            console.Profile.Out.Writer.WriteLine(Json(katas).ToJsonString(s_json));
            return ExitCode.Ok;
        }
        foreach (var (kata, known) in katas)
        {
            console.MarkupLine($"{Mark(known)} {Markup.Escape(kata.Name)}: {State(kata, known)}{Help(known)}");
        }
        console.WriteLine();
        console.WriteLine($"{katas.Count(each => each.Progress.Solved is not null)} of {katas.Count} solved. "
            + "Found again from the files themselves: dojo check --all");
        return ExitCode.Ok;
    }

    private JsonObject Json(IEnumerable<(Kata Kata, KataProgress Progress)> katas) => new()
    {
        ["schema"] = "honest-async/progress",
        ["version"] = SchemaVersion,
        ["katas"] = new JsonArray([.. katas.Select(each => new JsonObject
        {
            ["slug"] = each.Kata.File.Slug,
            ["number"] = each.Kata.File.Number,
            ["state"] = State(each.Kata, each.Progress).Split(' ')[0] switch { "solved" => "solved", "in" => "in progress", "missing" => "missing", _ => "not begun" },
            ["solvedOn"] = each.Progress.Solved?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            ["hintsShown"] = each.Progress.Hints,
            ["solutionSeenBefore"] = each.Progress.SolutionSeen,
        })]),
    };

    private string State(Kata kata, KataProgress known) => known.Solved is { } day
        ? $"solved on {day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)}"
        : kata.File.State(project) switch { "untouched" => "not begun", var other => other };

    private static string Mark(KataProgress known) => known.Solved is null ? "[grey]·[/]" : "[green]✓[/]";

    private static string Help(KataProgress known)
    {
        string hints = known.Hints switch { 0 => "", 1 => ", 1 hint", var count => $", {count} hints" };
        return hints + (known.SolutionSeen ? ", the solution seen before" : "");
    }
}
