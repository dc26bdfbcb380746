using System.CommandLine;
using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>The part of the command line for authors of notebooks and katas, and of this tool.</summary>
internal static class AuthorCommands
{
    public static IEnumerable<Command> All(IAnsiConsole console) =>
        [New(console), Lint(console), Prove(console), Bench(console)];

    private static ExampledCommand New(IAnsiConsole console)
    {
        var slug = new Argument<string>("slug")
        {
            Description = "A kata of the catalogue (dojo list --all).",
        };
        var kata = new ExampledCommand("kata",
            "Creates a planned kata: broken file, given doubles, tests, original, solution, variants.", """
            Example:
              dojo new kata threads-after-all
            """)
        { slug };
        kata.SetAction(parsed => new NewCommand(ProjectFolder.Find(), console).Kata(parsed.GetValue(slug)!));
        var number = new Argument<string>("number") { Description = "A planned notebook of the curriculum." };
        var notebook = new ExampledCommand("notebook",
            "Creates a planned notebook with one experiment for each of its claims.", """
            Example:
              dojo new notebook 07
            """)
        { number };
        notebook.SetAction(parsed =>
            new NewCommand(ProjectFolder.Find(), console).Notebook(parsed.GetValue(number)!));
        return new ExampledCommand("new", "Creates the skeleton of a kata or a notebook from the ledger.", """
            Examples:
              dojo new kata threads-after-all
              dojo new notebook 07
            """)
        { kata, notebook };
    }

    private static ExampledCommand Lint(IAnsiConsole console)
    {
        var what = new Argument<string?>("what")
        {
            Description = "katas, notebooks or words; none for all.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        what.AcceptOnlyFromAmong(LintCommand.Katas, LintCommand.Notebooks, LintCommand.Words);
        var fix = new Option<bool>("--fix")
        {
            Description = "Generate katas/Katas.slnx, notebooks/SCOREBOARD.md and the README's tables again, "
                + "and bring notebooks to the stored form.",
        };
        var command = new ExampledCommand("lint",
            "For authors: finds what katas and notebooks lack, and banned words.", """
            Examples:
              dojo lint
              dojo lint notebooks
              dojo lint words
              dojo lint --fix

            Words: src/Dojo/Linting/Words/banned-words.txt, with what to write instead.
            It runs no code. Exit code: 0 all is complete; 1 something is to be fixed; 2 the tool failed.
            """)
        { what, fix };
        command.SetAction(parsed => new LintCommand(ProjectFolder.Find(), console)
            .Run(parsed.GetValue(what), parsed.GetValue(fix)));
        return command;
    }

    private static ExampledCommand Prove(IAnsiConsole console)
    {
        var katas = new Argument<string[]>("kata")
        {
            Description = "Numbers or slugs; none for all.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var runs = new Option<int>("--runs")
        {
            Description = "Runs of each solution.",
            DefaultValueFactory = _ => 200,
            HelpName = "count",
        };
        var dotnet = new Option<bool>("--against-dotnet-test")
        {
            Description = "Instead: every file both in the engine and in a project that dotnet builds, "
                + "outcome by outcome.",
        };
        var crowd = new Option<int>("--crowd")
        {
            Description = "Instead: right fixes next to this many CPU-bound processes; none may be called wrong.",
        };
        crowd.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 200)
            {
                result.AddError("--crowd takes a whole number from 1 to 200.");
            }
        });
        runs.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 4 or > 100_000)
            {
                result.AddError("--runs takes a whole number from 4 to 100000.");
            }
        });
        var command = new ExampledCommand("prove",
            "For authors: the long proof that tests accept every right fix, and no other.", """
            Examples:
              dojo prove
              dojo prove 32 --runs 400
              dojo prove lost-update --against-dotnet-test
              dojo prove 06 32 --crowd 40 --runs 100

            A quarter of the runs have a fresh process each: some as on one processor, some next to processes
            that keep every processor busy. Minutes, not seconds.
            Exit code: 0 the proof holds; 1 it does not; 2 the tool failed; 130 interrupted.
            """)
        { katas, runs, dotnet, crowd };
        command.SetAction((parsed, cancellation) => new ProveCommand(ProjectFolder.Find(), console)
            .RunAsync(parsed.GetValue(katas) ?? [], parsed.GetValue(runs), parsed.GetValue(dotnet), parsed.GetValue(crowd), cancellation));
        return command;
    }

    private static ExampledCommand Bench(IAnsiConsole console)
    {
        var parts = new Argument<string[]>("part")
        {
            Description = $"{string.Join(", ", BenchCommand.Parts)}; without any, all but the last, "
                + "which takes many minutes.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        parts.AcceptOnlyFromAmong([.. BenchCommand.Parts]);
        var command = new ExampledCommand("bench",
            "Measures the tool itself, with the environment line; shows numbers and decides nothing.", """
            Examples:
              dojo bench
              dojo bench watch            from save to verdict
              dojo bench commands         dotnet test and dojo run, here and on a clean clone
            """)
        { parts };
        command.SetAction((parsed, cancellation) =>
            new BenchCommand(ProjectFolder.Find(), console).RunAsync(parsed.GetValue(parts) ?? [], cancellation));
        return command;
    }
}
