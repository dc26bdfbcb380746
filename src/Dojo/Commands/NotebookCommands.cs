using System.CommandLine;
using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>The part of the command line about notebooks and their claims.</summary>
internal static class NotebookCommands
{
    private static bool IsCi => Environment.GetEnvironmentVariable("CI") is { Length: > 0 } value
        && !value.Equals("false", StringComparison.OrdinalIgnoreCase);

    public static IEnumerable<Command> All(IAnsiConsole console) =>
        [Run(console), List(console), Claim(console), Normalise(console)];

    private static ExampledCommand Run(IAnsiConsole console)
    {
        var notebooks = Notebooks();
        var output = new Option<string?>("--out")
        {
            Description = "A folder for executed copies; the notebooks stay as they are.",
            HelpName = "folder",
        };
        var save = new Option<bool>("--save")
        {
            Description = "Refresh the committed outputs, the ledger's verdicts, SCOREBOARD.md and the README's "
                + "tables.",
        };
        var quick = new Option<bool>("--quick")
        {
            Description = "Few repeats of what is measured: for a first look, not for quoting.",
        };
        var explain = new Option<bool>("--explain")
        {
            Description = "Each claim in words, with what it needed, instead of one line per claim.",
        };
        var limit = new Option<int>("--cell-limit")
        {
            Description = "Seconds a cell may take.",
            DefaultValueFactory = _ => 60,
            HelpName = "seconds",
        };
        limit.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 3600)
            {
                result.AddError("--cell-limit takes whole seconds from 1 to 3600.");
            }
        });
        var command = new ExampledCommand("run",
            "Runs notebooks and prints one line per claim: its verdict, the evidence and what was predicted.", """
            Examples:
              dojo run
              dojo run 01 16 --out copies
              dojo run 16 --explain
              dojo run shared-state --quick
              dojo run 16 --save
              dojo run path/to/other.ipynb

            Exit code: 0 fine; 1 a verdict contradicts the ledger (under CI also: a claim was not run);
            2 a cell, the input or the tool failed; 130 interrupted.
            """)
        { notebooks, explain, output, save, quick, limit };
        command.SetAction((parsed, cancellation) => new RunCommand(ProjectFolder.Find(), console).RunAsync(
            new RunRequest(parsed.GetValue(notebooks) ?? [])
            {
                Out = parsed.GetValue(output),
                Save = parsed.GetValue(save),
                Quick = parsed.GetValue(quick),
                Explains = parsed.GetValue(explain),
                CellLimit = TimeSpan.FromSeconds(parsed.GetValue(limit)),
                UnderCi = IsCi,
            }, cancellation));
        return command;
    }

    private static ExampledCommand List(IAnsiConsole console)
    {
        var all = new Option<bool>("--all") { Description = "The planned ones, too." };
        var command = new ExampledCommand("list", "Lists notebooks and katas with their state.", """
            Examples:
              dojo list
              dojo list --all
            """)
        { all };
        command.SetAction(parsed => new ListCommand(ProjectFolder.Find(), console).Run(parsed.GetValue(all)));
        return command;
    }

    private static ExampledCommand Claim(IAnsiConsole console)
    {
        var id = new Argument<string>("id")
        {
            Description = "The claim's id, as in SCOREBOARD.md, or a part of it.",
        };
        var command = new ExampledCommand("claim",
            "Shows one claim: its words, what was predicted, what the last saved run measured, its sources.", """
            Examples:
              dojo claim single-thread-still-races
              dojo claim still-races

            The evidence is that of the last saved run, from the notebook's stored outputs; dojo run measures
            again.
            """)
        { id };
        command.SetAction(parsed => new ClaimCommand(ProjectFolder.Find(), console).Run(parsed.GetValue(id)!));
        return command;
    }

    private static ExampledCommand Normalise(IAnsiConsole console)
    {
        var notebooks = Notebooks();
        var command = new ExampledCommand("normalise",
            "Brings notebooks that an editor has saved back to the stored form; runs nothing, keeps your text.", """
            Examples:
              dojo normalise                 every notebook of the clone
              dojo normalise 16
              dojo normalise path/to/other.ipynb

            VS Code and Jupyter write counts, metadata and indents of their own. Without them git diff shows what
            you changed, and nothing else. To give your changes up instead: git restore notebooks
            """)
        { notebooks };
        command.Aliases.Add("normalize");
        command.SetAction(parsed =>
            new NormaliseCommand(ProjectFolder.Find(), console).Run(parsed.GetValue(notebooks) ?? []));
        return command;
    }

    private static Argument<string[]> Notebooks() => new("notebook")
    {
        Description = "Numbers (16), slugs (shared-state) or .ipynb files; none for all that are written.",
        Arity = ArgumentArity.ZeroOrMore,
    };
}
