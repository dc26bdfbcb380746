using System.CommandLine;
using Spectre.Console;

namespace HonestAsync.Dojo;

/// <summary>The part of the command line that gives verdicts on a kata: once, or at each save.</summary>
internal static class KataCommands
{
    public static IEnumerable<Command> All(IAnsiConsole console) => [Check(console), Watch(console)];

    /// <summary>One kata, or none for the one that the learner is on.</summary>
    internal static Argument<string?> Kata() => new("kata")
    {
        Description = "A number (32), a slug (lost-update) or a part of one; none for the kata you are on.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>What is remembered of the learner.</summary>
    internal static LearnerProgress State() => new(ProjectFolder.Find(), TimeProvider.System);

    private static ExampledCommand Check(IAnsiConsole console)
    {
        var kata = Kata();
        var all = new Option<bool>("--all") { Description = "Every kata that you have begun, one line per kata." };
        var command = new ExampledCommand("check",
            "Runs the tests of a kata on your file, and explains what they saw.", """
            Examples:
              dojo check 32
              dojo check lost-update    or a part of it: dojo check lost
              dojo check                the one kata that you have begun
              dojo check --all

            The verdict uses the original tests, not the ones in katas/. You get it within ten seconds, even if the
            code hangs, crashes, exits or runs out of memory.
            Exit code: 0 solved; 1 not solved; 2 the tool failed; 130 interrupted.
            """)
        { kata, all };
        command.Validators.Add(result =>
        {
            if (result.GetValue(all) && result.GetValue(kata) is not null)
            {
                result.AddError("Name one kata, or say --all.");
            }
        });
        command.SetAction((parsed, cancellation) =>
        {
            var check = new CheckCommand(ProjectFolder.Find(), console, State());
            return parsed.GetValue(all)
                ? check.AllAsync(cancellation)
                : check.OneAsync(parsed.GetValue(kata), cancellation);
        });
        return command;
    }

    private static ExampledCommand Watch(IAnsiConsole console)
    {
        var kata = Kata();
        var command = new ExampledCommand("watch",
            "Follows a kata: prints a verdict each time you save your file.", """
            Examples:
              dojo watch                the kata you are on
              dojo watch 32
              dojo watch lost-update > verdicts.txt

            ? lists the keys. Without a terminal it is plain text, until the input ends or Ctrl+C.
            Exit code: 0 the kata is solved; 1 it is not; 2 the tool failed; 130 interrupted.
            """)
        { kata };
        command.SetAction((parsed, cancellation) =>
        {
            bool hasKeys = !Console.IsInputRedirected && !Console.IsOutputRedirected;
            var screen = hasKeys
                ? console
                : TerminalConsole.Create(console.Profile.Out.Writer, redirected: true);
            return new WatchCommand(ProjectFolder.Find(), screen, State())
                .RunAsync(parsed.GetValue(kata), hasKeys, cancellation);
        });
        return command;
    }
}
