using System.CommandLine;
using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>The part of the command line for a learner between two verdicts.</summary>
internal static class LearnerCommands
{
    public static IEnumerable<Command> All(IAnsiConsole console) =>
        [Hint(console), Solution(console), Reset(console), Progress(console)];

    private static ExampledCommand Hint(IAnsiConsole console)
    {
        var kata = KataCommands.Kata();
        var command = new ExampledCommand("hint",
            "Shows the next hint of a kata: where to look, what happens, what can help.", """
            Examples:
              dojo hint 32              one more each time
              dojo hint lost-update
              dojo hint                 of the one kata that you have begun
            """)
        { kata };
        command.SetAction(parsed =>
            new HintCommand(ProjectFolder.Find(), console, KataCommands.State()).Run(parsed.GetValue(kata)));
        return command;
    }

    private static ExampledCommand Solution(IAnsiConsole console)
    {
        var kata = KataCommands.Kata();
        var section = new Argument<string?>("section")
        {
            Description = $"{string.Join(", ", SolutionSection.Names)} or {SolutionSection.Everything}; "
                + "none for an overview.",
            Arity = ArgumentArity.ZeroOrOne,
            HelpName = "section",
        };
        section.AcceptOnlyFromAmong([.. SolutionSection.Names, SolutionSection.Everything]);
        var anyway = new Option<bool>("--anyway") { Description = "Before it is solved; that is noted." };
        var command = new ExampledCommand("solution",
            "For a solved kata: yours next to the reference, why, other right fixes, tempting wrong ones.", """
            Examples:
              dojo solution 32            an overview
              dojo solution 32 diff       yours next to the reference
              dojo solution 32 why        why wrong, why right
              dojo solution 32 others     other right fixes
              dojo solution 32 wrong      tempting ones, by test
              dojo solution 32 analyzers  rules that would warn
              dojo solution 32 all        everything; | less
              dojo solution               of what you just solved
              dojo solution lost-update why --anyway

            Exit code: 0 shown; 1 not solved yet; 2 the tool failed.
            """)
        { kata, section, anyway };
        command.SetAction(parsed => new SolutionCommand(ProjectFolder.Find(), console, KataCommands.State())
            .Run(parsed.GetValue(kata), parsed.GetValue(section), parsed.GetValue(anyway)));
        return command;
    }

    private static ExampledCommand Reset(IAnsiConsole console)
    {
        var kata = new Argument<string?>("kata")
        {
            Description = "A number (32) or a slug (lost-update).",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var all = new Option<bool>("--all") { Description = "Every kata." };
        var yes = new Option<bool>("--yes") { Description = "Without being asked." };
        var command = new ExampledCommand("reset",
            "Restores a kata. Your version is kept as a .mine file.", """
            Examples:
              dojo reset 32
              dojo reset --all --yes

            Nothing of yours is lost: a changed file is copied to .mine first.
            Exit code: 0 all is as you got it; 1 nothing was changed; 2 the tool failed.
            """)
        { kata, all, yes };
        command.Validators.Add(result =>
        {
            if (result.GetValue(all) == (result.GetValue(kata) is not null))
            {
                result.AddError("Name one kata, or say --all.");
            }
        });
        command.SetAction(parsed => new ResetCommand(ProjectFolder.Find(), console)
            .Run(parsed.GetValue(kata), parsed.GetValue(yes)));
        return command;
    }

    private static ExampledCommand Progress(IAnsiConsole console)
    {
        var json = new Option<bool>("--json") { Description = "For scripts: one object with a version." };
        var command = new ExampledCommand("progress",
            "Shows which katas you have solved, and with how many hints.", """
            Examples:
              dojo progress
              dojo progress --json

            It lies in .dojo/progress.txt; dojo check --all finds solved katas again.
            """)
        { json };
        command.SetAction(parsed => new ProgressCommand(ProjectFolder.Find(), console, KataCommands.State())
            .Run(parsed.GetValue(json)));
        return command;
    }
}
