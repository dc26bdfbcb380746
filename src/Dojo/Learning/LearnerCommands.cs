using System.CommandLine;
using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>The part of the command line that follows a learner from kata to kata.</summary>
internal static class LearnerCommands
{
    public static IEnumerable<Command> All(IAnsiConsole console) =>
        [Watch(console), Hint(console), Solution(console), Reset(console), Progress(console)];

    private static Command Watch(IAnsiConsole console)
    {
        var kata = Kata();
        var command = new Command("watch", "Follows a kata: you save your file, and the verdict is there.") { kata };
        command.SetAction((parsed, cancellation) =>
        {
            bool hasKeys = !Console.IsInputRedirected && !Console.IsOutputRedirected;
            var screen = hasKeys ? console : TerminalConsole.Create(console.Profile.Out.Writer, redirected: true);
            return new WatchCommand(ProjectFolder.Find(), screen, State()).RunAsync(parsed.GetValue(kata), hasKeys, cancellation);
        });
        return command;
    }

    private static Command Hint(IAnsiConsole console)
    {
        var kata = Kata();
        var command = new Command("hint", "Shows the next hint of a kata: where to look, what happens, what there is.") { kata };
        command.SetAction(parsed =>
            new HintCommand(ProjectFolder.Find(), console, State()).Run(parsed.GetValue(kata)));
        return command;
    }

    private static Command Solution(IAnsiConsole console)
    {
        var kata = Kata();
        var section = new Argument<string?>("section")
        {
            Description = $"{string.Join(", ", SolutionSection.Names)} or {SolutionSection.Everything}; "
                + "none for an overview.",
            Arity = ArgumentArity.ZeroOrOne,
            HelpName = "section",
        };
        section.AcceptOnlyFromAmong([.. SolutionSection.Names, SolutionSection.Everything]);
        var anyway = new Option<bool>("--anyway") { Description = "Before it is solved; that is noted." };
        var command = new Command("solution", "For a solved kata: yours beside the reference, why, other right fixes, tempting wrong ones.")
        { kata, section, anyway };
        command.SetAction(parsed => new SolutionCommand(ProjectFolder.Find(), console, State())
            .Run(parsed.GetValue(kata), parsed.GetValue(section), parsed.GetValue(anyway)));
        return command;
    }

    private static Command Reset(IAnsiConsole console)
    {
        var kata = new Argument<string?>("kata") { Description = "A number (32) or a slug (lost-update).", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "Every kata." };
        var yes = new Option<bool>("--yes") { Description = "Without being asked." };
        var command = new Command("reset", "Gives a kata back as it was; what you wrote stays beside it as a .mine file.") { kata, all, yes };
        command.Validators.Add(result =>
        {
            if (result.GetValue(all) == (result.GetValue(kata) is not null))
            {
                result.AddError("Name one kata, or say --all.");
            }
        });
        command.SetAction(parsed => new ResetCommand(ProjectFolder.Find(), console).Run(parsed.GetValue(kata), parsed.GetValue(yes)));
        return command;
    }

    private static Command Progress(IAnsiConsole console)
    {
        var json = new Option<bool>("--json") { Description = "For scripts: one object with a version." };
        var command = new Command("progress", "Shows which katas you have solved, and with how many hints.") { json };
        command.SetAction(parsed => new ProgressCommand(ProjectFolder.Find(), console, State()).Run(parsed.GetValue(json)));
        return command;
    }

    /// <summary>One kata, or none for the one that the learner is on.</summary>
    internal static Argument<string?> Kata() => new("kata")
    {
        Description = "A number (32), a slug (lost-update) or a part of one; none for the kata you are on.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static LearnerProgress State() => new(ProjectFolder.Find(), TimeProvider.System);
}
